import { expect, test } from 'vitest';
import { comparePrices } from '../domain/price-schedules/price-comparison.ts';
import { PLAIN_PRICES, type SchedulePrices } from '../domain/price-schedules/quote.ts';
import { amountOf, changeOf } from './price-comparison.tsx';

const line = (weeklyPence: number, ageTo = 17) => ({
  ...{ level: 'core', ageFrom: 0, ageTo, occupancyFrom: 1, occupancyTo: 99, weeklyPence },
});
const addOn = (code: string, pence: number) => ({ code, label: code, unit: 'hour' as const, pence });

const BEFORE: SchedulePrices = {
  ...PLAIN_PRICES,
  model: 'support_hours',
  lines: [line(50_000)],
  addOns: [addOn('tuition', 3_000), addOn('transport', 1_000)],
  adjustments: [
    { kind: 'sibling', threshold: 2, bps: 500 },
    { kind: 'volume', threshold: 5, bps: 300 },
  ],
  includedSupportHours: 10,
  extraSupportHourPence: 2_000,
};

const told = (now: SchedulePrices, before: SchedulePrices | null) =>
  comparePrices(now, before).map((row) => [row.label, amountOf(row, row.after), changeOf(row)]);

test('everything that is priced stands beside what it was, and what is no longer offered is told', () => {
  const now: SchedulePrices = {
    ...BEFORE,
    lines: [line(51_500)],
    addOns: [addOn('tuition', 3_300), addOn('therapy', 9_000)],
    adjustments: [{ kind: 'volume', threshold: 5, bps: 150 }],
    includedSupportHours: 8,
    extraSupportHourPence: 2_200,
  };
  expect(told(now, BEFORE)).toEqual([
    ['Core', '£515', '+3.0%'],
    ['Support hours in the fee', '8 hours a week', '2 hours fewer'],
    ['Each further hour', '£22 an hour', '+10.0%'],
    ['tuition', '£33 an hour', '+10.0%'],
    ['therapy', '£90 an hour', 'new'],
    ['transport', '–', 'no longer offered'],
    ['After 5 placements in the system', '1.5% off the core fee', '1.5 percentage points less'],
    ['From the 2nd child placed together', '–', 'no longer offered'],
  ]);
});

test('the same prices: no change; a first schedule: all is new; another age band is another price', () => {
  expect(told(BEFORE, BEFORE).every(([, , change]) => change === 'no change')).toBe(true);
  expect(told(BEFORE, null).every(([, , change]) => change === 'new')).toBe(true);
  expect(told({ ...BEFORE, lines: [line(60_000, 15)] }, BEFORE).slice(0, 2)).toEqual([
    ['Core', '£600', 'new'],
    ['Core', '–', 'no longer offered'],
  ]);
});
