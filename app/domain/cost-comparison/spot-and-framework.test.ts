import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import type { Role } from '../accounts/actor.ts';
import { anActor, anAuthority } from '../testing.ts';
import { compareQuarters, compareTypesOverYear, listReportedQuarters } from './spot-and-framework.server.ts';
import { aPlacement } from './testing.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

// Every expected figure is worked by hand: nights × pence a week / 7.

test('a stay across quarters is split at the quarter, and the leaving day is not charged', async () => {
  const { quarters } = await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    // 11 nights of June, 9 of July.
    await aPlacement(db, kent, { route: 'spot', from: '2026-06-20', until: '2026-07-10', fees: [[1_001_00]] });
    return compareQuarters(db, anActor(kent, 'finance'), { type: 'fostering', today: TODAY });
  });
  expect(quarters.map(({ from }) => from)).toEqual([
    '2025-01-01',
    '2025-04-01',
    '2025-07-01',
    '2025-10-01',
    '2026-01-01',
    '2026-04-01',
    '2026-07-01',
    '2026-10-01',
  ]);
  const [spring, summer, autumn] = quarters.slice(-3);
  // 11 × 1,001.00 / 7 = 1,573.00; 9 × 1,001.00 / 7 = 1,287.00.
  expect(spring?.spot).toEqual({
    started: 1,
    placements: 1,
    weeks: 1.57,
    costPence: 1_573_00,
    unitCostPence: 1_001_00,
    few: true,
  });
  expect(summer?.spot).toMatchObject({ started: 0, placements: 1, weeks: 1.29, costPence: 1_287_00 });
  expect(autumn?.spot).toEqual({
    started: 0,
    placements: 0,
    weeks: 0,
    costPence: 0,
    unitCostPence: undefined,
    few: false,
  });
  expect(spring?.differencePence).toBeUndefined();
});

test('a fee that changes within a quarter is charged by the night at each price', async () => {
  const { quarters, overall } = await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    await aPlacement(db, kent, {
      route: 'framework',
      from: '2026-07-01',
      until: '2026-07-31',
      fees: [[900_00], [950_50, '2026-07-11']],
    });
    await aPlacement(db, kent, { route: 'spot', from: '2026-08-03', until: '2026-08-10', fees: [[1_200_00]] });
    return compareQuarters(db, anActor(kent, 'commissioner'), { type: 'fostering', today: TODAY });
  });
  const summer = quarters.at(-2);
  // (10 × 900.00 + 20 × 950.50) / 7 = 28,010.00 / 7 = 4,001.428…; a week: 28,010.00 / 30 = 933.666…
  expect(summer?.framework).toMatchObject({ weeks: 4.29, costPence: 4_001_43, unitCostPence: 933_67 });
  expect(summer?.spot).toMatchObject({ weeks: 1, costPence: 1_200_00, unitCostPence: 1_200_00 });
  expect(summer?.differencePence).toBe(266_33);
  expect(overall.framework).toMatchObject({ started: 1, weeks: 4.29, costPence: 4_001_43, unitCostPence: 933_67 });
  expect(overall.differencePence).toBe(266_33);
});

test('a stay that goes on is charged up to last night', async () => {
  const { quarters } = await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    await aPlacement(db, kent, { route: 'framework', from: '2026-09-24', fees: [[700_00]] });
    await aPlacement(db, kent, { route: 'framework', from: '2026-09-24', until: '2027-02-01', fees: [[700_00]] });
    await aPlacement(db, kent, { route: 'framework', from: TODAY, fees: [[700_00]] });
    return compareQuarters(db, anActor(kent, 'finance'), { type: 'fostering', today: TODAY });
  });
  const [summer, autumn] = quarters.slice(-2);
  // Two stays of 7 nights in September, then 31 nights of October and 21 of November.
  expect(summer?.framework).toMatchObject({ started: 2, placements: 2, weeks: 2, costPence: 1_400_00 });
  expect(autumn?.framework).toMatchObject({ started: 0, placements: 2, weeks: 14.86, costPence: 10_400_00 });
  expect(autumn).toMatchObject({ from: '2026-10-01', until: TODAY, whole: false });
});

