import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../testing.ts';
import { dayOf } from './calendar.ts';
import { loadMarket } from './load.ts';
import { loadReference } from './reference-data.ts';

const context = testDatabase();

test.each(['2026-04-01', '2026-04-02', '2027-03-31', '2028-02-29', '2029-12-31'])(
  'the market keeps to the rules of the database whatever day it is: %s',
  async (today) => {
    const client = new pg.Client({ connectionString: context.connectionString });
    await client.connect();
    await client.query('begin');
    await loadReference(client);
    const options = { vacancies: 60, placements: 400, today: dayOf(today), passwordHash: 'not a hash' };
    const counts = await loadMarket(client, { seed: dayOf(today), ...options });
    expect(counts.placements).toBe(400);
    const { rows } = await client.query(
      `select count(*) filter (where status = 'approved' and daterange(valid_from, valid_until) @> $1::date) > 50 as priced,
        bool_and(approved_at < $1::date) as approved_before, bool_and(created_at < $1::date + 1) as asked_before
      from price_schedules`,
      [today],
    );
    expect(rows).toEqual([{ priced: true, approved_before: true, asked_before: true }]);
    await client.query('rollback');
    await client.end();
  },
);
