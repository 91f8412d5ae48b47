import { beforeAll, describe, expect, test } from 'vitest';
import type { PriceModel } from '#app/domain/price-schedules/price-levels.ts';
import { PLAIN_PRICES, type PriceLine, quote } from '#app/domain/price-schedules/quote.ts';
import type { NeedCode, NeedLevel } from '#app/domain/services/needs.ts';
import { testDatabase } from '../testing.ts';
import { seedDemonstration } from './demonstration.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

beforeAll(() => seedDemonstration(context.connectionString, { today: TODAY, password: 'only for this test' }));

async function rows<T extends object>(query: string): Promise<T[]> {
  return (await context.pool.query<T>(query)).rows;
}

/** Rows that break a rule the constraints do not hold. */
const none = async (query: string) => expect(await rows(`${query} limit 5`)).toEqual([]);

describe('vacancies', () => {
  test('are searched from the centroid of their outward postcode', () =>
    none(`select v.id from vacancies v join outward_codes o on o.code = v.outward_code
      where (search_easting, search_northing) is distinct from (easting, northing)`));

  test('offer what their service is registered for, and no more', () =>
    none(`select v.id from vacancies v join services s on s.id = v.service_id
      where v.accommodation_type <> s.accommodation_type or v.age_from < s.age_from or v.age_to > s.age_to
        or v.places > s.registered_places or not v.can_meet <@ s.can_meet
        or (s.gender <> 'any' and v.gender <> s.gender)`));

  test('name no home or school', () =>
    none(`select v.title, s.name from vacancies v join service_addresses s on v.title ilike '%' || s.name || '%'`));

  test('are available, published and confirmed in the time they say', () =>
    none(`select id from vacancies where available_from not between date '${TODAY}' - 30 and date '${TODAY}' + 90
      or published_at < created_at or confirmed_at < published_at or confirmed_at >= '${TODAY}'
      or (status = 'published' and (confirmed_at is null or confirmed_at < date '${TODAY}' - 20))`));

  test('mostly cost more than the framework does for a standard place', async () => {
    const [answer] = await rows<{ share: number }>(`
      select avg((f.weekly_pence > (select avg(l.weekly_pence) from price_lines l join price_schedules p on p.id = l.schedule_id
          join admissions a on a.id = p.admission_id join lots on lots.id = a.lot_id
        where p.status = 'approved' and l.level in ('standard', 'core')
          and lots.accommodation_type = v.accommodation_type))::int) as share
      from vacancy_spot_fees f join vacancies v on v.id = f.vacancy_id`);
    expect(answer?.share).toBeGreaterThan(0.7);
  });
});

describe('price schedules', () => {
  test('whoever was admitted before this financial year has a price today, and one before it that ends where it starts', () =>
    none(`select a.id from admissions a where status = 'active' and admitted_on < date '${TODAY}' - 300 and not exists (
      select from price_schedules now join price_schedules earlier
        on earlier.admission_id = now.admission_id and earlier.valid_until = now.valid_from
      where now.admission_id = a.id and now.status in ('approved', 'superseded') and earlier.status = 'superseded'
        and daterange(now.valid_from, now.valid_until) @> date '${TODAY}'
        and (now.reason ~ '^Annual uplift of [0-9.]+%$' or now.drawn_up_by = 'authority'))`));

  test('every uplift is the one that its reason says, to the penny', () =>
    none(`select now.id from price_schedules earlier
      join price_schedules now on now.admission_id = earlier.admission_id and now.valid_from = earlier.valid_until
      join price_lines old on old.schedule_id = earlier.id
      join price_lines new on new.schedule_id = now.id and (new.level, new.age_from, new.occupancy_from) = (old.level, old.age_from, old.occupancy_from)
      where new.weekly_pence
        <> round(old.weekly_pence * (1 + substring(now.reason from '[0-9.]+')::numeric / 100))`));

  test('where a lot names the day of its uplifts, every schedule after the first starts on it', async () => {
    const lots = 'price_schedules p join admissions a on a.id = p.admission_id join lots l on l.id = a.lot_id';
    const [counted] = await rows<{ count: number }>(
      `select count(*) from ${lots} where l.uplift_month_day is not null`,
    );
    expect(counted?.count).toBeGreaterThan(40);
    await none(`select p.id from ${lots} where to_char(p.valid_from, 'MM-DD') <> l.uplift_month_day
      and exists (select from price_schedules earlier where earlier.admission_id = p.admission_id and earlier.valid_from < p.valid_from)`);
  });

  test('providers are admitted to lots of their own kind', () =>
    none(`select a.id from admissions a join lots l on l.id = a.lot_id
      where not exists (select from services s where s.provider_id = a.provider_id
        and s.accommodation_type = l.accommodation_type)`));
});

