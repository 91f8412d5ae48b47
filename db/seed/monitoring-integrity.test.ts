import { beforeAll, describe, expect, test } from 'vitest';
import { actionStatus } from '#app/domain/monitoring/monitoring-visit.ts';
import { isLate } from '#app/domain/monitoring/provider-notification.ts';
import { testDatabase } from '../testing.ts';
import { seedDemonstration } from './demonstration.ts';

// What the demonstration tells of holds, visits and notifications obeys what the portal's own commands ask.

const context = testDatabase();
const TODAY = '2026-11-22';

beforeAll(() => seedDemonstration(context.connectionString, { today: TODAY, password: 'only for this test' }));

async function rows<T extends object>(query: string): Promise<T[]> {
  return (await context.pool.query<T>(query)).rows;
}

/** Rows that break a rule the constraints do not hold. */
const none = async (query: string) => expect(await rows(`${query} limit 5`)).toEqual([]);

const IS_COMMISSIONER = (user: string, authority: string) => `exists (
  select from members m where m.user_id = ${user} and m.organisation_id = ${authority} and 'commissioner' = any (m.roles))`;

describe('holds', () => {
  const HOLDS = `admission_holds h join admissions a on a.id = h.admission_id join lots l on l.id = a.lot_id
    join purchasing_systems s on s.id = l.system_id join services v on v.id = h.service_id`;
  const BREAKS = (
    judgement: string,
  ) => `case l.ofsted_rule when 'not_inadequate' then ${judgement} in ('inadequate', 'serious_weaknesses')
    when 'good_or_better' then ${judgement} in ('inadequate', 'serious_weaknesses', 'requires_improvement', 'inconsistent') else false end`;

  test('are placed after a judgement that breaks the lot’s rule, on a service of the kind, once it is admitted', () =>
    none(`select h.id from ${HOLDS} left join judgements j on j.service_id = v.id and j.inspected_on = h.inspected_on and j.judgement = h.judgement
      where j.service_id is null or not ${BREAKS('h.judgement')} or v.provider_id <> a.provider_id
        or v.accommodation_type <> l.accommodation_type or h.placed_at::date < h.inspected_on
        or h.placed_at::date < a.admitted_on or h.placed_at >= '${TODAY}'`));

  test('stand wherever the latest judgement breaks the rule', () =>
    none(`select a.id from admissions a join lots l on l.id = a.lot_id
      join services v on v.provider_id = a.provider_id and v.accommodation_type = l.accommodation_type
      join lateral (select judgement, inspected_on from judgements where service_id = v.id order by inspected_on desc limit 1) j on true
      where a.status in ('active', 'suspended') and ${BREAKS('j.judgement')}
        and not exists (select from admission_holds h where h.admission_id = a.id and h.service_id = v.id)`));

  test('are lifted by a commissioner of the lead, with a reason, after they were placed', async () => {
    await none(`select h.id from ${HOLDS} where h.lifted_at is not null and (h.lift_reason = '' or h.lifted_at < h.placed_at
      or h.lifted_at >= '${TODAY}' or not ${IS_COMMISSIONER('h.lifted_by', 's.lead_authority_id')})`);
    const leads = await rows(`select distinct o.slug from ${HOLDS} join organisations o on o.id = s.lead_authority_id
      where h.lifted_at is not null order by slug`);
    expect(leads).toEqual([{ slug: 'kent' }, { slug: 'southwark' }, { slug: 'westsussex' }]);
  });
});

describe('visits', () => {
  test('are by commissioners of an authority that buys from the provider, to a service of it, and none is carried out ahead', () =>
    none(`select v.id from monitoring_visits v left join services on services.id = v.service_id
      where services.provider_id <> v.provider_id or not ${IS_COMMISSIONER('v.created_by', 'v.authority_id')}
        or v.status in ('draft', 'final') and v.visited_on >= '${TODAY}'
        or greatest(v.created_at, v.finalised_at, v.cancelled_at) >= '${TODAY}'
        or v.finalised_at::date < v.visited_on or v.finalised_at < v.created_at or v.cancelled_at < v.created_at
        or v.status = 'cancelled' and v.cancel_reason = ''
        or v.status = 'final' and (v.findings = '' or v.overall is null or v.ratings = '{}')
        or not exists (select from admissions a join lots l on l.id = a.lot_id
          join purchasing_system_members m on m.system_id = l.system_id and m.authority_id = v.authority_id
          where a.provider_id = v.provider_id and a.status in ('active', 'suspended'))`));

  test('each authority that leads has some of every stage', async () => {
    const found = await rows(`select o.slug, array_agg(distinct v.status order by v.status) as stages
      from monitoring_visits v join organisations o on o.id = v.authority_id group by slug order by slug`);
    const usual = ['cancelled', 'final', 'planned'];
    expect(found).toEqual([
      { slug: 'kent', stages: ['cancelled', 'draft', 'final', 'planned'] },
      { slug: 'southwark', stages: usual },
      { slug: 'westsussex', stages: usual },
    ]);
  });

  test('ask for actions once they are reported, which are said to be done before they are closed', async () => {
    await none(`select a.id from monitoring_actions a join monitoring_visits v on v.authority_id = a.authority_id and v.id = a.visit_id
      where v.status <> 'final' or a.provider_id <> v.provider_id or a.due_on <= v.visited_on
        or a.reported_at < v.finalised_at or a.closed_at < a.reported_at or greatest(a.reported_at, a.closed_at) >= '${TODAY}'
        or (a.reported_at is null) <> (a.provider_note = '')
        or (a.closed_at is null) <> (a.closed_by is null)
        or a.closed_at is not null and not ${IS_COMMISSIONER('a.closed_by', 'a.authority_id')}`);
    const actions = await rows<{ dueOn: string; reportedAt: Date | null; closedAt: Date | null }>(
      `select a.due_on as "dueOn", a.reported_at as "reportedAt", a.closed_at as "closedAt" from monitoring_actions a
       join organisations o on o.id = a.provider_id and o.slug = 'flintacre'
       join organisations k on k.id = a.authority_id and k.slug = 'kent' order by due_on`,
    );
    expect(actions.map((action) => actionStatus(action, TODAY))).toEqual(['closed', 'reported', 'overdue', 'open']);
  });
});

test('providers notify, by their registered manager, in time and late, and of what has happened', async () => {
  await none(`select n.id from provider_notifications n left join services v on v.id = n.service_id
    where v.provider_id <> n.provider_id or n.notified_at < n.happened_at or n.notified_at >= '${TODAY}'
      or not exists (select from members m where m.user_id = n.notified_by and m.organisation_id = n.provider_id and 'manager' = any (m.roles))`);
  const found = await rows<{ happenedAt: Date; notifiedAt: Date; withinHours: number }>(
    `select happened_at as "happenedAt", notified_at as "notifiedAt", within_hours as "withinHours" from provider_notifications`,
  );
  const late = found.filter(isLate).length;
  expect(late).toBeGreaterThan(3);
  expect(found.length - late).toBeGreaterThan(10);
});
