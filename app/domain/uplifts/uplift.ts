import {
  addOnName,
  feeName,
  HOURLY_RATE,
  type LotGrid,
  MOST_OCCUPANCY,
  type WrittenPrices,
} from '../price-schedules/lot-grid.ts';
import { pointKey } from '../price-schedules/price-point.ts';
import { brokenLimits } from '../price-schedules/price-values.ts';
import type { PriceLine, SchedulePrices } from '../price-schedules/quote.ts';
import { formatUpliftDay } from '../purchasing-systems/uplift-day.ts';

const STATUS_LABELS: Record<string, string> = {
  submitted: 'Waiting for a decision',
  withdrawn: 'Withdrawn',
  accepted: 'Accepted',
  accepted_in_part: 'Accepted in part',
  refused: 'Refused',
};

export const upliftStatusLabel = (status: string): string => STATUS_LABELS[status] ?? status;

const BPS = 10_000;

/** Pence with so many basis points on them, rounded half up to the penny, price by price. Source: docs/price-schedules.md. */
export const raisedPence = (pence: number, bps: number): number => Math.floor((pence * (BPS + bps) + BPS / 2) / BPS);

/** Every price raised: weekly fees, add-ons and the hourly rate. Adjustments and hours included in the fee stay. */
export function raisedPrices(prices: WrittenPrices, bps: number): WrittenPrices {
  return {
    ...prices,
    lines: prices.lines.map((line) => ({ ...line, weeklyPence: raisedPence(line.weeklyPence, bps) })),
    addOns: prices.addOns.map(({ code, pence }) => ({ code, pence: raisedPence(pence, bps) })),
    extraSupportHourPence:
      prices.extraSupportHourPence === null ? null : raisedPence(prices.extraSupportHourPence, bps),
  };
}

/** One price that an uplift may raise, as a row of uplift_lines has it. */
export interface UpliftLine {
  kind: 'fee' | 'add_on' | 'hourly_rate';
  /** Of a fee the level, of an add-on its own; the hourly rate has none. */
  code: string;
  ageFrom: number;
  occupancyFrom: number;
  pence: number;
}

const FOR_ALL = { ageFrom: 0, occupancyFrom: 1 };

/** Every price that an uplift may raise. */
export function upliftLines({ lines, addOns, extraSupportHourPence }: WrittenPrices): UpliftLine[] {
  return [
    ...lines.map(({ level, ageFrom, occupancyFrom, weeklyPence }) => ({
      ...{ kind: 'fee' as const, code: level, ageFrom, occupancyFrom },
      pence: weeklyPence,
    })),
    ...addOns.map(({ code, pence }) => ({ ...FOR_ALL, kind: 'add_on' as const, code, pence })),
    ...(extraSupportHourPence === null
      ? []
      : [{ ...FOR_ALL, kind: 'hourly_rate' as const, code: '', pence: extraSupportHourPence }]),
  ];
}

/** The name of its field, as in the editor of a schedule. */
export function upliftField({ kind, code, ageFrom, occupancyFrom }: Omit<UpliftLine, 'pence'>): string {
  if (kind === 'fee') return feeName({ level: code, ageFrom, occupancyFrom });
  return kind === 'add_on' ? addOnName(code) : HOURLY_RATE;
}

/** Pence of every price that an uplift may raise, by the name of its field. */
export const penceByField = (prices: WrittenPrices): Record<string, number> =>
  Object.fromEntries(upliftLines(prices).map((line) => [upliftField(line), line.pence]));

/** Prices as they are told line by line; what is not told stays. Nothing is added that was not offered. */
export function pricesByLine(prices: WrittenPrices, raises: readonly UpliftLine[]): WrittenPrices {
  const told = new Map(raises.map((line) => [upliftField(line), line.pence]));
  return {
    ...prices,
    lines: prices.lines.map((line) => ({ ...line, weeklyPence: told.get(feeName(line)) ?? line.weeklyPence })),
    addOns: prices.addOns.map(({ code, pence }) => ({ code, pence: told.get(addOnName(code)) ?? pence })),
    extraSupportHourPence:
      prices.extraSupportHourPence === null ? null : (told.get(HOURLY_RATE) ?? prices.extraSupportHourPence),
  };
}

/** Why raised prices may not be asked; undefined where they may. What no uplift touches counts for nothing. */
export function raiseProblem(grid: LotGrid, prices: WrittenPrices): string | undefined {
  const raised = penceByField(prices);
  return brokenLimits(grid, prices).find(({ name }) => name in raised)?.message;
}

/** No price above the one that was asked. */
export function atMost(prices: WrittenPrices, asked: WrittenPrices): WrittenPrices {
  const fees = new Map(asked.lines.map((line) => [pointKey(line), line.weeklyPence]));
  const addOns = new Map(asked.addOns.map(({ code, pence }) => [code, pence]));
  const least = (pence: number, most: number | null | undefined) => Math.min(pence, most ?? pence);
  return {
    ...prices,
    lines: prices.lines.map((line) => ({ ...line, weeklyPence: least(line.weeklyPence, fees.get(pointKey(line))) })),
    addOns: prices.addOns.map(({ code, pence }) => ({ code, pence: least(pence, addOns.get(code)) })),
    extraSupportHourPence:
      prices.extraSupportHourPence === null ? null : least(prices.extraSupportHourPence, asked.extraSupportHourPence),
  };
}

/** A schedule with other prices, to be quoted from. */
export function withPrices(schedule: SchedulePrices, written: WrittenPrices): SchedulePrices {
  const pence = new Map(written.addOns.map((addOn) => [addOn.code, addOn.pence]));
  return {
    ...schedule,
    lines: written.lines,
    addOns: schedule.addOns.map((addOn) => ({ ...addOn, pence: pence.get(addOn.code) ?? addOn.pence })),
    extraSupportHourPence: written.extraSupportHourPence,
  };
}

/**
 * Why an uplift may not start then; undefined where it may. A lot may name the one day of the year on which they start: two never start on
 * the same day, so that there is one a year.
 */
export function upliftDayProblem(monthDay: string | null, from: string): string | undefined {
  if (monthDay === null || from.slice(5) === monthDay) return undefined;
  return `Enter ${formatUpliftDay(monthDay)} of a year: uplifts in this lot start on that day, one a year`;
}

/** The grid of a schedule's own lines, with the ceilings that its lot has now. */
export function gridOfLines(lot: LotGrid, lines: readonly PriceLine[]): LotGrid {
  const ceilings = new Map(lot.points.map((point) => [pointKey(point), point.ceilingPence]));
  return {
    ...lot,
    points: lines
      .map((line) => ({ occupancyFrom: 1, occupancyTo: MOST_OCCUPANCY, ...line }))
      .map(({ weeklyPence: _, ...point }) => ({ ...point, ceilingPence: ceilings.get(pointKey(point)) ?? null })),
  };
}

export const samePrices = (a: WrittenPrices, b: WrittenPrices): boolean =>
  JSON.stringify([a.lines, a.addOns, a.extraSupportHourPence]) ===
  JSON.stringify([b.lines, b.addOns, b.extraSupportHourPence]);
