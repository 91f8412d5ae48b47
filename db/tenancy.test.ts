import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropLogins, prepareLogins } from './logins.ts';
import { ROLES } from './roles.ts';
import { seedDemonstration } from './seed/demonstration.ts';
import { OPERATOR_SLUG } from './seed/organisations.ts';
import { testDatabase } from './testing.ts';

// What the database itself keeps apart, whatever the application asks of it: no query here has a where clause of the application's.
const context = testDatabase();
let app: pg.Pool;
let identity: pg.Pool;

beforeAll(async () => {
  await seedDemonstration(context.connectionString, {
    ...{ today: '2026-11-22', password: 'only for this test', vacancies: 600, placements: 200 },
  });
  const logins = await prepareLogins(context.connectionString, 'only-for-this-test');
  // One connection: what a transaction leaves behind, the next one would find.
  app = new pg.Pool({ connectionString: logins.app, max: 1 });
  identity = new pg.Pool({ connectionString: logins.identity, max: 1 });
});

afterAll(async () => {
  await app?.end();
  await identity?.end();
  await dropLogins(context.connectionString);
});

interface Acting {
  organisation?: string;
  kind?: string;
  person?: string;
}

/** Runs `work` as the application does for that organisation; nothing of it stays. */
async function as<T>(acting: Acting, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await app.connect();
  try {
    await client.query('begin');
    for (const [name, value] of [
      ['app.organisation', acting.organisation],
      ['app.organisation_kind', acting.kind],
      ['app.person', acting.person],
    ])
      if (value) await client.query('select set_config($1, $2, true)', [name, value]);
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function organisation(slug: string): Promise<Required<Acting>> {
  const { rows } = await context.pool.query<{ id: string; kind: string; person: string }>(
    'select id, kind, (select min(user_id::text) from members where organisation_id = id) as person from organisations where slug = $1',
    [slug],
  );
  const [row] = rows;
  if (!row) throw new Error(`No organisation ${slug}`);
  return { organisation: row.id, kind: row.kind, person: row.person };
}

const SLUGS = ['kent', 'medway', 'orchardine', 'wrenfield', OPERATOR_SLUG] as const;

/** Of each table, which rows an organisation may see: SQL over the owner's view of it, $1 the organisation. */
const LOTS_OF_ORGANISATION = `select l.id from lots l join purchasing_system_members m on m.system_id = l.system_id where m.authority_id = $1`;
const isAuthority = `(select kind from organisations where id = $1) = 'authority'`;
const ownAnd = (column: string, rule?: string) => (rule ? `${column} = $1 or (${rule})` : `${column} = $1`);
const statementIsPublic = `exists (select from market_position_statements s where s.id = statement_id and s.status <> 'draft')`;
const VISIBLE: Record<string, string> = {
  service_addresses: ownAnd('provider_id'),
  vacancies: ownAnd('provider_id', `${isAuthority} and status <> 'draft'`),
  vacancy_spot_fees: ownAnd('provider_id', isAuthority),
  admissions: ownAnd('provider_id', `lot_id in (${LOTS_OF_ORGANISATION})`),
  price_schedules: ownAnd(
    'provider_id',
    `status <> 'draft' and admission_id in (select id from admissions where lot_id in (${LOTS_OF_ORGANISATION}))`,
  ),
  price_lines: ownAnd(
    'provider_id',
    `schedule_id in (select s.id from price_schedules s join admissions a on a.id = s.admission_id
      where s.status <> 'draft' and a.lot_id in (${LOTS_OF_ORGANISATION}))`,
  ),
  placements: ownAnd('authority_id'),
  placement_fees: ownAnd('authority_id'),
  budgets: ownAnd('authority_id'),
  reported_activity: ownAnd('authority_id'),
  published_figures: ownAnd('authority_id'),
  market_position_statements: ownAnd('authority_id', `status <> 'draft'`),
  commissioning_intentions: ownAnd('authority_id', statementIsPublic),
  procurement_milestones: ownAnd('authority_id', statementIsPublic),
  statement_figures: ownAnd('authority_id', statementIsPublic),
  purchasing_systems: ownAnd('lead_authority_id', `status <> 'draft'`),
  lots: `exists (select from purchasing_systems s where s.id = system_id and (s.status <> 'draft' or s.lead_authority_id = $1))`,
  purchasing_system_members: `exists (select from purchasing_systems s where s.id = system_id and (s.status <> 'draft' or s.lead_authority_id = $1))`,
  form_submissions: ownAnd('organisation_id'),
  api_tokens: ownAnd('organisation_id'),
  members: ownAnd('organisation_id'),
  invitations: ownAnd('organisation_id'),
  organisation_applications: `(select kind from organisations where id = $1) = 'operator'`,
  audit_events: ownAnd('organisation_id'),
  audit_heads: ownAnd('organisation_id'),
  users: `id in (select user_id from members where organisation_id = $1)`,
};

/** What anyone may read. */
const PUBLIC = ['bank_holidays', 'judgements', 'local_authority_areas', 'organisations', 'outward_codes', 'services'];

/** What the application's role cannot read at all. */
const CLOSED = [
  ...['accounts', 'sessions', 'verifications', 'two_factors', 'two_factor_uses', 'sign_in_attempts', 'emails'],
  ...['kysely_migration', 'kysely_migration_lock'],
];

/** One row at least in the tables that the demonstration leaves empty, for two organisations of a kind. */
beforeAll(async () => {
  for (const slug of ['kent', 'medway', 'orchardine', 'wrenfield']) {
    const { organisation: id, person } = await organisation(slug);
    await context.pool.query(
      `with token as (
         insert into api_tokens (organisation_id, user_id, name, scopes, token_hash, hint, expires_at)
         values ($1, $2, 'A token', '{read}', $3, 'abcd', now() + interval '1 day')),
       invited as (
         insert into invitations (organisation_id, email, roles, token_hash, expires_at)
         values ($1, 'somebody@example.org', '{administrator}', $3, now() + interval '1 day')),
       form as (insert into form_submissions values ($1, gen_random_uuid(), 'x', gen_random_uuid()))
       select set_config('app.organisation', $1::text, false)`,
      [id, person, `hash of ${slug}`],
    );
    const client = await context.pool.connect();
    await client.query("select set_config('app.organisation', $1, false)", [id]);
    await client.query("select append_audit_event($1, $2, 'test.happened', $1, null, null, null)", [id, person]);
    await client.query("select set_config('app.organisation', '', false)");
    client.release();
  }
  await context.pool.query(
    `insert into organisation_applications (kind, name, company_number, applicant_name, applicant_email)
     values ('provider', 'A home', '01234567', 'Ana', 'ana@example.org')`,
  );
  // The demonstration has no drafts of some kinds.
  await context.pool.query(
    `update price_schedules set status = 'draft' where id in (select distinct on (provider_id) id from price_schedules order by provider_id, id)`,
  );
  await context.pool.query(
    `insert into commissioning_intentions (authority_id, statement_id, position, category, intention)
       select authority_id, id, 99, 'capacity', 'Not yet public' from market_position_statements where status = 'draft';
     insert into procurement_milestones (authority_id, statement_id, position, contract, expires_on, review_starts_on)
       select authority_id, id, 99, 'Not yet public', '2030-01-01', '2029-01-01' from market_position_statements where status = 'draft';
     insert into statement_figures (authority_id, statement_id, position, kind, source, as_at, rows)
       select authority_id, id, 9, 'places_by_accommodation', 'x', '2026-01-01', '[]' from market_position_statements where status = 'draft'`,
  );
  await context.pool.query(
    `update purchasing_systems set status = 'draft' where id = (select id from purchasing_systems order by slug limit 1)`,
  );
});

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
  const open: Record<string, string> = {
    market_position_statements: `status <> 'draft'`,
    commissioning_intentions: statementIsPublic,
    procurement_milestones: statementIsPublic,
    statement_figures: statementIsPublic,
    purchasing_systems: `status <> 'draft'`,
    lots: `system_id in (select id from purchasing_systems where status <> 'draft')`,
    purchasing_system_members: `system_id in (select id from purchasing_systems where status <> 'draft')`,
  };
  const query = (text: string) => context.pool.query(text);
  expect(seen).toEqual(await ids(query, table, open[table] ?? 'false'));
});

