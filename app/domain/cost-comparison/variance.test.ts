import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activityOfNights, activityOfWeeks } from './unit-cost.ts';
import { sumVariances, toWholePounds, variance } from './variance.ts';

interface Case {
  name: string;
  budget: [weeks: number, unitCostPence: number];
  actual: [weeks: number, unitCostPence: number];
  volume: number;
  price: number;
  total: number;
}

// Pence, worked by hand.
const CASES: Case[] = [
  {
    name: 'KCC-2012: in-house fostering 2011/12, full-year forecast',
    budget: [48_876, 399_00],
    actual: [57_190, 379_70],
    volume: 3_317_286_00,
    price: -1_103_767_00,
    total: 2_213_519_00,
  },
  {
    name: 'fewer weeks, dearer',
    budget: [100, 500_00],
    actual: [90, 520_00],
    volume: -5_000_00,
    price: 1_800_00,
    total: -3_200_00,
  },
  {
    name: 'fewer weeks, cheaper',
    budget: [100, 500_00],
    actual: [90, 480_00],
    volume: -5_000_00,
    price: -1_800_00,
    total: -6_800_00,
  },
  { name: 'as budgeted', budget: [100, 500_00], actual: [100, 500_00], volume: 0, price: 0, total: 0 },
  { name: 'nothing happened', budget: [10, 400_00], actual: [0, 0], volume: -4_000_00, price: 0, total: -4_000_00 },
  {
    name: 'no weeks budgeted',
    budget: [0, 400_00],
    actual: [10, 390_00],
    volume: 4_000_00,
    price: -100_00,
    total: 3_900_00,
  },
  { name: 'neither budget nor weeks', budget: [0, 0], actual: [0, 0], volume: 0, price: 0, total: 0 },
  // 0.25 × 1 = 0.25 and 0.5 × 1 = 0.5: total 0.25 rounds to 0.
  { name: 'under half a penny', budget: [0.25, 1], actual: [0.5, 1], volume: 0, price: 0, total: 0 },
  // Volume 0.5 rounds away from zero to 1; total = 1.5 × 3 − 1 × 1 = 3.5 rounds to 4; price is the rest.
  { name: 'half a penny', budget: [1, 1], actual: [1.5, 3], volume: 1, price: 3, total: 4 },
  { name: 'half a penny less', budget: [1.5, 1], actual: [1, 1], volume: -1, price: 0, total: -1 },
];

test.each(CASES)('$name', ({ budget, actual, volume, price, total }) => {
  const [weeks, unitCostPence] = budget;
  const [actualWeeks, actualUnitCostPence] = actual;
  expect(
    variance([{ weeks, unitCostPence }], activityOfWeeks({ weeks: actualWeeks, unitCostPence: actualUnitCostPence })),
  ).toEqual({ volumePence: volume, pricePence: price, totalPence: total });
});

test('actual weeks counted in nights: 10 nights at 700.00 a week against 1 week at 650.00', () => {
  // Volume: 3/7 of a week × 650.00 = 278.571…; total: 1,000.00 − 650.00 = 350.00.
  expect(
    variance([{ weeks: 1, unitCostPence: 650_00 }], activityOfNights({ nights: 10, nightPence: 10 * 700_00 })),
  ).toEqual({ volumePence: 278_57, pricePence: 71_43, totalPence: 350_00 });
});

test('the quarters of a budget count as one, at their weighted unit cost', () => {
  const quarters = [
    { weeks: 100, unitCostPence: 400_00 },
    { weeks: 300, unitCostPence: 500_00 },
  ];
  // Weighted: 190,000 / 400 = 475.00. Volume (440 − 400) × 475; price (480 − 475) × 440.
  expect(variance(quarters, activityOfWeeks({ weeks: 440, unitCostPence: 480_00 }))).toEqual({
    volumePence: 19_000_00,
    pricePence: 2_200_00,
    totalPence: 21_200_00,
  });
});

test('quarters without weeks have the mean of their unit costs', () => {
  const quarters = [
    { weeks: 0, unitCostPence: 400_00 },
    { weeks: 0, unitCostPence: 500_00 },
  ];
  expect(variance(quarters, activityOfWeeks({ weeks: 2, unitCostPence: 460_00 }))).toEqual({
    volumePence: 900_00,
    pricePence: 20_00,
    totalPence: 920_00,
  });
});

test('no budget, no variance', () => {
  expect(() => variance([], activityOfWeeks({ weeks: 2, unitCostPence: 460_00 }))).toThrow(RangeError);
});

describe('always', () => {
  const weeks = fc.integer({ min: 0, max: 10_000_000 }).map((hundredths) => hundredths / 100);
  const line = fc.record({ weeks, unitCostPence: fc.integer({ min: 0, max: 2_000_000 }) });
  const lines = fc.array(line, { minLength: 1, maxLength: 4 });

  test('volume + price = total, and total is the difference in cost', () => {
    fc.assert(
      fc.property(lines, line, (budget, actual) => {
        const found = variance(budget, activityOfWeeks(actual));
        expect(found.volumePence + found.pricePence).toBe(found.totalPence);
        const exact = (each: typeof actual) => BigInt(Math.round(each.weeks * 100)) * BigInt(each.unitCostPence);
        const difference = exact(actual) - budget.reduce((sum, each) => sum + exact(each), 0n);
        expect(Math.abs(found.totalPence - Number(difference) / 100)).toBeLessThanOrEqual(0.5 + 1e-3);
      }),
    );
  });

  test('what equals its budget has no variance', () => {
    fc.assert(
      fc.property(line, (budget) => {
        const zero = { volumePence: 0, pricePence: 0, totalPence: 0 };
        expect(variance([budget], activityOfWeeks(budget))).toEqual(zero);
      }),
    );
  });

  test('the same unit cost has no price effect; the same weeks have no volume effect', () => {
    fc.assert(
      fc.property(line, line, (budget, other) => {
        const sameCost = { ...other, unitCostPence: budget.unitCostPence };
        expect(variance([budget], activityOfWeeks(sameCost)).pricePence).toBe(0);
        const sameWeeks = { ...other, weeks: budget.weeks };
        expect(variance([budget], activityOfWeeks(sameWeeks)).volumePence).toBe(0);
      }),
    );
  });

  test('in whole pounds the row still adds up', () => {
    fc.assert(
      fc.property(lines, line, (budget, actual) => {
        const pounds = toWholePounds(variance(budget, activityOfWeeks(actual)));
        expect(pounds.volumePence + pounds.pricePence).toBe(pounds.totalPence);
        expect(Object.values(pounds).every((pence) => pence % 100 === 0)).toBe(true);
      }),
    );
  });
});

test('effects of several lines add up', () => {
  const first = { volumePence: 3, pricePence: -1, totalPence: 2 };
  const second = { volumePence: -5, pricePence: 10, totalPence: 5 };
  expect(sumVariances([first, second])).toEqual({ volumePence: -2, pricePence: 9, totalPence: 7 });
  expect(sumVariances([])).toEqual({ volumePence: 0, pricePence: 0, totalPence: 0 });
});

test.each([
  [{ volumePence: 1_49, pricePence: 1_49, totalPence: 2_98 }, [1_00, 2_00, 3_00]],
  [{ volumePence: -1_50, pricePence: 1, totalPence: -1_49 }, [-2_00, 1_00, -1_00]],
])('%o in whole pounds', (effects, [volumePence, pricePence, totalPence]) => {
  expect(toWholePounds(effects)).toEqual({ volumePence, pricePence, totalPence });
});
