import { expect, test } from 'vitest';
import { daysAgo, formatAges } from './phrases.ts';

test.each([
  ['2026-11-20T23:30:00Z', '2026-11-21T09:00:00Z', 'yesterday'],
  ['2026-11-21T00:10:00Z', '2026-11-21T23:50:00Z', 'today'],
  ['2026-06-30T23:30:00Z', '2026-07-01T22:30:00Z', 'today'], // half past midnight in London, both on 1 July
  ['2026-10-20T12:00:00Z', '2026-10-27T11:00:00Z', '7 days ago'], // the clocks went back
])('%s is %s: %s', (instant, now, said) => {
  expect(daysAgo(new Date(instant), new Date(now))).toBe(said);
});

test('one age is said once', () => {
  expect([formatAges(16, 16), formatAges(5, 10)]).toEqual(['16', '5 to 10']);
});
