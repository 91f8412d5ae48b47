import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../testing.ts';
import { seedDemonstration } from './demonstration.ts';
import { loadReferenceData } from './reference-data.ts';

// The expected values are typed from the papers themselves, not read from the files that the seed reads.
const context = testDatabase();
const bare = testDatabase();

beforeAll(() =>
  seedDemonstration(context.connectionString, {
    today: '2026-11-22',
    password: 'only for this test',
    vacancies: 0,
    placements: 0,
  }),
);

async function rows<T extends object>(query: string, database = context): Promise<T[]> {
  return (await database.pool.query<T>(query)).rows;
}

const ofKent = `authority_id = (select id from organisations where slug = 'kent')`;

describe('KCC-2012: in-house fostering', () => {
  test('weeks and unit costs as reported', async () => {
    const reported = await rows(`select starts_on, ends_on, basis, weeks, unit_cost_pence from reported_activity
      where ${ofKent} and accommodation_type = 1 and route = 'in_house' and source = 'KCC-2012' order by starts_on, basis`);
    const actual = (starts_on: string, ends_on: string, weeks: number, unit_cost_pence: number) => ({
      ...{ starts_on, ends_on, basis: 'actual', weeks, unit_cost_pence },
    });
    expect(reported).toEqual([
      actual('2010-04-01', '2010-07-01', 11_937, 38_600),
      actual('2010-07-01', '2010-10-01', 13_732, 38_600),
      actual('2010-10-01', '2011-01-01', 11_818, 38_200),
      actual('2011-01-01', '2011-04-01', 14_580, 38_700),
      actual('2011-04-01', '2011-07-01', 13_926, 39_800),
      { starts_on: '2011-04-01', ends_on: '2012-04-01', basis: 'forecast', weeks: 57_190, unit_cost_pence: 37_970 },
      actual('2011-07-01', '2011-10-01', 14_078, 38_900),
      actual('2011-10-01', '2012-01-01', 14_542, 38_000),
    ]);
  });

  test('budgets by quarter add up to the year: 46,128 weeks at £395, then 48,876 at £399', async () => {
    expect(
      await rows(`select unit_cost_pence, count(*) as quarters, sum(weeks) as weeks, min(weeks) as least, max(ends_on) as until
        from budgets where ${ofKent} and source = 'KCC-2012' group by unit_cost_pence order by unit_cost_pence`),
    ).toEqual([
      { unit_cost_pence: 39_500, quarters: 4, weeks: 46_128, least: 11_532, until: '2011-04-01' },
      { unit_cost_pence: 39_900, quarters: 4, weeks: 48_876, least: 12_219, until: '2012-04-01' },
    ]);
  });

  test('the paper’s variance comes out of the rows: volume about +£3,317k, price about −£1,104k', async () => {
    const [variance] = await rows<{ volume: number; price: number }>(`
      select (f.weeks - b.weeks) * b.cost as volume, (f.unit_cost_pence - b.cost) * f.weeks as price
      from reported_activity f, (select sum(weeks) as weeks, avg(unit_cost_pence) as cost from budgets
        where ${ofKent} and source = 'KCC-2012' and starts_on >= '2011-04-01') b
      where f.basis = 'forecast'`);
    expect(Math.round((variance?.volume ?? 0) / 100_000)).toBe(3_317);
    expect(Math.round((variance?.price ?? 0) / 100_000)).toBe(-1_104);
  });

  test('looked-after children: fifteen quarters of three counts', async () => {
    expect(
      await rows(`select item, count(*) as quarters, min(starts_on) as since, max(ends_on) as until,
          sum(value) filter (where starts_on = '2008-04-01') as first, sum(value) filter (where starts_on = '2011-10-01') as last
        from published_figures where ${ofKent} and series = 'looked_after_children' and unit = 'children' group by item order by item`),
    ).toEqual(
      [
        { item: 'kent_children_elsewhere', first: 52, last: 131 },
        { item: 'kent_children_in_kent', first: 1_075, last: 1_446 },
        { item: 'other_authorities_children_in_kent', first: 1_408, last: 1_337 },
      ].map((each) => ({ ...each, quarters: 15, since: '2008-04-01', until: '2012-01-01' })),
    );
  });
});

