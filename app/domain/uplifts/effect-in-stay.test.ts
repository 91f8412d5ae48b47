import { expect, test } from 'vitest';
import { type DatedPrices, PLAIN_PRICES, type SchedulePrices } from '../price-schedules/quote.ts';
import { type PlacedChildren, spendEffect } from './uplift-effect.ts';

// Prices that rise on 1 April 2027. Each sum is worked out by hand beside its case: pence, a year of 365 nights.

const FROM = '2027-04-01';

/** Standard fees of the ages 5 to 10 and 11 to 15. */
const fees = (younger: number, older: number, of: Partial<SchedulePrices> = {}): SchedulePrices => ({
  ...{ ...PLAIN_PRICES, model: 'age_band_by_need_level', ageBasis: 'in_stay', ...of },
  lines: [
    { level: 'standard', ageFrom: 5, ageTo: 10, weeklyPence: younger },
    { level: 'standard', ageFrom: 11, ageTo: 15, weeklyPence: older },
  ],
});
const child = (of: Partial<PlacedChildren>): PlacedChildren => ({
  ...{ own: true, age: 9, needLevel: 'standard', placements: 1 },
  ...{ startedOn: '2026-05-01', endedOn: null, ...of },
});
const since = (prices: SchedulePrices, validFrom: string, validUntil: string | null = null): DatedPrices => ({
  ...{ validFrom, validUntil, prices },
});

/** [a week before, a week after, change a year]. */
type Sums = [before: number, after: number, year: number];
const sumsOf = (placed: PlacedChildren, charged: DatedPrices[], after: SchedulePrices): Sums => {
  const { weeklyBeforePence, weeklyAfterPence, yearlyChangePence } = spendEffect([placed], {
    ...{ charged, after, from: FROM },
  }).all;
  return [weeklyBeforePence, weeklyAfterPence, yearlyChangePence];
};

// 70,000 rises by 700 a week, 77,000 by 1,400.
const BEFORE = fees(70_000, 77_000);
const AFTER = fees(70_700, 78_400);
const AT_FIRST: Partial<SchedulePrices> = { ageBasis: 'at_start' };

test.each<[string, Partial<PlacedChildren>, Sums]>([
  // 10 on 1 April; 11 on 1 May 2027, which is 30 nights on: (30 x 700 + 335 x 1,400) / 7.
  ['crosses into the next band in the year', { age: 9, startedOn: '2025-05-01' }, [70_000, 70_700, 70_000]],
  // 9 and two full years: 11 since May 2026, 365 x 1,400 / 7.
  ['crossed it before', { age: 9, startedOn: '2024-05-01' }, [77_000, 78_400, 73_000]],
  ['crosses it on the day itself', { age: 9, startedOn: '2025-04-01' }, [77_000, 78_400, 73_000]],
  // (1 x 700 + 364 x 1,400) / 7.
  ['crosses it on the day after', { age: 9, startedOn: '2025-04-02' }, [70_000, 70_700, 72_900]],
  // The year has 365 nights, of which 31 March 2028 is the 366th.
  [
    'is in the band at its end, and a day longer than a year',
    { age: 10, startedOn: '2027-03-31' },
    [70_000, 70_700, 36_500],
  ],
  // The last night of the year alone is at 11: (364 x 700 + 1,400) / 7.
  ['crosses it on the last night of the year', { age: 9, startedOn: '2026-03-30' }, [70_000, 70_700, 36_600]],
  ['stays in its band', { age: 6, startedOn: '2025-05-01' }, [70_000, 70_700, 36_500]],
  // Since 29 February 2024 three full years on 28 February 2027.
  ['came on a leap day', { age: 8, startedOn: '2024-02-29' }, [77_000, 78_400, 73_000]],
  // 16, for whom there is no price, on 1 May 2027: the fee at 15 is carried on, each of its own schedule.
  ['grows out of the last band in the year', { age: 13, startedOn: '2024-05-01' }, [77_000, 78_400, 73_000]],
  // On the day itself no price of the others was ever charged: the one before is carried on.
  ['grows out of the last band on the day', { age: 13, startedOn: '2024-04-01' }, [77_000, 77_000, 0]],
])('where the fee follows the age, a child that %s', (_case, placed, sums) => {
  expect(sumsOf(child(placed), [since(BEFORE, '2024-01-01')], AFTER)).toEqual(sums);
});

