import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { createLog, faultOf, tellFault, withoutSecrets } from './log.server.ts';

const context = testDatabase();

const logged = (work: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = [];
  work(createLog({ write: (line) => void lines.push(line) }, 'info'));
  return lines.join('');
};

test('a fault is told once, with where it was thrown, however many hands it goes through', () => {
  const error = new Error('broken');
  const said = logged((log) => {
    tellFault(error, { requestId: 'one' }, log);
    tellFault(error, { requestId: 'one' }, log);
  });
  const line = JSON.parse(said);
  expect(line).toMatchObject({ level: 'error', requestId: 'one', fault: { type: 'Error', message: 'broken' } });
  expect(line.fault.stack).toMatch(/^at .*log\.test\.ts/);
});

test.each([
  ['postgres://app:hidden@db.internal:5432/market failed', 'hidden'],
  ['no answer from smtps://user:hidden@mail.internal', 'hidden'],
  ['Authorization: Bearer hidden.hidden', 'hidden'],
  ['refused Basic aGlkZGVu', 'aGlkZGVu'],
  ['{"password":"hidden"}', 'hidden'],
  ['password=hidden&next=/', 'hidden'],
  ['no user jo.hidden+x@kent.example here', 'hidden'],
  ['fetch of https://login.example/callback?code=hidden failed', 'hidden'],
])('%j is told without the secret', (message, secret) => {
  expect(withoutSecrets(message)).not.toContain(secret);
  const error = new Error('outside', { cause: new Error(message) });
  expect(logged((log) => tellFault(error, {}, log))).not.toContain(secret);
});

test('what a line is given by mistake is removed by its name', () => {
  const form = {
    password: 'hidden',
    email: 'hidden@kent.example',
    headers: { cookie: 'hidden', authorization: 'hidden' },
  };
  expect(logged((log) => log.info({ form, ...form }, 'sent'))).not.toContain('hidden');
});

test('no value of a statement is told with what the database refused', async () => {
  const refused = async (work: Parameters<typeof context.rolledBack>[0]) => {
    const error: unknown = await context.rolledBack(work).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    return JSON.stringify(faultOf(error));
  };
  const user = (db: Parameters<Parameters<typeof context.rolledBack>[0]>[0]) =>
    sql`insert into users (name, email) values ('Hidden', 'hidden@kent.example')`.execute(db);

  const unread = await refused((db) => sql`select ${'hidden "word"'}::uuid`.execute(db));
  expect(unread).toContain('22P02');
  expect(unread).not.toContain('hidden');
  const twice = await refused(async (db) => {
    await user(db);
    return user(db);
  });
  expect(twice).toContain('23505');
  expect(twice).toContain('users');
  expect(twice.toLowerCase()).not.toContain('hidden');
});

test('what is thrown and no Error is told by its kind alone', () => {
  expect(faultOf('hidden')).toEqual({ type: 'string', message: 'Thrown, and no Error' });
});
