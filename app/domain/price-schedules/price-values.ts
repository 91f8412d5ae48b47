import { formatPence, parsePounds, penceToTyped } from '../../lib/money.ts';
import { bpsToTyped, formatBps } from '../../lib/percent.ts';
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

/** What the editor's fields hold, by their names, as typed. */
export type PriceValues = Record<string, string>;

/** What a form gave back of what was typed, its texts alone: a field that was sent twice is a list, and no page of ours sends one. */
export const typedValues = (initialValue: object | null | undefined): PriceValues =>
  Object.fromEntries(Object.entries(initialValue ?? {}).filter(([, value]) => typeof value === 'string'));

/** Prices as the editor's fields show them. */
export function toPriceValues(prices: WrittenPrices): PriceValues {
  return {
    ...Object.fromEntries(prices.lines.map((line) => [feeName(line), penceToTyped(line.weeklyPence)])),
    ...Object.fromEntries(prices.addOns.map(({ code, pence }) => [addOnName(code), penceToTyped(pence)])),
    ...Object.fromEntries(prices.adjustments.map((given) => [adjustmentName(given), bpsToTyped(given.bps)])),
    ...(prices.includedSupportHours !== null && { [INCLUDED_HOURS]: String(prices.includedSupportHours) }),
    ...(prices.extraSupportHourPence !== null && { [HOURLY_RATE]: penceToTyped(prices.extraSupportHourPence) }),
  };
}

/** Why a price may not be asked; undefined where it may. */
export function overCeiling(pence: number, ceilingPence: number | null): string | undefined {
  if (ceilingPence === null || pence <= ceilingPence) return undefined;
  return `must be ${formatPence(ceilingPence)} or less: the lot’s ceiling`;
}

/** Why so few hours may not be included; undefined where they may. */
function tooFewHours(hours: number, leastHours: number | null): string | undefined {
  return leastHours === null || hours >= leastHours ? undefined : `must be ${leastHours} or more: the lot’s least`;
}

export interface PriceProblem {
  /** The field's name. */
  name: string;
  message: string;
}

/** Ceilings and bounds that prices break: the lot's may have changed since they were written. */
export function brokenLimits(grid: LotGrid, prices: WrittenPrices): PriceProblem[] {
  const levels = levelsOf(grid);
  const points = new Map(grid.points.map((point) => [pointKey(point), point]));
  const problems: PriceProblem[] = [];
  const check = (name: string, label: string, pence: number, ceilingPence: number | null) => {
    const why = overCeiling(pence, ceilingPence);
    if (why) problems.push({ name, message: `${label} ${why}` });
  };
  for (const line of prices.lines) {
    const point = points.get(pointKey(line));
    check(feeName(line), pointLabel(levels, line), line.weeklyPence, point?.ceilingPence ?? null);
  }
  for (const { code, pence } of prices.addOns) {
    const addOn = grid.addOns.find((candidate) => candidate.code === code);
    check(addOnName(code), addOn?.label ?? code, pence, addOn?.ceilingPence ?? null);
  }
  const { includedSupportHours: hours, extraSupportHourPence: hourlyPence } = prices;
  if (hourlyPence !== null) check(HOURLY_RATE, HOURLY_RATE_LABEL, hourlyPence, grid.hourlyCeilingPence);
  const few = hours === null ? undefined : tooFewHours(hours, grid.leastIncludedHours);
  if (few) problems.push({ name: INCLUDED_HOURS, message: `${INCLUDED_HOURS_LABEL} ${few}` });
  for (const limit of grid.adjustments) {
    const given = prices.adjustments.find(
      ({ kind, threshold }) => kind === limit.kind && threshold === limit.threshold,
    );
    const bps = given?.bps ?? 0;
    if (bps >= limit.leastBps && bps <= limit.mostBps) continue;
    problems.push({
      name: adjustmentName(limit),
      message: `${adjustmentLabel({ ...limit, bps })} must be from ${formatBps(limit.leastBps)} to ${formatBps(limit.mostBps)}`,
    });
  }
  return problems;
}

/** All that keeps prices from being submitted. An add-on without a price is one that the provider does not offer. */
export function problemsOf(grid: LotGrid, prices: WrittenPrices): PriceProblem[] {
  const levels = levelsOf(grid);
  const written = new Set(prices.lines.map(pointKey));
  const empty = grid.points
    .filter((point) => !written.has(pointKey(point)))
    .map((point) => ({ name: feeName(point), message: `Enter the weekly fee: ${pointLabel(levels, point)}` }));
  const support =
    grid.model === 'support_hours'
      ? [
          ...(prices.includedSupportHours === null
            ? [{ name: INCLUDED_HOURS, message: 'Enter the hours of support in the fee' }]
            : []),
          ...(prices.extraSupportHourPence === null
            ? [{ name: HOURLY_RATE, message: 'Enter the price of each further hour' }]
            : []),
        ]
      : [];
  const none =
    grid.points.length === 0 ? [{ name: '', message: 'The lot has no price grid yet: its authority sets it' }] : [];
  return [...none, ...empty, ...support, ...brokenLimits(grid, prices)];
}

/** A field of the editor. */
export interface EditorField {
  name: string;
  label: string;
  /** What is typed: pounds, a percentage, a number of hours. */
  typed: 'pounds' | 'percent' | 'hours';
  ceilingPence: number | null;
  hint: string | null;
}

/** The fields beside the grid: add-ons, adjustments, hours of support. */
export function otherFields(grid: LotGrid): EditorField[] {
  const none = { ceilingPence: null, hint: null };
  return [
    ...(grid.model === 'support_hours'
      ? [
          {
            ...{ ...none, name: INCLUDED_HOURS, label: INCLUDED_HOURS_LABEL, typed: 'hours' as const },
            hint: grid.leastIncludedHours === null ? 'A week' : `A week, ${grid.leastIncludedHours} or more`,
          },
          {
            ...{ ...none, name: HOURLY_RATE, label: HOURLY_RATE_LABEL, typed: 'pounds' as const },
            ceilingPence: grid.hourlyCeilingPence,
          },
        ]
      : []),
    ...grid.addOns.map(({ code, label, unit, ceilingPence }) => ({
      ...{ name: addOnName(code), label, typed: 'pounds' as const, ceilingPence },
      hint:
        unit === 'hour'
          ? 'For each hour. Leave empty if you do not offer it'
          : 'A week. Leave empty if you do not offer it',
    })),
    ...grid.adjustments.map(({ kind, threshold, leastBps, mostBps }) => ({
      name: adjustmentName({ kind, threshold }),
      label: adjustmentLabel({ kind, threshold, bps: 0 }),
      ...{ typed: 'percent' as const, ceilingPence: null },
      hint: `From ${formatBps(leastBps)} to ${formatBps(mostBps)} ${kind === 'retainer' ? 'of the weekly price' : 'off the core fee'}`,
    })),
  ];
}

/** What is wrong with an amount as it is typed, in the words of the form's answer; undefined where nothing is, or nothing is typed. */
export function amountProblem(text: string, label: string, ceilingPence: number | null): string | undefined {
  if (text.trim() === '') return undefined;
  const pence = parsePounds(text);
  if (pence === undefined || pence === 0)
    return `${label} must be an amount of money above zero, like 1,250 or 1,250.50`;
  const why = overCeiling(pence, ceilingPence);
  return why && `${label} ${why}`;
}