test('kinds of accommodation are compared apart, or all together', async () => {
  await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    const actor = anActor(kent, 'administrator');
    const week = { from: '2026-08-03', until: '2026-08-10' };
    await aPlacement(db, kent, { route: 'spot', ...week, fees: [[1_000_00]] });
    await aPlacement(db, kent, { route: 'spot', accommodationType: 2, ...week, fees: [[5_000_00]] });
    await aPlacement(db, kent, { route: 'framework', accommodationType: 2, ...week, fees: [[4_000_00]] });
    await aPlacement(db, kent, { route: 'in_house', ...week, fees: [[400_00]] });
    const summerOf = async (type: 'fostering' | 'home' | undefined) =>
      (await compareQuarters(db, actor, { type, today: TODAY })).quarters.at(-2);
    expect((await summerOf('fostering'))?.spot).toMatchObject({ placements: 1, unitCostPence: 1_000_00 });
    expect(await summerOf('home')).toMatchObject({ differencePence: 1_000_00 });
    expect((await summerOf(undefined))?.spot).toMatchObject({ placements: 2, weeks: 2, unitCostPence: 3_000_00 });

    const year = await compareTypesOverYear(db, actor, { today: TODAY });
    expect(year.period).toEqual({ from: '2025-10-01', until: '2026-10-01' });
    expect(year.types.map(({ type, differencePence }) => [type, differencePence])).toEqual([
      ['fostering', undefined],
      ['home', 1_000_00],
      ['supported_accommodation', undefined],
      ['residential_school', undefined],
    ]);
  });
});

test('an average of five placements is not marked as one of few', async () => {
  const { quarters } = await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    for (const day of ['01', '02', '03', '04', '05']) {
      await aPlacement(db, kent, { route: 'spot', from: `2026-08-${day}`, until: '2026-09-01', fees: [[1_000_00]] });
    }
    return compareQuarters(db, anActor(kent, 'finance'), { type: 'fostering', today: TODAY });
  });
  expect(quarters.at(-2)?.spot).toMatchObject({ started: 5, placements: 5, few: false });
});

test('another authority’s placements and figures are never counted', async () => {
  await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    const medway = await anAuthority(db);
    await aPlacement(db, medway, { route: 'spot', from: '2026-08-03', until: '2026-08-10', fees: [[1_000_00]] });
    await db
      .insertInto('publishedFigures')
      .values({
        authorityId: medway,
        series: 'new_placements',
        item: 'spot',
        startsOn: '2014-01-01',
        endsOn: '2014-04-01',
        value: 4,
        unit: 'placements',
        source: 'MED-2021',
      })
      .execute();
    const actor = anActor(kent, 'finance');
    const { quarters } = await compareQuarters(db, actor, { type: undefined, today: TODAY });
    expect(quarters.every(({ spot }) => spot.placements === 0 && spot.started === 0)).toBe(true);
    expect(await listReportedQuarters(db, actor)).toEqual([]);
  });
});

test('published quarters come oldest first, and what was not published stays open', async () => {
  const reported = await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    const figure = (item: string, startsOn: string, endsOn: string, value: number) => ({
      authorityId: kent,
      series: 'new_placements',
      item,
      startsOn,
      endsOn,
      value,
      unit: 'placements',
      source: 'KCC-2014',
    });
    await db
      .insertInto('publishedFigures')
      .values([
        figure('framework', '2013-07-01', '2013-10-01', 70),
        figure('spot', '2013-07-01', '2013-10-01', 22),
        figure('spot', '2013-10-01', '2014-01-01', 7),
        { ...figure('children', '2013-10-01', '2014-01-01', 1800), series: 'looked_after_children', unit: 'children' },
      ])
      .execute();
    return listReportedQuarters(db, anActor(kent, 'commissioner'));
  });
  expect(reported).toEqual([
    { from: '2013-07-01', until: '2013-10-01', framework: 70, spot: 22, source: 'KCC-2014' },
    { from: '2013-10-01', until: '2014-01-01', framework: undefined, spot: 7, source: 'KCC-2014' },
  ]);
});

test.each<['authority' | 'provider' | 'operator', Role]>([
  ['authority', 'broker'],
  ['provider', 'manager'],
  ['provider', 'bids'],
  ['provider', 'administrator'],
  ['operator', 'operator'],
])('%s people with the role %s are refused', async (kind, role) => {
  await context.rolledBack(async (db) => {
    const actor = anActor(await anAuthority(db), role, kind);
    const refused = expect.objectContaining({ code: 'forbidden' });
    await expect(listReportedQuarters(db, actor)).rejects.toEqual(refused);
    await expect(compareQuarters(db, actor, { type: undefined, today: TODAY })).rejects.toEqual(refused);
    await expect(compareTypesOverYear(db, actor, { today: TODAY })).rejects.toEqual(refused);
  });
});
