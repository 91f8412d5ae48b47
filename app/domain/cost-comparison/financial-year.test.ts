import { expect, test } from 'vitest';
import {
  fills,
  financialYear,
  financialYearLabel,
  financialYearOf,
  isWholeQuarter,
  periodLabel,
  quarterNumber,
  quarterOf,
  quartersBefore,
  shortPeriodLabel,
} from './financial-year.ts';

test.each([
  ['2026-04-01', '2026-04-01', '2026-07-01', 1, 2026],
  ['2026-06-30', '2026-04-01', '2026-07-01', 1, 2026],
  ['2026-11-22', '2026-10-01', '2027-01-01', 3, 2026],
  ['2027-01-01', '2027-01-01', '2027-04-01', 4, 2026],
  ['2028-02-29', '2028-01-01', '2028-04-01', 4, 2027],
])('%s is in the quarter from %s', (day, from, until, number, year) => {
  expect(quarterOf(day)).toEqual({ from, until });
  expect(quarterNumber(day)).toBe(number);
  expect(financialYearOf(day)).toBe(year);
});

test('the last quarters end with today', () => {
  expect(quartersBefore('2026-11-22', 3)).toEqual([
    { from: '2026-04-01', until: '2026-07-01' },
    { from: '2026-07-01', until: '2026-10-01' },
    { from: '2026-10-01', until: '2026-11-22' },
  ]);
});

test('on the first day of a quarter the last one is the quarter before', () => {
  expect(quartersBefore('2027-01-01', 2)).toEqual([
    { from: '2026-07-01', until: '2026-10-01' },
    { from: '2026-10-01', until: '2027-01-01' },
  ]);
});

test('a quarter cut short is not whole', () => {
  expect(isWholeQuarter({ from: '2026-10-01', until: '2026-11-22' })).toBe(false);
  expect(isWholeQuarter({ from: '2026-10-01', until: '2027-01-01' })).toBe(true);
});

test.each([
  [1999, '1999-00', '1999-04-01', '2000-04-01'],
  [2011, '2011-12', '2011-04-01', '2012-04-01'],
])('the financial year %i is %s', (year, label, from, until) => {
  expect(financialYearLabel(year)).toBe(label);
  expect(financialYear(year)).toEqual({ from, until });
});

test.each([
  ['2026-04-01', '2026-07-01', 'Apr to Jun 2026'],
  ['2026-10-01', '2027-01-01', 'Oct to Dec 2026'],
  ['2026-10-01', '2026-11-22', 'Oct to Nov 2026'],
  ['2026-04-01', '2026-05-01', 'Apr 2026'],
  ['2011-04-01', '2012-04-01', 'Apr 2011 to Mar 2012'],
])('%s until %s is %s', (from, until, label) => {
  expect(periodLabel({ from, until })).toBe(label);
});

test('short labels', () => {
  expect(shortPeriodLabel({ from: '2013-10-01', until: '2014-01-01' })).toEqual({ months: 'Oct–Dec', year: '2013' });
  expect(shortPeriodLabel({ from: '2026-04-01', until: '2026-05-01' })).toEqual({ months: 'Apr', year: '2026' });
});

test('quarters fill a year only without a gap', () => {
  const year = financialYear(2026);
  const quarters = quartersBefore('2027-04-01', 4);
  expect(fills(quarters, year)).toBe(true);
  expect(fills(quarters.slice(0, 3), year)).toBe(false);
  expect(fills(quarters.toSpliced(1, 1), year)).toBe(false);
  expect(fills([], year)).toBe(false);
});
