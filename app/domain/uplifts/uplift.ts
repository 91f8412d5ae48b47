import { type LotGrid, MOST_OCCUPANCY, type WrittenPrices } from '../price-schedules/lot-grid.ts';
import { pointKey } from '../price-schedules/price-point.ts';
import type { PriceLine, SchedulePrices } from '../price-schedules/quote.ts';

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

interface LineRaise {
  level: string;
  ageFrom: number;
  occupancyFrom: number;
  pence: number;
}

/** Weekly fees as they are told line by line; what is not told stays, and so do add-ons and the hourly rate. */
export function pricesByLine(prices: WrittenPrices, raises: readonly LineRaise[]): WrittenPrices {
  const told = new Map(raises.map((line) => [pointKey(line), line.pence]));
  return {
    ...prices,
    lines: prices.lines.map((line) => ({ ...line, weeklyPence: told.get(pointKey(line)) ?? line.weeklyPence })),
  };
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
