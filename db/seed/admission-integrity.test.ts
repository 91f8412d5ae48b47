import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../testing.ts';
import { seedDemonstration } from './demonstration.ts';

// What the demonstration tells of admissions and what follows from them obeys what the portal's own commands ask.

const context = testDatabase();
const TODAY = '2026-11-22';

beforeAll(() => seedDemonstration(context.connectionString, { today: TODAY, password: 'only for this test' }));

async function rows<T extends object>(query: string): Promise<T[]> {
  return (await context.pool.query<T>(query)).rows;
}

/** Rows that break a rule the constraints do not hold. */
const none = async (query: string) => expect(await rows(`${query} limit 5`)).toEqual([]);

const APPLICATIONS = `lot_applications p join lots l on l.id = p.lot_id join purchasing_systems s on s.id = l.system_id`;
const ADMISSIONS = `admissions a join lots l on l.id = a.lot_id join purchasing_systems s on s.id = l.system_id`;

describe('admissions', () => {
  test('are what the provider’s latest application to the lot has come to', () =>
    none(`select p.id, p.status, a.status as is from ${APPLICATIONS}
      left join admissions a on a.lot_id = p.lot_id and a.provider_id = p.provider_id
      where p.status <> 'draft' and p.submitted_at = (
          select max(submitted_at) from lot_applications o where o.lot_id = p.lot_id and o.provider_id = p.provider_id)
        and (a.application_id is distinct from p.id or case p.status
          when 'submitted' then a.status <> 'pending'
          when 'accepted' then a.status = 'pending' or a.admitted_on <> p.decided_at::date
          else a.status <> 'ended' or a.admitted_on is not null or a.ended_on <> coalesce(p.decided_at, p.withdrawn_at)::date end)
      union all select id, 'none', status from admissions where status = 'pending' and application_id is null`));

  test('have a history that ends in their status, by people who may', async () => {
    await none(`select a.id from ${ADMISSIONS} join lateral (
        select change, changed_at::date as day, tier from admission_changes c where c.admission_id = a.id order by changed_at desc limit 1) last on true
      where case last.change
        when 'applied' then a.status <> 'pending'
        when 'suspended' then a.status <> 'suspended' or a.suspended_on <> last.day
        when 'ended' then a.status <> 'ended' or a.admitted_on is null or a.ended_on <> last.day
        when 'refused' then a.status <> 'ended' or a.admitted_on is not null
        when 'withdrawn' then a.status <> 'ended' or a.admitted_on is not null
        else a.status <> 'active' or last.tier is distinct from a.tier end`);
    await none(`select a.id from ${ADMISSIONS} where not exists (
        select from admission_changes c where c.admission_id = a.id and c.change = 'applied')
      union all select a.id from ${ADMISSIONS} join admission_changes c on c.admission_id = a.id
      where c.changed_at >= '${TODAY}' or c.reason = '' or (c.changed_by is null) <> (c.change = 'suspended' and a.suspension = 'document')
        or c.changed_by is not null and not exists (select from members m where m.user_id = c.changed_by and
          case when c.change in ('applied', 'withdrawn') then m.organisation_id = a.provider_id and 'bids' = any (m.roles)
          else m.organisation_id = s.lead_authority_id and 'commissioner' = any (m.roles) end)`);
    const [kinds] = await rows('select array_agg(distinct change order by change) as changes from admission_changes');
    expect(kinds).toEqual({
      changes: ['admitted', 'applied', 'ended', 'refused', 'reinstated', 'suspended', 'tier_changed', 'withdrawn'],
    });
  });

  test('are suspended by the document rule where a required document has run out, and there alone', async () => {
    const LAPSED = `exists (select from required_documents r where r.system_id = s.id and r.suspends_when_expired
      and exists (select from provider_documents d where d.provider_id = a.provider_id and d.document_kind = r.document_kind
        and d.expires_on < '${TODAY}')
      and not exists (select from provider_documents d where d.provider_id = a.provider_id and d.document_kind = r.document_kind
        and d.replaced_at is null and (d.expires_on is null or d.expires_on >= '${TODAY}')))`;
    await none(`select a.id from ${ADMISSIONS} where (a.suspension = 'document') is true <> ${LAPSED}
      and a.status in ('active', 'suspended')`);
    expect(await rows(`select a.id from ${ADMISSIONS} where a.suspension = 'document'`)).toHaveLength(1);
  });

  test('have every document that their system requires, uploaded, and expired only where that suspended them', () =>
    none(`select a.id, r.document_kind from ${ADMISSIONS} join required_documents r on r.system_id = s.id
      where a.status in ('active', 'suspended') and a.suspension is distinct from 'document' and not exists (
        select from provider_documents d where d.provider_id = a.provider_id and d.document_kind = r.document_kind
          and d.replaced_at is null and (d.expires_on is null or d.expires_on >= '${TODAY}'))`));
});
