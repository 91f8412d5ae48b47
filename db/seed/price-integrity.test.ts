import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../testing.ts';
import { seedDemonstration } from './demonstration.ts';

// What the demonstration tells of price schedules and uplifts obeys what the portal's own commands ask.

const context = testDatabase();
const TODAY = '2026-11-22';

beforeAll(() => seedDemonstration(context.connectionString, { today: TODAY, password: 'only for this test' }));

async function rows<T extends object>(query: string): Promise<T[]> {
  return (await context.pool.query<T>(query)).rows;
}

/** Rows that break a rule the constraints do not hold. */
const none = async (query: string) => expect(await rows(`${query} limit 5`)).toEqual([]);

const SCHEDULES = `price_schedules p join admissions a on a.id = p.admission_id join lots l on l.id = a.lot_id
  join purchasing_systems s on s.id = l.system_id`;
const UPLIFTS = `uplift_requests u join admissions a on a.id = u.admission_id join lots l on l.id = a.lot_id
  join purchasing_systems s on s.id = l.system_id join price_schedules p on p.id = u.schedule_id`;
const worksFor = (user: string, organisation: string, role: string) => `exists (
  select from members m where m.user_id = ${user} and m.organisation_id = ${organisation} and '${role}' = any (m.roles))`;

describe('price schedules', () => {
  test('there is one in every state, drawn up by providers and by authorities', async () => {
    const [found] = await rows(`select array_agg(distinct status order by status) as statuses,
      array_agg(distinct drawn_up_by order by drawn_up_by) as by from price_schedules`);
    expect(found).toEqual({
      statuses: ['approved', 'draft', 'rejected', 'submitted', 'superseded'],
      by: ['authority', 'provider'],
    });
  });

  test('go from draft to decision in that order, by the provider’s bid manager and the lead', () =>
    none(`select p.id, p.status from ${SCHEDULES} where (p.status = 'draft') <> (p.submitted_at is null)
      or (p.status in ('approved', 'superseded', 'rejected')) <> (p.decided_at is not null)
      or (p.status in ('approved', 'superseded')) <> (p.approved_at is not null) or p.approved_at <> p.decided_at
      or p.submitted_at < p.created_at or p.decided_at < p.submitted_at
      or greatest(p.created_at, p.submitted_at, p.decided_at) >= '${TODAY}'
      or p.submitted_by is not null and not case p.drawn_up_by
        when 'provider' then ${worksFor('p.submitted_by', 'p.provider_id', 'bids')}
        else ${worksFor('p.submitted_by', 's.lead_authority_id', 'commissioner')} end
      or p.decided_by is not null and not ${worksFor('p.decided_by', 's.lead_authority_id', 'commissioner')}`));

  test('are approved for whoever is admitted by then, from a day on which it is, and drawn up by whoever has applied', () =>
    none(`select p.id from ${SCHEDULES} where p.approved_at::date < a.admitted_on or p.valid_from < a.admitted_on
      or p.approved_at is not null and a.admitted_on is null or p.valid_until > a.ended_on
      or p.status in ('approved', 'submitted', 'draft') and a.status = 'ended'
      or p.created_at < (select min(changed_at) from admission_changes c where c.admission_id = a.id and change = 'applied')`));

  test('that follow another were sent before the day they start, and start after it', () =>
    none(`select p.id from ${SCHEDULES} join price_schedules earlier on earlier.admission_id = p.admission_id
        and earlier.status in ('approved', 'superseded') and earlier.id <> p.id and earlier.approved_at < coalesce(p.decided_at, '${TODAY}')
      where p.submitted_at::date >= p.valid_from or p.approved_at::date > p.valid_from or p.valid_from <= earlier.valid_from`));

  test('follow one another without a gap while the place lasts, and the last of them is approved', () =>
    none(`select a.id from admissions a join (
        select admission_id, range_agg(daterange(valid_from, valid_until)) as days, count(*) filter (where status = 'approved') as approved,
          min(valid_from) as first, bool_or(valid_until is null) as open, sum(coalesce(valid_until, '2100-01-01') - valid_from) as nights
        from price_schedules where status in ('approved', 'superseded') group by admission_id) p on p.admission_id = a.id
      where p.days <> datemultirange(daterange(p.first, a.ended_on)) or p.approved <> case when a.ended_on is null then 1 else 0 end
        or p.nights <> coalesce(a.ended_on, '2100-01-01') - p.first`));

  test('keep what was decided on them, each revision once, with the reason of a refusal', () =>
    none(`select p.id from ${SCHEDULES} left join lateral (
        select outcome, revision, decided_at, decided_by from price_schedule_decisions d where d.schedule_id = p.id order by decided_at desc limit 1) last on true
      where p.decided_at is not null and (last.outcome, last.revision, last.decided_at, last.decided_by) is distinct from
          (case p.status when 'rejected' then 'rejected' else 'approved' end, p.revision, p.decided_at, p.decided_by)
        or p.decided_at is null and last.outcome is not null
      union all select p.id from ${SCHEDULES} join price_schedule_decisions d on d.schedule_id = p.id
        join price_schedule_decisions other on other.schedule_id = p.id and other.id <> d.id
      where other.revision = d.revision or d.outcome = 'approved' and other.decided_at > d.decided_at`));

  test('have a price at every point of the lot’s grid, but for a draft, and none above its ceiling', () =>
    none(`select p.id from ${SCHEDULES} join lot_price_points g on g.lot_id = l.id
        left join price_lines n on n.schedule_id = p.id and (n.level, n.age_from, n.age_to, n.occupancy_from, n.occupancy_to)
          = (g.level, g.age_from, g.age_to, g.occupancy_from, g.occupancy_to)
      where n.weekly_pence is null and p.status <> 'draft' or n.weekly_pence > g.ceiling_pence
      union all select p.id from ${SCHEDULES} join price_lines n on n.schedule_id = p.id
      where not exists (select from lot_price_points g where g.lot_id = l.id and (g.level, g.age_from, g.occupancy_from)
        = (n.level, n.age_from, n.occupancy_from))`));

  test('keep to what the lot says of add-ons, adjustments and hours of support', () =>
    none(`select p.id from ${SCHEDULES} join lot_add_ons o on o.lot_id = l.id
        left join price_add_ons n on n.schedule_id = p.id and n.code = o.code
      where n.pence is null or n.pence > o.ceiling_pence
      union all select p.id from ${SCHEDULES} join lot_adjustments j on j.lot_id = l.id
        left join price_adjustments n on n.schedule_id = p.id and (n.kind, n.threshold) = (j.kind, j.threshold)
      where n.bps is null or n.bps not between j.least_bps and j.most_bps
      union all select p.id from ${SCHEDULES} where p.extra_support_hour_pence > l.hourly_ceiling_pence
        or p.included_support_hours < l.least_included_hours
        or (l.price_model = 'support_hours') <> (p.extra_support_hour_pence is not null)`));
});

