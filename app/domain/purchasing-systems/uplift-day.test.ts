import { expect, test } from 'vitest';
import { formatUpliftDay, nextUpliftDay, parseUpliftDay } from './uplift-day.ts';

test.each([
  ['1 April', '04-01'],
  ['1 apr', '04-01'],
  ['01/04', '04-01'],
  ['31 12', '12-31'],
  ['29 February', undefined],
  ['31 4', undefined],
  ['1 13', undefined],
  ['1 smarch', undefined],
  ['April', undefined],
  ['', undefined],
])('%s', (typed, monthDay) => {
  expect(parseUpliftDay(typed)).toBe(monthDay);
  if (monthDay) expect(parseUpliftDay(formatUpliftDay(monthDay))).toBe(monthDay);
});

test.each([
  ['04-01', '2026-11-22', '2027-04-01'],
  ['04-01', '2027-03-31', '2027-04-01'],
  ['04-01', '2027-04-01', '2027-04-01'],
  ['04-01', '2027-04-02', '2028-04-01'],
  ['12-31', '2026-12-31', '2026-12-31'],
  ['12-31', '2027-01-01', '2027-12-31'],
  ['01-01', '2026-12-31', '2027-01-01'],
  ['01-01', '2027-01-01', '2027-01-01'],
  ['02-28', '2028-02-29', '2029-02-28'],
  ['03-01', '2028-02-29', '2028-03-01'],
  ['02-29', '2026-11-22', '2028-02-29'],
  ['02-29', '2028-02-29', '2028-02-29'],
  ['02-29', '2096-03-01', '2104-02-29'],
])('the next %s from %s on is %s', (monthDay, on, next) => {
  expect(nextUpliftDay(monthDay, on)).toBe(next);
});

test('a day that no year has is a mistake', () => {
  expect(() => nextUpliftDay('02-30', '2026-11-22')).toThrow(RangeError);
});