describe('placements', () => {
  test('start with the price that their schedule gives for the age and level on that day', async () => {
    const placements = await rows<FrameworkPlacement>(`
      select p.reference, p.age_at_start as age, p.need_level as level, l.price_model as model, f.weekly_pence as weekly,
        v.registered_places as "homePlaces", s.included_support_hours as included, s.extra_support_hour_pence as extra,
        (select json_agg(json_build_object('level', level, 'ageFrom', age_from, 'ageTo', age_to,
          'occupancyFrom', occupancy_from, 'occupancyTo', occupancy_to, 'weeklyPence', weekly_pence))
          from price_lines where schedule_id = s.id) as lines
      from placements p
      join placement_fees f on (f.authority_id, f.placement_id, f.starts_on) = (p.authority_id, p.id, p.started_on)
      join lots l on l.id = p.lot_id
      join services v on v.id = p.service_id
      join admissions a on a.lot_id = p.lot_id and a.provider_id = p.provider_id
      join price_schedules s on s.admission_id = a.id and s.status in ('approved', 'superseded')
        and daterange(s.valid_from, s.valid_until) @> p.started_on
      where p.route = 'framework'`);
    const [counted] = await rows<{ count: number }>("select count(*) from placements where route = 'framework'");
    expect(placements).toHaveLength(counted?.count ?? 0);
    expect(placements.length).toBeGreaterThan(900);
    for (const placement of placements) expect(quoted(placement), placement.reference).toBe(placement.weekly);
  });

  test('use lots that their authority may use, under an active admission, in a service of that provider and kind', () =>
    none(`select p.reference from placements p
      join lots l on l.id = p.lot_id
      left join purchasing_system_members m on m.system_id = l.system_id and m.authority_id = p.authority_id
      left join admissions a on a.lot_id = l.id and a.provider_id = p.provider_id and a.status = 'active'
      where m.joined_on is null or m.joined_on > p.started_on or a.admitted_on is null or a.admitted_on > p.started_on
        or l.accommodation_type <> p.accommodation_type`));

  test('are in a service of the provider, of the kind, that takes the age', () =>
    none(`select p.reference from placements p join services s on s.id = p.service_id
      where s.provider_id <> p.provider_id or s.accommodation_type <> p.accommodation_type
        or p.age_at_start not between s.age_from and s.age_to`));

  test('have fees for every night, one after another', () =>
    none(`select p.reference from placements p join (
        select authority_id, placement_id, min(starts_on) as first, bool_or(ends_on is null) as open, max(ends_on) as last,
          range_agg(daterange(starts_on, ends_on)) as nights
        from placement_fees group by authority_id, placement_id
      ) f on (f.authority_id, f.placement_id) = (p.authority_id, p.id)
      where f.first <> p.started_on or f.nights <> datemultirange(daterange(p.started_on, p.ended_on))
        or f.open <> (p.ended_on is null)`));

  test('start in the two years up to today, referred to in the order they started', async () => {
    await none(`select reference from placements where started_on not between date '${TODAY}' - 730 and '${TODAY}'
      or ended_on > '${TODAY}'`);
    await none(`select reference from (select reference, started_on, lag(started_on) over (partition by authority_id order by reference)
      as before from placements) p where started_on < before`);
  });

  test('Medway buys spot and has its own, alone', async () => {
    expect(
      await rows(`select distinct route from placements join organisations o on o.id = authority_id
        where slug = 'medway' order by route`),
    ).toEqual([{ route: 'in_house' }, { route: 'spot' }]);
  });

  test('spot costs more than the framework, for each kind and level that Kent buys both ways', async () => {
    const pairs = await rows<{ spot: number; framework: number }>(`
      select avg(core_pence) filter (where route = 'spot') as spot, avg(core_pence) filter (where route = 'framework') as framework
      from placements p join placement_fees f on (f.authority_id, f.placement_id, f.starts_on) = (p.authority_id, p.id, p.started_on)
      join organisations o on o.id = p.authority_id where slug = 'kent' and need_level <> 'parent_and_child'
      group by accommodation_type, need_level having count(distinct route) filter (where route in ('spot', 'framework')) = 2`);
    expect(pairs.length).toBeGreaterThanOrEqual(6);
    for (const { spot, framework } of pairs) expect(spot).toBeGreaterThan(framework);
  });
});

test('budgets come near the activity of the year before, and are not it', async () => {
  const lines = await rows<{ budget: number; actual: number }>(`
    select sum(b.weeks) as budget, (
      select sum((least(coalesce(p.ended_on, b_until), b_until) - greatest(p.started_on, b_from)) / 7.0)
      from placements p where p.authority_id = y.authority_id and p.accommodation_type = y.accommodation_type
        and p.route = y.route and p.started_on < b_until and coalesce(p.ended_on, b_until) > b_from
    ) as actual
    from (select *, date '2025-04-01' as b_from, date '2026-04-01' as b_until from budgets
      where source = 'demonstration' and starts_on >= '2025-04-01' and ends_on <= '2026-04-01') b
    join lateral (select b.authority_id, b.accommodation_type, b.route) y on true
    group by y.authority_id, y.accommodation_type, y.route, b_from, b_until
    having sum(b.weeks) > 500`);
  expect(lines.length).toBeGreaterThan(8);
  for (const { budget, actual } of lines) {
    expect(budget / actual).toBeGreaterThan(0.85);
    expect(budget / actual).toBeLessThan(1.1);
    expect(budget).not.toBe(actual);
  }
});

interface FrameworkPlacement {
  reference: string;
  age: number;
  level: NeedLevel;
  model: PriceModel;
  weekly: number;
  homePlaces: number;
  included: number | null;
  extra: number | null;
  lines: PriceLine[];
}

const A_NEED: Record<NeedLevel, NeedCode[]> = {
  standard: ['communication'],
  enhanced: ['missing'],
  complex: ['risk_to_others'],
  parent_and_child: ['parent_and_child'],
};

function quoted({ age, level, homePlaces, ...schedule }: FrameworkPlacement): number | undefined {
  const prices = {
    ...PLAIN_PRICES,
    model: schedule.model,
    includedSupportHours: schedule.included,
    extraSupportHourPence: schedule.extra,
    lines: schedule.lines,
  };
  return quote(prices, { age, needs: A_NEED[level], siblings: 0, weeks: 1, homePlaces })?.weeklyPence;
}