test('where the fee is that of the age at the start, years change nothing', () => {
  const charged = [since(fees(70_000, 77_000, AT_FIRST), '2024-01-01')];
  const placed = child({ age: 9, startedOn: '2024-05-01' });
  expect(sumsOf(placed, charged, fees(70_700, 78_400, AT_FIRST))).toEqual([70_000, 70_700, 36_500]);
});

test('a child who has grown out of every band is counted, and in no sum', () => {
  const { all } = spendEffect([child({ age: 13, startedOn: '2024-01-01' })], {
    ...{ charged: [since(BEFORE, '2024-01-01')], after: AFTER, from: FROM },
  });
  expect(all).toMatchObject({ children: 1, unpriced: 1, weeklyBeforePence: 0, yearlyChangePence: 0 });
});

test('where the other prices have none for a child, the one before is carried on, and it is told', () => {
  const { all } = spendEffect([child({}), child({ age: 12 })], {
    ...{ charged: [since(BEFORE, '2024-01-01')], from: FROM },
    after: { ...AFTER, lines: AFTER.lines.slice(0, 1) },
  });
  expect(all).toMatchObject({ children: 2, unpriced: 0, carriedOn: 1, weeklyAfterPence: 147_700 });
});

const HELD: Partial<SchedulePrices> = { ageBasis: 'at_start', priceBasis: 'at_start' };
/** Two schedules where what is in force at the start holds: 60,000 until April 2026, 70,000 since. */
const IN_TURN = [
  since(fees(60_000, 66_000, HELD), '2025-04-01', '2026-04-01'),
  since(fees(70_000, 77_000, HELD), '2026-04-01'),
];
const HELD_AFTER = fees(70_700, 78_400, HELD);

test.each<[string, Partial<PlacedChildren>, Sums]>([
  ['keeps it', { startedOn: '2026-05-01' }, [70_000, 70_000, 0]],
  ['keeps that of the schedule before', { startedOn: '2026-03-31' }, [60_000, 60_000, 0]],
  ['keeps it from the day before the others begin', { startedOn: '2027-03-31' }, [70_000, 70_000, 0]],
  ['who comes on their first day pays them', { startedOn: FROM }, [70_000, 70_700, 36_500]],
  // From 1 May: 335 nights at 700.
  ['who comes after it pays them from then', { startedOn: '2027-05-01' }, [70_000, 70_700, 33_500]],
])('where the price at the start holds, a child %s', (_case, placed, sums) => {
  expect(sumsOf(child(placed), IN_TURN, HELD_AFTER)).toEqual(sums);
});

test('where the price at the start holds and the fee follows the age, a birthday leads to that schedule’s own fee', () => {
  const basis: Partial<SchedulePrices> = { priceBasis: 'at_start' };
  const charged = [since(fees(60_000, 66_000, basis), '2024-04-01', '2026-04-01'), since(BEFORE, '2026-04-01')];
  const placed = child({ age: 9, startedOn: '2024-05-01' });
  expect(sumsOf(placed, charged, fees(70_700, 78_400, basis))).toEqual([66_000, 66_000, 0]);
});

test('where the price at the start holds, nothing else changes either; what was charged before the first schedule is not known', () => {
  const after = { ...HELD_AFTER, extraSupportHourPence: 2_000 };
  const effect = (placed: Partial<PlacedChildren>) =>
    spendEffect([child(placed)], { charged: IN_TURN, after, from: FROM });
  expect(effect({}).besides).toEqual([]);
  expect(effect({ startedOn: FROM }).besides).toHaveLength(1);
  expect(effect({ startedOn: '2025-03-31' }).all).toMatchObject({ children: 1, unpriced: 1, yearlyChangePence: 0 });
});

test.each<[string, Partial<PlacedChildren>, Sums]>([
  ['follow the schedule that is in force when the others begin', { startedOn: '2025-05-01' }, [70_000, 70_700, 36_500]],
  ['since before the first schedule as well', { startedOn: '2020-05-01' }, [70_000, 70_700, 36_500]],
])('where fees follow the schedules they %s', (_case, placed, sums) => {
  const charged = [
    since(fees(60_000, 66_000, AT_FIRST), '2025-04-01', '2026-04-01'),
    since(fees(70_000, 77_000, AT_FIRST), '2026-04-01', '2027-01-01'),
  ];
  expect(sumsOf(child(placed), charged, fees(70_700, 78_400, AT_FIRST))).toEqual(sums);
});