test('KCC-2014: new placements by quarter', async () => {
  expect(
    await rows(`select item, starts_on, ends_on, value from published_figures
      where ${ofKent} and series = 'new_placements' and unit = 'placements' and source = 'KCC-2014' order by item, starts_on`),
  ).toEqual([
    { item: 'framework', starts_on: '2013-07-01', ends_on: '2013-10-01', value: 70 },
    { item: 'framework', starts_on: '2013-10-01', ends_on: '2014-01-01', value: 39 },
    { item: 'framework', starts_on: '2014-01-01', ends_on: '2014-04-01', value: 23 },
    { item: 'spot', starts_on: '2013-07-01', ends_on: '2013-10-01', value: 22 },
    { item: 'spot', starts_on: '2013-10-01', ends_on: '2014-01-01', value: 7 },
    { item: 'spot', starts_on: '2014-01-01', ends_on: '2014-04-01', value: 4 },
  ]);
});

describe('KCC-2019', () => {
  test('2,262 placements in eleven kinds at the end of 2018', async () => {
    expect(
      await rows(`select count(*) as kinds, sum(value) as placements, min(starts_on) as on, max(ends_on) as until
        from published_figures where ${ofKent} and series = 'placements_by_accommodation' and source = 'KCC-2019'`),
    ).toEqual([{ kinds: 11, placements: 2_262, on: '2018-12-31', until: '2019-01-01' }]);
  });

  test('spend of 2018/19, in pence', async () => {
    expect(
      await rows(`select item, value, unit, starts_on, ends_on from published_figures
        where ${ofKent} and series = 'spend' order by value`),
    ).toEqual(
      [
        { item: 'Fostering (external)', value: 1_120_000_000 },
        { item: 'Fostering (in-house)', value: 2_130_000_000 },
        { item: 'Residential settings', value: 2_790_000_000 },
        { item: 'All placements (over)', value: 8_500_000_000 },
      ].map((line) => ({ ...line, unit: 'pence', starts_on: '2018-04-01', ends_on: '2019-04-01' })),
    );
  });

  test('the statement of Kent: intentions, milestones and the figure, largest first', async () => {
    const [statement] = await rows<{
      title: string;
      status: string;
      published_on: string;
      intentions: number;
      milestones: number;
    }>(
      `select title, status, published_on, (select count(*) from commissioning_intentions where statement_id = id) as intentions,
        (select count(*) from procurement_milestones where statement_id = id) as milestones
      from market_position_statements where ${ofKent}`,
    );
    expect(statement).toMatchObject({ status: 'published', intentions: 9, milestones: 5 });
    expect(statement?.published_on).toMatch(/^2019-/);

    expect(await rows('select category from commissioning_intentions order by position')).toEqual(
      [
        'fostering_in_house',
        'fostering_independent',
        'childrens_home',
        'residential_special_school',
        'short_break_in_house',
        'supported_lodgings',
        'shared_accommodation',
        'semi_independent',
        'supported_accommodation_floating_support',
      ].map((category) => ({ category })),
    );

    const [milestone] = await rows(
      `select contract, expires_on, review_starts_on from procurement_milestones where position = 1`,
    );
    expect(milestone).toEqual({
      ...{ contract: 'Independent fostering framework', expires_on: '2022-01-31', review_starts_on: '2020-06-01' },
    });

    const [figure] = await rows<{ rows: { label: string; value: number }[] }>('select rows from statement_figures');
    expect(figure?.rows.slice(0, 3)).toEqual([
      { label: 'In-house fostering', value: 942 },
      { label: 'Shared accommodation', value: 577 },
      { label: 'Independent fostering', value: 216 },
    ]);
    expect(figure?.rows.reduce((sum, { value }) => sum + value, 0)).toBe(2_262);
  });
});

test('the statement of Medway is a draft with the counts of MED-2021', async () => {
  const [draft] = await rows<{ status: string; need: string }>(
    "select status, need from market_position_statements join organisations o on o.id = authority_id where slug = 'medway'",
  );
  expect(draft?.status).toBe('draft');
  for (const figure of ['468', '74', '451', '72']) expect(draft?.need).toContain(figure);
});

test('reference data goes into a database without a demonstration, any number of times', async () => {
  await loadReferenceData(bare.connectionString);
  await bare.pool.query("update bank_holidays set title = 'Edited' where day = '2026-12-25'");
  await loadReferenceData(bare.connectionString);
  expect(
    await rows(
      `select (select count(*) from bank_holidays) as days, (select count(*) from local_authority_areas) as areas,
        (select count(*) from outward_codes) as codes, (select count(*) from organisations) as organisations,
        (select title from bank_holidays where day = '2026-12-25') as title`,
      bare,
    ),
  ).toEqual([{ days: 49, areas: 20, codes: 274, organisations: 0, title: 'Edited' }]);
});
