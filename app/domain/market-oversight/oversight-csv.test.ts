import { expect, test } from 'vitest';
import { rowsOf } from '../../lib/csv-testing.ts';
import { coverageCsvLines, dueCsvLines, historyCsvLines, spreadCsvLines } from './oversight-csv.server.ts';
import type { ExtraSpread, LineSpread } from './price-spread.ts';

const LOT = { number: 2, title: 'Enhanced' };
const SPREAD = { count: 3, least: 80_000, lowerQuartile: 85_005, median: 90_050, upperQuartile: 95_000, most: 123_456 };
const IN_POUNDS = {
  prices: '3',
  least_pounds: '800.00',
  lower_quartile_pounds: '850.05',
  median_pounds: '900.50',
  upper_quartile_pounds: '950.00',
  most_pounds: '1234.56',
};

const LINE: LineSpread = {
  ...{ key: 'core-0-1', label: 'Core, age 0 to 4', level: 'core', ageFrom: 0, ageTo: 4 },
  ...{ occupancyFrom: 1, occupancyTo: 99, spread: SPREAD },
};
const EXTRA: ExtraSpread = {
  ...{ key: 'hourly-rate', code: null, label: 'Each further hour of support, an hour', unit: 'hour', spread: SPREAD },
};

test('a spread is in pounds, weekly fees first and then what is asked beside them', async () => {
  const of = { lot: '2', lot_title: 'Enhanced', on: '2026-11-22' };
  expect(await rowsOf(spreadCsvLines(LOT, '2026-11-22', [LINE, EXTRA]))).toEqual([
    { ...of, line: 'Core, age 0 to 4', per: 'week', ...IN_POUNDS },
    { ...of, line: 'Each further hour of support, an hour', per: 'hour', ...IN_POUNDS },
  ]);
});

test.each([
  ['week', LINE],
  ['hour', EXTRA],
] as const)('a history has a row for each year: per %s', async (per, line) => {
  const of = { lot: '2', lot_title: 'Enhanced', line: line.label, per };
  const years = [
    { year: '2025-26', on: '2026-03-31', spread: SPREAD },
    { year: '2026-27', on: '2026-11-22', spread: { ...SPREAD, count: 1 } },
  ];
  expect(await rowsOf(historyCsvLines(LOT, line, years))).toEqual([
    { ...of, year: '2025-26', on: '2026-03-31', ...IN_POUNDS },
    { ...of, year: '2026-27', on: '2026-11-22', ...IN_POUNDS, prices: '1' },
  ]);
});

test('coverage is told by authority area', async () => {
  const area = { onsCode: 'E10000016', areaName: 'Kent', providers: ['=Ash', 'Birch, Larch'], services: 4, places: 11 };
  expect(await rowsOf(coverageCsvLines({ ...LOT, title: '+Homes' }, [area]))).toEqual([
    {
      lot: '2',
      lot_title: "'+Homes",
      area_code: 'E10000016',
      authority_area: 'Kent',
      services: '4',
      registered_places: '11',
      providers: "'=Ash; Birch, Larch",
    },
  ]);
});

test('what falls due has its day and whose it is', async () => {
  const item = { key: 'x', what: 'Document expires', about: '@Larch, lot 1: Insurance', on: '2026-12-01', to: '/x' };
  expect(await rowsOf(dueCsvLines([item]))).toEqual([
    { due_on: '2026-12-01', what: 'Document expires', about: "'@Larch, lot 1: Insurance" },
  ]);
});
