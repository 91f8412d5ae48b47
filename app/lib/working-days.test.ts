import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from './dates.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts';

/** The bank holidays that the portal is installed with. */
const HOLIDAYS: ReadonlySet<string> = new Set(
  readFileSync(new URL('../../db/seed/reference/bank-holidays.csv', import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .map((row) => row.slice(0, 10)),
);

test('bank holidays are there for the years that clocks run in', () => {
  for (const [year, count] of [
    [2026, 8],
    [2027, 8],
    [2028, 8],
  ] as const) {
    expect([...HOLIDAYS].filter((day) => day.startsWith(String(year)))).toHaveLength(count);
  }
});

test.each<[string, string, number, string]>([
  ['of none the day itself, a Sunday too', '2026-11-22', 0, '2026-11-22'],
  ['one from a Friday is the Monday', '2026-11-20', 1, '2026-11-23'],
  ['one from a Saturday is the Monday', '2026-11-21', 1, '2026-11-23'],
  ['ten from a Monday is the Monday after the next', '2026-11-02', 10, '2026-11-16'],
  ['over the day on which clocks go back', '2026-10-23', 1, '2026-10-26'],
  ['over the day on which clocks go forward, in a year when it is Easter', '2027-03-25', 1, '2027-03-30'],
  ['over Christmas: 25 and 28 December 2026 and 1 January 2027', '2026-12-24', 1, '2026-12-29'],
  ['ten over Christmas and the New Year', '2026-12-18', 10, '2027-01-06'],
  ['ten that end before Christmas', '2026-12-10', 10, '2026-12-24'],
  ['fifteen over Christmas and the New Year', '2026-12-18', 15, '2027-01-13'],
  ['from a bank holiday', '2026-12-28', 1, '2026-12-29'],
  ['ten over Easter: Good Friday is 26 March 2027', '2027-03-19', 10, '2027-04-06'],
  ['over two substitute days, 27 and 28 December 2027', '2027-12-24', 1, '2027-12-29'],
  ['over the substitute of the New Year 2028', '2027-12-31', 1, '2028-01-04'],
  ['over 29 February', '2028-02-28', 2, '2028-03-01'],
])('%s', (_, from, days, expected) => {
  expect(addWorkingDays(from, days, HOLIDAYS)).toBe(expected);
});

test.each<[string, string, number]>([
  ['2026-12-24', '2026-12-24', 0],
  ['2026-12-24', '2026-12-28', 0],
  ['2026-12-24', '2026-12-29', 1],
  ['2026-12-29', '2026-12-24', -1],
  ['2026-12-18', '2027-01-06', 10],
  ['2027-03-25', '2027-03-30', 1],
  ['2026-10-23', '2026-10-26', 1],
])('from %s to %s are %i', (from, until, count) => {
  expect(workingDaysBetween(from, until, HOLIDAYS)).toBe(count);
});

const day = fc.integer({ min: 0, max: 1_000 }).map((days) => addDays('2026-01-01', days));

test('counting undoes adding, and what is added ends on a working day', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), (from, days) => {
      const until = addWorkingDays(from, days, HOLIDAYS);
      expect(workingDaysBetween(from, until, HOLIDAYS)).toBe(days);
      expect(isWorkingDay(until, HOLIDAYS)).toBe(true);
      expect(isWorkingDay(addDays(from, days), new Set())).toBe(
        ![0, 6].includes(new Date(addDays(from, days)).getUTCDay()),
      );
    }),
  );
});

test('adding in two steps is adding at once', () => {
  fc.assert(
    fc.property(day, fc.nat(30), fc.nat(30), (from, first, second) => {
      const inSteps = addWorkingDays(addWorkingDays(from, first, HOLIDAYS), second, HOLIDAYS);
      expect(inSteps).toBe(addWorkingDays(from, first + second, HOLIDAYS));
    }),
  );
});
