import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../testing.ts';
import { copyRows, snakeCase } from './copy.ts';

const context = testDatabase();

describe('copyRows', () => {
  let client: pg.Client;

  beforeAll(async () => {
    client = new pg.Client({ connectionString: context.connectionString });
    await client.connect();
  });

  afterAll(() => client.end());

  test('carries what COPY gives a meaning of its own', async () => {
    const name = 'tab\there, line\nthere, return\r, back\\slash, \\N, \\. and £ ’';
    const roles = ['plain', 'a,b', 'with "quotes"', 'back\\slash', 'NULL', ''];
    // Any table's columns do for the types; the rows go into the temporary one.
    const rows = [{ name, email: 'a@b.example' }];
    await client.query('create temp table people (name text, email text)');
    expect(await copyRows(client, 'users', rows, 'people')).toBe(1);
    expect((await client.query('select * from people')).rows).toEqual(rows);

    await client.query(
      'create temp table held (organisation_id text, user_id text, roles text[], deactivated_at text)',
    );
    const member = { organisationId: 'o', userId: 'u', roles, deactivatedAt: null };
    await copyRows(client, 'members', [member], 'held');
    expect((await client.query('select roles, deactivated_at from held')).rows).toEqual([
      { roles, deactivated_at: null },
    ]);
  });

  test('goes over many chunks, and stops the generator where the server refuses a row', async () => {
    await client.query('create temp table days (day date, title text)');
    const day = { day: '2026-04-03', title: 'x'.repeat(1_000) };
    const many = Array.from({ length: 1_000 }, () => day);
    expect(await copyRows(client, 'bankHolidays', many, 'days')).toBe(1_000);
    expect((await client.query('select count(*)::int as rows from days')).rows).toEqual([{ rows: 1_000 }]);

    const bad = [...many, { day: 'not a day', title: '' }];
    await expect(copyRows(client, 'bankHolidays', bad, 'days')).rejects.toThrow(/invalid input syntax/);
    expect((await client.query('select count(*)::int as rows from days')).rows).toEqual([{ rows: 1_000 }]);
  });
});

test.each([
  ['ageFrom', 'age_from'],
  ['purchasingSystemMembers', 'purchasing_system_members'],
])('%s is the column %s', (name, column) => expect(snakeCase(name)).toBe(column));