describe('uplifts', () => {
  test('there is one of each outcome, by percentage and by line, and Kent has some of its framework with children in it', async () => {
    const [found] = await rows(`select array_agg(distinct status order by status) as statuses,
      array_agg(distinct method order by method) as methods from uplift_requests`);
    expect(found).toEqual({
      statuses: ['accepted_in_part', 'refused', 'submitted', 'withdrawn'],
      methods: ['lines', 'percentage'],
    });
    const [waiting] = await rows<{ children: number }>(`select count(*) as children from ${UPLIFTS}
      join placements c on c.lot_id = l.id and c.provider_id = u.provider_id and c.ended_on is null
      where u.status = 'submitted' and s.slug = 'kent-independent-fostering'`);
    expect(waiting?.children).toBeGreaterThan(0);
  });

  test('ask in time for more than the prices approved last, of whoever is admitted, from a day on which the lot’s prices rise', () =>
    none(`select u.id from ${UPLIFTS} where u.submitted_at < p.approved_at or u.submitted_at::date >= u.from_date or u.from_date <= p.valid_from
      or a.status <> 'active' or u.submitted_at::date < a.admitted_on or u.reason = '' or u.submitted_at >= '${TODAY}'
      or to_char(u.from_date, 'MM-DD') <> l.uplift_month_day
      or not ${worksFor('u.submitted_by', 'u.provider_id', 'bids')}
      or exists (select from price_schedules later where later.admission_id = a.id and later.approved_at is not null
        and later.approved_at < u.submitted_at and later.valid_from > p.valid_from)`));

  test('name every price of the schedule that they raise, none lower than it is or above its ceiling', () =>
    none(`select u.id from ${UPLIFTS} join price_lines n on n.schedule_id = p.id
        left join lot_price_points g on g.lot_id = l.id and (g.level, g.age_from, g.occupancy_from) = (n.level, n.age_from, n.occupancy_from)
        left join uplift_lines x on x.request_id = u.id and x.kind = 'fee' and (x.code, x.age_from, x.occupancy_from)
          = (n.level, n.age_from, n.occupancy_from)
      where x.asked_pence is null or x.asked_pence < n.weekly_pence or x.asked_pence > g.ceiling_pence
        or u.method = 'percentage' and x.asked_pence <> round(n.weekly_pence * (1 + u.asked_bps / 10000.0))
      union all select u.id from ${UPLIFTS} join price_add_ons n on n.schedule_id = p.id
        left join uplift_lines x on x.request_id = u.id and x.kind = 'add_on' and x.code = n.code
      where x.asked_pence is null or x.asked_pence < n.pence
      union all select u.id from ${UPLIFTS} where not exists (select from uplift_lines x join price_lines n on n.schedule_id = p.id
        and n.level = x.code and n.age_from = x.age_from and n.occupancy_from = x.occupancy_from
        where x.request_id = u.id and x.asked_pence > n.weekly_pence)`));

  test('that are decided have reasons of the lead, and what is accepted is in force from its day at no more than was asked', () =>
    none(`select u.id from ${UPLIFTS} left join price_schedules next on next.id = u.accepted_schedule_id
      where u.decided_at is not null and (u.decision_reason = '' or u.decision_reason is null or u.decided_at < u.submitted_at
          or u.decided_at >= '${TODAY}' or not ${worksFor('u.decided_by', 's.lead_authority_id', 'commissioner')})
        or u.status = 'accepted_in_part' and (next.admission_id <> a.id or next.drawn_up_by <> 'authority' or next.approved_at <> u.decided_at
          or next.valid_from <> u.accepted_from or u.accepted_from <= u.decided_at::date or p.valid_until <> next.valid_from)
        or (next.id is null) <> (u.accepted_from is null)
        or exists (select from uplift_lines x left join price_lines n on n.schedule_id = next.id and n.level = x.code
            and n.age_from = x.age_from and n.occupancy_from = x.occupancy_from
          where x.request_id = u.id and (x.accepted_pence > x.asked_pence or (x.accepted_pence is null) <> (next.id is null)
            or x.kind = 'fee' and x.accepted_pence is distinct from n.weekly_pence))
        or next.id is not null and not exists (select from uplift_lines x where x.request_id = u.id and x.accepted_pence < x.asked_pence)`));
});
