import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { anActor, anAuthority } from '../testing.ts';
import { listBudgetYears, listLineVariances } from './line-variances.server.ts';
import { aBudget, aPlacement, aReport } from './testing.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

const QUARTERS_2011 = [
  { from: '2011-04-01', until: '2011-07-01' },
  { from: '2011-07-01', until: '2011-10-01' },
  { from: '2011-10-01', until: '2012-01-01' },
  { from: '2012-01-01', until: '2012-04-01' },
];

/** KCC-2012: in-house fostering 2011/12. The fourth quarter was only forecast. */
async function kent2011(db: Db, authorityId: string) {
  const line = { route: 'in_house' as const };
  const actuals = [
    [13_926, 398_00],
    [14_078, 389_00],
    [14_542, 380_00],
  ];
  for (const [index, quarter] of QUARTERS_2011.entries()) {
    await aBudget(db, authorityId, { ...line, ...quarter, weeks: 12_219, unitCostPence: 399_00 });
    const [weeks, unitCostPence] = actuals[index] ?? [];
    if (weeks === undefined || unitCostPence === undefined) continue;
    await aReport(db, authorityId, { ...line, ...quarter, weeks, unitCostPence, basis: 'actual' });
  }
  const year = { from: '2011-04-01', until: '2012-04-01' };
  await aReport(db, authorityId, { ...line, ...year, weeks: 57_190, unitCostPence: 379_70, basis: 'forecast' });
}

test('the published example comes out to the pound', async () => {
  const [line, ...others] = await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    await kent2011(db, kent);
    return listLineVariances(db, anActor(kent, 'commissioner'), { year: 2011, today: TODAY });
  });
  expect(others).toEqual([]);
  expect(line).toMatchObject({ type: 'fostering', route: 'in_house', basis: 'reported', budgetSource: 'KCC-2012' });
  expect(line?.forecast).toEqual({
    from: '2011-04-01',
    until: '2012-04-01',
    budget: { weeks: 48_876, unitCostPence: 399_00, costPence: 19_501_524_00 },
    forecast: { weeks: 57_190, unitCostPence: 379_70, costPence: 21_715_043_00 },
    variance: { volumePence: 3_317_286_00, pricePence: -1_103_767_00, totalPence: 2_213_519_00 },
  });
  // (13,926 − 12,219) × 399; (398 − 399) × 13,926. (14,078 − 12,219) × 399; −10 × 14,078. (14,542 − 12,219) × 399; −19 × 14,542.
  expect(line?.periods.map(({ variance }) => variance)).toEqual([
    { volumePence: 681_093_00, pricePence: -13_926_00, totalPence: 667_167_00 },
    { volumePence: 741_741_00, pricePence: -140_780_00, totalPence: 600_961_00 },
    { volumePence: 926_877_00, pricePence: -276_298_00, totalPence: 650_579_00 },
    undefined,
  ]);
  expect(line?.toDate).toEqual({
    periods: 3,
    budget: { weeks: 36_657, unitCostPence: 399_00, costPence: 14_626_143_00 },
    // 13,926 × 398 + 14,078 × 389 + 14,542 × 380 = 16,544,850; / 42,546 = 388.869…
    actual: { weeks: 42_546, unitCostPence: 388_87, costPence: 16_544_850_00 },
    variance: { volumePence: 2_349_711_00, pricePence: -431_004_00, totalPence: 1_918_707_00 },
  });
});

test('a forecast of a year that the budget does not cover is left out', async () => {
  const [line] = await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    await kent2011(db, kent);
    await db.deleteFrom('budgets').where('startsOn', '=', '2011-07-01').execute();
    return listLineVariances(db, anActor(kent, 'finance'), { year: 2011, today: TODAY });
  });
  expect(line?.forecast).toBeUndefined();
  expect(line?.toDate?.periods).toBe(2);
});