test('a context ends with its transaction: the next one on the connection sees nothing', async () => {
  const kent = await organisation('kent');
  const count = async (client: pg.PoolClient) =>
    (await client.query('select count(*)::int as n from placements')).rows[0].n;
  expect(await as(kent, count)).toBeGreaterThan(0);
  expect(await as({}, count)).toBe(0);
});

test.each(CLOSED)('%s is closed to the application', async (table) => {
  await expect(as({}, (client) => client.query(`select from ${table}`))).rejects.toThrow(/permission denied/);
});

test('identity reads no market', async () => {
  for (const table of ['placements', 'price_lines', 'service_addresses', 'vacancies', 'audit_events'])
    await expect(identity.query(`select from ${table}`), table).rejects.toThrow(/permission denied/);
});

describe('writing', () => {
  const OTHERS: readonly (readonly [table: string, tenant: string, change: string, owner: string, writer: string])[] = [
    ['vacancies', 'provider_id', `title = 'Mine'`, 'orchardine', 'wrenfield'],
    ['vacancies', 'provider_id', `title = 'Mine'`, 'orchardine', 'kent'],
    ['vacancy_spot_fees', 'provider_id', 'weekly_pence = 1', 'orchardine', 'kent'],
    ['price_schedules', 'provider_id', `status = 'approved'`, 'orchardine', 'kent'],
    ['price_lines', 'provider_id', 'weekly_pence = 1', 'orchardine', 'wrenfield'],
    ['service_addresses', 'provider_id', `name = 'Mine'`, 'orchardine', 'wrenfield'],
    ['services', 'provider_id', 'registered_places = 1', 'orchardine', 'wrenfield'],
    ['placements', 'authority_id', `reference = 'x'`, 'kent', 'medway'],
    ['market_position_statements', 'authority_id', `title = 'Mine'`, 'kent', 'medway'],
    ['organisations', 'id', `name = 'Mine'`, 'kent', 'medway'],
    ['members', 'organisation_id', `roles = '{administrator}'`, 'kent', 'medway'],
    ['invitations', 'organisation_id', 'withdrawn_at = now()', 'kent', 'medway'],
    ['api_tokens', 'organisation_id', 'revoked_at = now()', 'kent', 'medway'],
  ];

  test.each(OTHERS)('%s of another organisation does not change', async (table, tenant, change, owner, writer) => {
    const { organisation: of } = await organisation(owner);
    const changed = await as(await organisation(writer), (client) =>
      client.query(`update ${table} set ${change} where ${tenant} = $1`, [of]),
    );
    expect(changed.rowCount).toBe(0);
    const own = await as(await organisation(owner), (client) =>
      client.query(`update ${table} set ${tenant} = ${tenant} where ${tenant} = $1`, [of]),
    );
    expect(own.rowCount, 'its own does').toBeGreaterThan(0);
  });

  test('a row cannot be given to another organisation', async () => {
    const wrenfield = await organisation('wrenfield');
    await expect(
      as(await organisation('orchardine'), (client) =>
        client.query('update service_addresses set provider_id = $1', [wrenfield.organisation]),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  test('nobody makes themselves a member elsewhere', async () => {
    const [kent, medway] = [await organisation('kent'), await organisation('medway')];
    await expect(
      as(kent, (client) =>
        client.query(`insert into members (organisation_id, user_id, roles) values ($1, $2, '{administrator}')`, [
          medway.organisation,
          kent.person,
        ]),
      ),
    ).rejects.toThrow(/row-level security/);
  });
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
