import { expect, test } from 'vitest';
import { createPool } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { isUnavailable } from './unavailable.ts';

const context = testDatabase();

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a pool without a connection left says so after its time, and the statement that takes too long is ended', async () => {
  const pool = createPool(context.connectionString, 1, { connectionTimeoutMillis: 100, statement_timeout: 100 });
  const held = await pool.connect();
  const exhausted = await reasonOf(pool.connect());
  const slow = await reasonOf(held.query('select pg_sleep(60)'));
  const wrong = await reasonOf(held.query('select 1/0'));
  held.release();
  await pool.end();
  expect(isUnavailable(exhausted)).toBe(true);
  expect(isUnavailable(slow)).toBe(true);
  expect(isUnavailable(wrong)).toBe(false);
});

test('a server that is not there, or ends the connection', async () => {
  const nowhere = new URL(context.connectionString);
  nowhere.port = '1';
  const absent = createPool(nowhere.href, 1);
  expect(isUnavailable(await reasonOf(absent.query('select 1')))).toBe(true);
  await absent.end();

  const pool = createPool(context.connectionString, 1);
  const ended = await reasonOf(pool.query('select pg_terminate_backend(pg_backend_pid())'));
  expect(isUnavailable(ended)).toBe(true);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('a bug is none of it', () => {
  expect(isUnavailable(new TypeError('x is not a function'))).toBe(false);
  expect(isUnavailable('ECONNREFUSED')).toBe(false);
});
