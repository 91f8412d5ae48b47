import { verifyPassword } from 'better-auth/crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { snakeCase } from './copy.ts';
import { DatabaseNotEmpty, isEmpty, type SeedReport, seedDemonstration } from './demonstration.ts';

const context = testDatabase();
const twin = testDatabase();
const stranger = testDatabase();

const TODAY = '2026-11-22';
const PASSWORD = 'only for this test';

let report: SeedReport;

beforeAll(async () => {
  expect(await isEmpty(context.connectionString)).toBe(true);
  report = await seedDemonstration(context.connectionString, { today: TODAY, password: PASSWORD });
});

async function rows<T extends object>(query: string, database: TestDatabase = context): Promise<T[]> {
  return (await database.pool.query<T>(query)).rows;
}

const column = async (query: string) => (await rows<{ value: unknown }>(query)).map(({ value }) => value);

/** One checksum for each table that the seed fills, without the salted password. */
async function checksums(database: TestDatabase): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of Object.keys(report.counts).map(snakeCase)) {
    const text = "(to_jsonb(t) - 'password')::text";
    const query = `select md5(string_agg(${text}, ',' order by ${text})) as sum from ${table} t`;
    found[table] = (await rows<{ sum: string }>(query, database))[0]?.sum;
  }
  return found;
}

describe('what the demonstration market holds', () => {
  test('eleven authorities, one operator and sixty providers', async () => {
    expect(await rows('select kind, count(*) from organisations group by kind order by kind')).toEqual([
      { kind: 'authority', count: 11 },
      { kind: 'operator', count: 1 },
      { kind: 'provider', count: 60 },
    ]);
  });

  test.each([
    ['services', 250],
    ['service_addresses', 250],
    ['vacancies', 600],
    ['placements', 4_000],
    ['purchasing_systems', 8],
    ['lots', 13],
  ])('%s: %i', async (table, count) => {
    expect(await column(`select count(*) as value from ${table}`)).toEqual([count]);
  });

  test('a fee for every stay and for every rise, and a spot fee for most vacancies', async () => {
    expect(report.counts.placementFees).toBeGreaterThan(5_000);
    expect(report.counts.vacancySpotFees).toBeGreaterThan(600 * 0.6);
    expect(report.counts.vacancySpotFees).toBeLessThan(600 * 0.8);
  });

  test('three systems that children are placed under, their leads among their members, eight boroughs in the third', async () => {
    const systems = await rows(`
      select slug, kind, count(*) as members, bool_or(authority_id = lead_authority_id) as led_by_a_member,
        starts_on <= '${TODAY}' and '${TODAY}' < ends_on as in_force
      from purchasing_systems join purchasing_system_members on system_id = id
      where id in (select system_id from lots l join placements p on p.lot_id = l.id) group by id order by slug
    `);
    const common = { led_by_a_member: true, in_force: true };
    expect(systems).toEqual([
      { slug: 'kent-independent-fostering', kind: 'framework', members: 1, ...common },
      { slug: 'south-london-fostering-and-homes', kind: 'dps', members: 8, ...common },
      { slug: 'west-sussex-residential-education', kind: 'dps', members: 2, ...common },
    ]);
  });

  test('one system is still a draft, for the next financial year', async () => {
    expect(await rows(`select slug, starts_on from purchasing_systems where status = 'draft'`)).toEqual([
      { slug: 'kent-supported-accommodation', starts_on: '2027-04-01' },
    ]);
  });

  test('Kent has visits to come, one of them unannounced, one overdue and one called off, each to a provider of its own', async () => {
    const visits = await rows(`
      select v.status, v.kind, visited_on - date '${TODAY}' as days, cancel_reason <> '' as says_why,
        exists (select from admissions a join lots l on l.id = a.lot_id join purchasing_systems s on s.id = l.system_id
          where a.provider_id = v.provider_id and a.status = 'active' and s.lead_authority_id = o.id) as supplies
      from monitoring_visits v join organisations o on o.id = v.authority_id and o.slug = 'kent'
      where v.status in ('planned', 'cancelled') order by visited_on
    `);
    // The day is a Sunday: what would fall on one falls on Monday.
    const planned = { status: 'planned', says_why: null, supplies: true };
    expect(visits).toEqual([
      { ...planned, kind: 'planned', days: -9 },
      { ...planned, kind: 'planned', days: 3, status: 'cancelled', says_why: true },
      { ...planned, kind: 'unannounced', days: 8 },
      { ...planned, kind: 'planned', days: 15 },
    ]);
    expect(
      await column(`select count(distinct provider_id) as value from monitoring_visits v
        join organisations o on o.id = v.authority_id and o.slug = 'kent' where status in ('planned', 'cancelled')`),
    ).toEqual([4]);
  });

  test('Kent has reviewed the placements under one hold, but for one child', async () => {
    const reviewed = await rows(`
      select h.judgement, bool_and(h.lifted_at is null) as open, count(*) as children, count(r.id) as reviewed,
        count(*) filter (where r.outcome = 'move_planned') as moving, bool_and(r.reviewed_at < '${TODAY}' or r.id is null) as before
      from placement_reviews any_of join admission_holds h using (service_id, inspected_on)
      join admissions a on a.id = h.admission_id join lots l on l.id = a.lot_id join purchasing_systems s on s.id = l.system_id
      join organisations o on o.id = s.lead_authority_id and o.slug = 'kent'
      join placements p on p.service_id = h.service_id and p.authority_id = o.id
        and p.started_on <= '${TODAY}' and (p.ended_on is null or p.ended_on > '${TODAY}')
      left join placement_reviews r on r.placement_id = p.id and r.inspected_on = h.inspected_on
      where any_of.outcome = 'move_planned' group by h.id
    `);
    expect(reviewed).toEqual([
      { judgement: 'inadequate', open: true, children: 4, reviewed: 3, moving: 1, before: true },
    ]);
    expect(report.counts.placementReviews).toBe(3);
  });

  test('accounts that the contract names, all with the one password', async () => {
    const emails = report.accounts.map(({ email }) => email);
    for (const slug of ['kent', 'medway', 'southwark', 'westsussex']) {
      for (const name of ['broker', 'commissioner', 'finance', 'admin'])
        expect(emails).toContain(`${name}@${slug}.example`);
    }
    const providers = await column("select slug as value from organisations where kind = 'provider'");
    for (const slug of providers) {
      for (const name of ['manager', 'bids', 'admin']) expect(emails).toContain(`${name}@${slug}.example`);
    }
    expect(emails).toContain('operator@market.example');
    expect((await column('select email as value from users where email_verified')).toSorted()).toEqual(
      emails.toSorted(),
    );

    const hashes = await column('select distinct password as value from accounts');
    expect(hashes).toHaveLength(1);
    expect(await verifyPassword({ hash: String(hashes[0]), password: PASSWORD })).toBe(true);
    expect(
      await column(
        "select count(*) as value from accounts where provider_id = 'credential' and account_id = user_id::text",
      ),
    ).toEqual([emails.length]);
  });
});

