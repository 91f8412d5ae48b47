import { formatAges, ordinal } from '../../lib/phrases.ts';
import { levelsOf } from './price-levels.ts';
import { pointKey } from './price-point.ts';
import type { PriceAdjustment, PriceLine, SchedulePrices } from './quote.ts';

const STATUS_LABELS: Record<string, string> = {
  draft: 'Draft',
  submitted: 'Submitted',
  approved: 'Approved',
  rejected: 'Rejected',
  superseded: 'Superseded',
};

export const priceScheduleStatusLabel = (status: string): string => STATUS_LABELS[status] ?? status;

export interface SchedulePeriod {
  status: string;
  /** Half-open, ISO dates; null: no end is known. */
  validFrom: string;
  validUntil: string | null;
}

/** Whether the prices are charged on a day. */
export function isInForce(schedule: SchedulePeriod, on: string): boolean {
  const charged = schedule.status === 'approved' || schedule.status === 'superseded';
  return charged && schedule.validFrom <= on && (schedule.validUntil === null || on < schedule.validUntil);
}

export interface GridRow {
  /** Unique in its schedule. */
  key: string;
  level: string;
  label: string;
  ages: string;
  /** Children that the home is registered for; null where any number. */
  occupancy: string | null;
  ageFrom: number;
  occupancyFrom: number;
  weeklyPence: number;
  /** The line for the same level, ages and occupancy before; null where there was none. */
  earlierPence: number | null;
}

const ANY_OCCUPANCY = { occupancyFrom: 1, occupancyTo: 99 };

/** A schedule's lines in the order people read them, each beside the price it followed. */
export function priceGrid(prices: SchedulePrices, earlier: readonly PriceLine[] = []): GridRow[] {
  const levels = levelsOf(prices);
  const place = (code: string) => levels.findIndex((level) => level.code === code);
  const before = new Map(earlier.map((line) => [pointKey(line), line.weeklyPence]));
  return prices.lines
    .map((given) => ({ ...ANY_OCCUPANCY, ...given }))
    .map((line) => ({
      key: pointKey(line),
      level: line.level,
      label: levels[place(line.level)]?.label ?? line.level,
      ages: formatAges(line.ageFrom, line.ageTo),
      occupancy:
        line.occupancyTo >= ANY_OCCUPANCY.occupancyTo && line.occupancyFrom <= 1
          ? null
          : formatAges(line.occupancyFrom, line.occupancyTo),
      ageFrom: line.ageFrom,
      occupancyFrom: line.occupancyFrom,
      weeklyPence: line.weeklyPence,
      earlierPence: before.get(pointKey(line)) ?? null,
    }))
    .sort((a, b) => place(a.level) - place(b.level) || a.ageFrom - b.ageFrom || a.occupancyFrom - b.occupancyFrom);
}

/** "2nd child placed together": when an adjustment holds. */
export function adjustmentLabel({ kind, threshold }: PriceAdjustment): string {
  if (kind === 'sibling') return `From the ${ordinal(threshold)} child placed together`;
  if (kind === 'long_term') return `After ${threshold} weeks`;
  return kind === 'volume' ? `After ${threshold} placements in the system` : 'While a place is kept and empty';
}

/** "5% off the core fee": what an adjustment does to the price. */
export const adjustmentShare = ({ kind, bps }: PriceAdjustment): string =>
  kind === 'retainer' ? `${bps / 100}% of the weekly price` : `${bps / 100}% off the core fee`;
