import { readCells, writeCsv } from '../../lib/cells.ts';
import { parsePounds, penceToTyped } from '../../lib/money.ts';
import { bpsToTyped, parsePercent } from '../../lib/percent.ts';
import {
  addOnName,
  adjustmentName,
  feeName,
  HOURLY_RATE,
  HOURLY_RATE_LABEL,
  INCLUDED_HOURS,
  INCLUDED_HOURS_LABEL,
  type LotGrid,
  pointLabel,
  type WrittenPrices,
} from './lot-grid.ts';
import { levelsOf } from './price-levels.ts';
import { pointKey } from './price-point.ts';
import { adjustmentLabel } from './price-schedule.ts';
import type { PriceValues } from './price-values.ts';

const HEADER = [
  ...['what', 'code', 'threshold', 'age_from', 'age_to', 'occupancy_from', 'occupancy_to', 'amount', 'label'],
] as const;
type ColumnName = (typeof HEADER)[number];
type CsvRow = Partial<Record<ColumnName, string | number>> & { what: string };

/** What could not be put into a field, and why. */
export interface Unplaced {
  /** The row as pasted, 1 the first. */
  row: number;
  text: string;
  why: string;
}

export interface PlacedPrices {
  values: PriceValues;
  unplaced: Unplaced[];
}

/**
 * A schedule as a file that can be imported again: fees, add-ons and rates in pounds, adjustments in percent. It has a row for each price of
 * the lot's grid, without an amount where there is none, so that an empty one is a form to fill in.
 */
export function scheduleCsv(grid: LotGrid, prices: WrittenPrices): string {
  const levels = levelsOf(grid);
  const fees = new Map(prices.lines.map((line) => [pointKey(line), penceToTyped(line.weeklyPence)]));
  const gridKeys = new Set(grid.points.map(pointKey));
  const points = [...grid.points, ...prices.lines.filter((line) => !gridKeys.has(pointKey(line)))];
  const rows: CsvRow[] = [
    ...points.map((point) => ({
      ...{ what: 'fee', code: point.level, age_from: point.ageFrom, age_to: point.ageTo },
      ...{ occupancy_from: point.occupancyFrom, occupancy_to: point.occupancyTo },
      ...{ amount: fees.get(pointKey(point)) ?? '', label: pointLabel(levels, point) },
    })),
    ...grid.addOns.map(({ code, label }) => {
      const priced = prices.addOns.find((addOn) => addOn.code === code);
      return { what: 'add_on', code, amount: priced ? penceToTyped(priced.pence) : '', label };
    }),
    ...grid.adjustments.map(({ kind, threshold }) => {
      const given = prices.adjustments.find((one) => one.kind === kind && one.threshold === threshold);
      const label = adjustmentLabel({ kind, threshold, bps: 0 });
      return { what: 'adjustment', code: kind, threshold, amount: given ? bpsToTyped(given.bps) : '', label };
    }),
    ...(grid.model === 'support_hours'
      ? [
          { what: 'included_hours', amount: prices.includedSupportHours ?? '', label: INCLUDED_HOURS_LABEL },
          {
            what: 'hourly_rate',
            amount: prices.extraSupportHourPence === null ? '' : penceToTyped(prices.extraSupportHourPence),
            label: HOURLY_RATE_LABEL,
          },
        ]
      : []),
  ];
  return writeCsv([HEADER, ...rows.map((row) => HEADER.map((column) => row[column] ?? ''))]);
}

/** The rows of such a file, however it was saved or copied; undefined where the text is none. */
export function readScheduleCsv(grid: LotGrid, text: string): PlacedPrices | undefined {
  const [first = ''] = text
    .replace(/^\ufeff/, '')
    .trimStart()
    .split(/[\r\n]/, 1);
  const separator = first.includes('\t') ? '\t' : ',';
  const [header = [], ...rows] = readCells(text, separator);
  const at = new Map(header.map((name, index) => [name.toLowerCase(), index]));
  if (!at.has('what') || !at.has('code') || !at.has('amount')) return undefined;

  const values: PriceValues = {};
  const unplaced: Unplaced[] = [];
  for (const [index, row] of rows.entries()) {
    const said = (column: ColumnName) => row[at.get(column) ?? -1] ?? '';
    if (said('amount') === '') continue;
    const outcome = placeRow(grid, said);
    if ('why' in outcome) unplaced.push({ row: index + 2, text: said('amount').slice(0, 40), why: outcome.why });
    else values[outcome.name] = outcome.value;
  }
  return { values, unplaced };
}

type Outcome = { name: string; value: string } | { why: string };

const AMOUNT = 'is not an amount of money';

function placeRow(grid: LotGrid, said: (column: ColumnName) => string): Outcome {
  const what = said('what').toLowerCase();
  const code = said('code').toLowerCase();
  const amount = said('amount');
  const money = (name: string): Outcome => {
    const pence = parsePounds(amount);
    return pence === undefined || pence === 0 ? { why: AMOUNT } : { name, value: penceToTyped(pence) };
  };
  if (what === 'fee') {
    const number = (column: ColumnName, otherwise: number) => (said(column) === '' ? otherwise : Number(said(column)));
    const point = { level: code, ageFrom: number('age_from', 0), occupancyFrom: number('occupancy_from', 1) };
    const known = grid.points.find((candidate) => pointKey(candidate) === pointKey(point));
    if (!known || known.ageTo !== number('age_to', known.ageTo)) return { why: 'the lot has no such level and ages' };
    return known.occupancyTo === number('occupancy_to', known.occupancyTo)
      ? money(feeName(known))
      : { why: 'the lot has no such number of children' };
  }
  if (what === 'add_on')
    return grid.addOns.some((addOn) => addOn.code === code)
      ? money(addOnName(code))
      : { why: 'the lot has no such add-on' };
  if (what === 'adjustment') {
    const known = grid.adjustments.find(
      ({ kind, threshold }) => kind === code && threshold === Number(said('threshold')),
    );
    if (!known) return { why: 'the lot has no such adjustment' };
    const bps = parsePercent(amount);
    return bps === undefined ? { why: 'is not a percentage' } : { name: adjustmentName(known), value: bpsToTyped(bps) };
  }
  if (grid.model !== 'support_hours') return { why: 'the lot has no such price' };
  if (what === 'hourly_rate') return money(HOURLY_RATE);
  if (what !== 'included_hours') return { why: 'the lot has no such price' };
  return /^\d{1,3}$/.test(amount)
    ? { name: INCLUDED_HOURS, value: String(Number(amount)) }
    : { why: 'is not a number of hours' };
}
