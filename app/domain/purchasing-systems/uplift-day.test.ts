import { expect, test } from 'vitest';
import { formatUpliftDay, parseUpliftDay } from './uplift-day.ts';

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
