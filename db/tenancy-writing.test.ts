import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { tenancyDatabase } from './testing-tenancy.ts';

// What the database itself lets an organisation change, whatever the application asks of it.
const { context, as, organisation } = tenancyDatabase();

describe('writing', () => {
  const OTHERS: readonly (readonly [table: string, tenant: string, change: string, owner: string, writer: string])[] = [
    ['vacancies', 'provider_id', `title = 'Mine'`, 'orchardine', 'wrenfield'],
    ['vacancies', 'provider_id', `title = 'Mine'`, 'orchardine', 'kent'],
    ['vacancy_spot_fees', 'provider_id', 'weekly_pence = 1', 'orchardine', 'kent'],
    ['price_schedules', 'provider_id', `status = 'approved'`, 'orchardine', 'medway'],
    ['price_lines', 'provider_id', 'weekly_pence = 1', 'orchardine', 'wrenfield'],
    ['service_addresses', 'provider_id', `name = 'Mine'`, 'orchardine', 'wrenfield'],
    ['services', 'provider_id', 'registered_places = 1', 'orchardine', 'wrenfield'],
    ['price_adjustments', 'provider_id', 'bps = 1', 'orchardine', 'wrenfield'],
    ['provider_documents', 'provider_id', `title = 'Mine'`, 'orchardine', 'wrenfield'],
    ['provider_documents', 'provider_id', `title = 'Mine'`, 'orchardine', 'southwark'],
    ['profile_answers', 'provider_id', `answer = 'Mine'`, 'orchardine', 'southwark'],
    ['application_answers', 'provider_id', `answer = 'Mine'`, 'orchardine', 'southwark'],
    ['lot_applications', 'provider_id', `withdrawal_reason = 'x'`, 'orchardine', 'wrenfield'],
    ['monitoring_visits', 'authority_id', `findings = 'Mine'`, 'kent', 'medway'],
    ['monitoring_visits', 'authority_id', `findings = 'Mine'`, 'kent', 'orchardine'],
    ['monitoring_visits', 'authority_id', `visited_on = '2030-02-02'`, 'kent', 'orchardine'],
    ['application_scores', 'authority_id', 'score = 0', 'southwark', 'orchardine'],
    ['purchasing_systems', 'lead_authority_id', `title = 'Mine'`, 'southwark', 'kent'],
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
    const [column] = change.split(' = ');
    const own = await as(await organisation(owner), (client) =>
      client.query(`update ${table} set ${column} = ${column} where ${tenant} = $1`, [of]),
    );
    expect(own.rowCount, 'its own does').toBeGreaterThan(0);
  });

  /** Refused by a policy, or no row that the writer may change. */
  async function changes(writer: string, statement: string): Promise<number> {
    const { organisation: id } = await organisation(writer);
    return as(await organisation(writer), async (client) => {
      const changed = await client.query(statement.replaceAll('$1', `'${id}'`)).catch((error: Error) => {
        expect(error.message).toMatch(/row-level security/);
        return { rowCount: 0 };
      });
      return changed.rowCount ?? 0;
    });
  }

  test.each([
    [
      'orchardine',
      'admits itself',
      `insert into admissions (lot_id, provider_id, tier, status, admitted_on)
       select id, $1, 1, 'active', current_date from lots where id not in (select lot_id from admissions where provider_id = $1) limit 1`,
    ],
    ['orchardine', 'puts itself into another tier', 'update admissions set tier = 1 where provider_id = $1'],
    [
      'orchardine',
      'approves its own prices',
      `update price_schedules set status = 'approved', approved_at = now() where provider_id = $1`,
    ],
    [
      'orchardine',
      'changes approved prices',
      `update price_lines set weekly_pence = 1 where schedule_id in
       (select id from price_schedules where provider_id = $1 and status in ('approved', 'superseded', 'submitted'))`,
    ],
    [
      'orchardine',
      'accepts its own application',
      `update lot_applications set status = 'accepted', decided_at = now(), tier = 1 where provider_id = $1`,
    ],
    [
      'orchardine',
      'accepts its own uplift',
      `update uplift_requests set status = 'refused', decided_at = now() where provider_id = $1`,
    ],
    [
      'orchardine',
      'lifts its own hold',
      `update admission_holds set lifted_at = now(), lift_reason = 'x' where provider_id = $1`,
    ],
    [
      'southwark',
      'changes prices that a provider submitted',
      `update price_lines set weekly_pence = 1 where schedule_id in
       (select id from price_schedules where status = 'submitted')`,
    ],
    [
      'southwark',
      'approves prices in a system that another leads',
      `update price_schedules set status = 'approved', approved_at = now()
       where status = 'submitted' and admission_id not in (select a.id from admissions a join lots l on l.id = a.lot_id
         join purchasing_systems s on s.id = l.system_id where s.lead_authority_id = $1)`,
    ],
    [
      'lambeth',
      'approves prices as a member that does not lead',
      `update price_schedules set status = 'approved', approved_at = now()`,
    ],
    [
      'medway',
      'makes itself a member without being asked',
      `insert into purchasing_system_members (system_id, authority_id, joined_on)
       select id, $1, current_date from purchasing_systems where slug = 'south-london-fostering-and-homes'`,
    ],
    [
      'kent',
      'makes another authority a member',
      `insert into purchasing_system_members (system_id, authority_id, joined_on)
       select s.id, o.id, current_date from purchasing_systems s, organisations o where s.lead_authority_id = $1 and o.slug = 'medway'`,
    ],
  ])('%s %s: it does not', async (writer, _what, statement) => {
    expect(await changes(writer, statement)).toBe(0);
  });

  test.each([
    ['southwark', 'decides on prices', `update price_schedules set status = 'rejected' where status = 'submitted'`],
    [
      'southwark',
      'suspends',
      `update admissions set status = 'suspended', suspension = 'decision' where status = 'active'`,
    ],
    [
      'southwark',
      'decides on applications',
      `update lot_applications set status = 'rejected', decided_at = now() where status = 'submitted'`,
    ],
    [
      'orchardine',
      'withdraws an application',
      `update lot_applications set status = 'withdrawn' where status = 'submitted'`,
    ],
    [
      'medway',
      'joins where it is asked',
      `insert into purchasing_system_members (system_id, authority_id, joined_on)
       select system_id, authority_id, current_date from purchasing_system_invitations where authority_id = $1`,
    ],
  ])('%s %s', async (writer, _what, statement) => {
    expect(await changes(writer, statement)).toBeGreaterThan(0);
  });

  test.each(['price_lines', 'price_add_ons', 'price_adjustments'])(
    'an approved price in %s stays, whoever asks',
    async (table) => {
      await expect(
        context.pool.query(
          `delete from ${table} where schedule_id in (select id from price_schedules where status = 'approved')`,
        ),
      ).rejects.toThrow(/never changes/);
    },
  );

  test('the membership conditions of a dynamic market stay once it is published', async () => {
    await context.rolledBack(async (db) => {
      await sql`update purchasing_systems set kind = 'dynamic_market' where slug = 'south-london-fostering-and-homes'`.execute(
        db,
      );
      await expect(sql`update lots set ofsted_rule = 'none' where ofsted_rule <> 'none'`.execute(db)).rejects.toThrow(
        /cannot change/,
      );
    });
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
