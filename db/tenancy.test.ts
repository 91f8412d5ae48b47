import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { ROLES } from './roles.ts';
import { OPERATOR_SLUG } from './seed/organisations.ts';
import { tenancyDatabase } from './testing-tenancy.ts';
import { CLOSED, OPEN, PUBLIC, VISIBLE } from './testing-visible.ts';

// What the database itself keeps apart, whatever the application asks of it: no query here has a where clause of the application's.
const { context, logins, as, organisation } = tenancyDatabase();

const SLUGS = ['kent', 'medway', 'southwark', 'orchardine', 'wrenfield', OPERATOR_SLUG] as const;

async function ids(
  query: (text: string, values?: unknown[]) => Promise<pg.QueryResult>,
  table: string,
  where = 'true',
  values: unknown[] = [],
) {
  // Of people the application reads some columns alone.
  const row = table === 'users' ? 'id::text' : 'ctid::text';
  const { rows } = await query(`select ${row} as row from ${table} where ${where} order by 1`, values);
  return rows.map(({ row }: { row: string }) => row);
}

test('every table is public, closed to the application, or under row level security that holds for its owner too', async () => {
  const { rows } = await context.pool.query<{ name: string; forced: boolean }>(
    `select relname as name, relrowsecurity and relforcerowsecurity as forced
     from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by relname`,
  );
  expect(rows.map(({ name }) => name)).toEqual([...Object.keys(VISIBLE), ...PUBLIC, ...CLOSED].toSorted());
  const forced = rows.filter((row) => row.forced).map(({ name }) => name);
  expect(forced).toEqual(expect.arrayContaining(Object.keys(VISIBLE)));
});

test('views run with the rights of whoever reads them', async () => {
  const { rows } = await context.pool.query(
    `select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
     and not coalesce('security_invoker=true' = any (reloptions), false)`,
  );
  expect(rows).toEqual([]);
});

test('the application’s logins own nothing and are above nothing', async () => {
  const { rows } = await context.pool.query(
    `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as above,
       exists (select from pg_class where relowner = r.oid) or exists (select from pg_proc where proowner = r.oid)
         or exists (select from pg_namespace where nspowner = r.oid) as owns
     from pg_roles r where rolname like 'sufficiency_market_%' and rolname <> $1`,
    [ROLES.backup],
  );
  expect(rows.length).toBeGreaterThanOrEqual(6);
  for (const row of rows) expect(row, row.rolname).toMatchObject({ above: false, owns: false });
});

describe.each(SLUGS)('without a where clause, %s', (slug) => {
  test.each(Object.entries(VISIBLE))('sees of %s what is its own or shown to it', async (table, rule) => {
    const acting = await organisation(slug);
    const query = (text: string, values?: unknown[]) => context.pool.query(text, values);
    const allowed = await ids(query, table, `(${rule}) and $1::uuid is not null`, [acting.organisation]);
    const { person: _, ...organisationAlone } = acting;
    const seen = await as(organisationAlone, (client) => ids((text) => client.query(text), table));
    expect(seen).toEqual(allowed);
  });
});

test('each of these tables holds rows that some organisation does not see', async () => {
  const query = (text: string, values?: unknown[]) => context.pool.query(text, values);
  const wrenfield = await organisation('wrenfield');
  for (const [table, rule] of Object.entries(VISIBLE)) {
    const hidden = await ids(query, table, `not coalesce((${rule}), false) and $1::uuid is not null`, [
      wrenfield.organisation,
    ]);
    expect(hidden.length, table).toBeGreaterThan(0);
  }
});

test.each(Object.keys(VISIBLE))('nobody sees of %s more than is public', async (table) => {
  const seen = await as({}, (client) => ids((text) => client.query(text), table));
  const query = (text: string) => context.pool.query(text);
  expect(seen).toEqual(await ids(query, table, OPEN[table] ?? 'false'));
});

test('a context ends with its transaction: the next one on the connection sees nothing', async () => {
  const kent = await organisation('kent');
  const count = async (client: pg.PoolClient) =>
    (await client.query('select count(*)::int as n from placements')).rows[0].n;
  expect(await as(kent, count)).toBeGreaterThan(0);
  expect(await as({}, count)).toBe(0);
});

test('counting other members’ placements shows none of them, then or after', async () => {
  const southwark = await organisation('southwark');
  await as(southwark, async (client) => {
    const system = `(select id from purchasing_systems where slug = 'south-london-fostering-and-homes')`;
    const foreign = async () =>
      (
        await client.query('select count(*)::int as n from placements where authority_id <> $1', [
          southwark.organisation,
        ])
      ).rows[0].n;
    const counted = `select sum(placements)::int as n from placements_in_system(${system}, '2026-11-22')`;
    expect((await client.query(counted)).rows[0].n).toBeGreaterThan(0);
    expect(await foreign()).toBe(0);
  });
  // Nobody who is no member counts at all.
  await as(await organisation('medway'), async (client) => {
    const { rows } = await client.query(
      `select s.slug from purchasing_systems s, placements_in_system(s.id, '2026-11-22')`,
    );
    expect(rows).toEqual([]);
  });
});

test.each(CLOSED)('%s is closed to the application', async (table) => {
  await expect(as({}, (client) => client.query(`select from ${table}`))).rejects.toThrow(/permission denied/);
});

test('identity reads no market', async () => {
  for (const table of ['placements', 'price_lines', 'service_addresses', 'vacancies', 'audit_events'])
    await expect(logins.identity.query(`select from ${table}`), table).rejects.toThrow(/permission denied/);
});

test('the backup’s role reads every row', async () => {
  const { rows } = await context.pool.query('select rolbypassrls, rolcanlogin from pg_roles where rolname = $1', [
    ROLES.backup,
  ]);
  expect(rows).toEqual([{ rolbypassrls: true, rolcanlogin: false }]);
  const client = await context.pool.connect();
  await client.query(`set role ${ROLES.backup}`);
  const seen = await ids((text) => client.query(text), 'placements');
  await client.query('reset role');
  client.release();
  expect(seen.length).toBe(200);
});