describe('repeatability', () => {
  test('the same seed and day give the same rows, whatever the password; another seed gives others', async () => {
    await seedDemonstration(twin.connectionString, { seed: 1, today: TODAY, password: 'another password' });
    const fewer = { vacancies: 60, placements: 200 };
    await seedDemonstration(stranger.connectionString, { seed: 2, today: TODAY, password: PASSWORD, ...fewer });
    const [first, second, other] = await Promise.all([context, twin, stranger].map(checksums));
    expect(second).toEqual(first);
    for (const table of ['users', 'services', 'judgements', 'admissions', 'price_lines']) {
      expect(other?.[table], table).not.toEqual(first?.[table]);
    }
    // What the papers say does not hang on chance.
    const figures = 'select series, item, starts_on, value from published_figures order by series, item, starts_on';
    expect(await rows(figures, stranger)).toEqual(await rows(figures));
  });

  test('refuses a database that holds organisations, and leaves it as it was', async () => {
    const before = await checksums(context);
    expect(await isEmpty(context.connectionString)).toBe(false);
    await expect(
      seedDemonstration(context.connectionString, { seed: 3, today: TODAY, password: PASSWORD }),
    ).rejects.toThrow(DatabaseNotEmpty);
    expect(await checksums(context)).toEqual(before);
  });
});