test('a budget without reports is compared with placements, for the quarters that are over', async () => {
  const lines = await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    const medway = await anAuthority(db);
    const spring = { from: '2026-04-01', until: '2026-07-01' };
    const summer = { from: '2026-07-01', until: '2026-10-01' };
    const autumn = { from: '2026-10-01', until: '2027-01-01' };
    for (const quarter of [spring, summer, autumn]) {
      await aBudget(db, kent, { route: 'spot', ...quarter, weeks: 3.5, unitCostPence: 1_000_00 });
    }
    await aBudget(db, kent, { route: 'block', accommodationType: 2, ...spring, weeks: 2, unitCostPence: 3_000_00 });
    await aBudget(db, medway, { route: 'framework', ...spring, weeks: 9, unitCostPence: 800_00 });
    // 28 nights in spring, 7 in summer; then 30 nights in summer of another; both at prices of their own.
    await aPlacement(db, kent, { route: 'spot', from: '2026-06-03', until: '2026-07-08', fees: [[1_100_00]] });
    await aPlacement(db, kent, { route: 'spot', from: '2026-09-01', fees: [[950_00]] });
    await aPlacement(db, kent, { route: 'framework', from: '2026-06-03', until: '2026-07-08', fees: [[700_00]] });
    await aPlacement(db, medway, { route: 'spot', from: '2026-06-03', fees: [[9_999_00]] });
    return listLineVariances(db, anActor(kent, 'finance'), { year: 2026, today: TODAY });
  });
  expect(lines.map(({ type, route, basis }) => [type, route, basis])).toEqual([
    ['fostering', 'spot', 'placements'],
    ['home', 'block', 'placements'],
  ]);
  const [spot, block] = lines;
  expect(spot?.periods.map(({ actual, variance }) => ({ actual, variance }))).toEqual([
    {
      // 4 weeks at 1,100: volume 0.5 × 1,000; price 100 × 4.
      actual: { weeks: 4, unitCostPence: 1_100_00, costPence: 4_400_00 },
      variance: { volumePence: 500_00, pricePence: 400_00, totalPence: 900_00 },
    },
    {
      // 1,100 + 30 × 950 / 7 = 5,171.428…; 37/7 weeks; volume (37/7 − 3.5) × 1,000 = 1,785.714…
      actual: { weeks: 5.29, unitCostPence: 978_38, costPence: 5_171_43 },
      variance: { volumePence: 1_785_71, pricePence: -114_28, totalPence: 1_671_43 },
    },
    { actual: undefined, variance: undefined },
  ]);
  expect(spot?.toDate?.variance).toEqual({ volumePence: 2_285_71, pricePence: 285_72, totalPence: 2_571_43 });
  expect(block?.toDate).toMatchObject({
    actual: { weeks: 0, unitCostPence: undefined, costPence: 0 },
    variance: { volumePence: -6_000_00, pricePence: 0, totalPence: -6_000_00 },
  });
});

test('budget years are the authority’s own, the latest first, and say whether activity was reported', async () => {
  await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    const medway = await anAuthority(db);
    await kent2011(db, kent);
    await aBudget(db, kent, {
      route: 'spot',
      from: '2027-01-01',
      until: '2027-04-01',
      weeks: 1,
      unitCostPence: 1_000_00,
    });
    await aBudget(db, medway, { route: 'spot', from: '2020-04-01', until: '2020-07-01', weeks: 1, unitCostPence: 1 });
    expect(await listBudgetYears(db, anActor(kent, 'administrator'))).toEqual([
      { year: 2026, reported: false },
      { year: 2011, reported: true },
    ]);
    expect(await listLineVariances(db, anActor(kent, 'finance'), { year: 2020, today: TODAY })).toEqual([]);
  });
});

test('brokers and providers are refused', async () => {
  await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    for (const actor of [anActor(kent, 'broker'), anActor(kent, 'administrator', 'provider')]) {
      const refused = expect.objectContaining({ code: 'forbidden' });
      await expect(listBudgetYears(db, actor)).rejects.toEqual(refused);
      await expect(listLineVariances(db, actor, { year: 2011, today: TODAY })).rejects.toEqual(refused);
    }
  });
});
