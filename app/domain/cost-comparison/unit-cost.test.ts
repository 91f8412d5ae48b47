import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  activityOfNights,
  activityOfWeeks,
  clientWeeks,
  costPence,
  NO_ACTIVITY,
  sumActivity,
  unitCostPence,
} from './unit-cost.ts';

test.each([
  { weeks: 57_190, unitCost: 379_70, cost: 21_715_043_00 },
  { weeks: 12.25, unitCost: 401, cost: 49_12 },
  { weeks: 0.5, unitCost: 1, cost: 1 },
  { weeks: 0.01, unitCost: 49, cost: 0 },
])('$weeks weeks at $unitCost pence cost $cost', ({ weeks, unitCost, cost }) => {
  const activity = activityOfWeeks({ weeks, unitCostPence: unitCost });
  expect(clientWeeks(activity)).toBe(weeks);
  expect(unitCostPence(activity)).toBe(unitCost);
  expect(costPence(activity)).toBe(cost);
});

test('ten nights at 850.00 a week are 1.43 weeks and 1,214.29', () => {
  const activity = activityOfNights({ nights: 10, nightPence: 10 * 850_00 });
  expect(clientWeeks(activity)).toBe(1.43);
  expect(costPence(activity)).toBe(1_214_29);
  expect(unitCostPence(activity)).toBe(850_00);
});

test('sums round once: three stays of one night at 1.00 a week', () => {
  const night = activityOfNights({ nights: 1, nightPence: 1_00 });
  expect(costPence(night)).toBe(14);
  expect(costPence(sumActivity([night, night, night]))).toBe(43);
});

test('no weeks have no unit cost', () => {
  expect(unitCostPence(NO_ACTIVITY)).toBeUndefined();
  expect(unitCostPence(activityOfWeeks({ weeks: 0, unitCostPence: 399_00 }))).toBeUndefined();
  expect(clientWeeks(NO_ACTIVITY)).toBe(0);
  expect(costPence(NO_ACTIVITY)).toBe(0);
});

test('weeks of two decimals come back as they were', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (hundredths) => {
      expect(clientWeeks(activityOfWeeks({ weeks: hundredths / 100, unitCostPence: 1 }))).toBe(hundredths / 100);
    }),
  );
});
