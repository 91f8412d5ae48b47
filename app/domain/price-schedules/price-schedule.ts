import { type PriceLevel, type PriceLine, priceLevelLabel } from './quote.ts';

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

const ORDER: PriceLevel[] = ['standard', 'enhanced', 'complex', 'parent_and_child', 'core', 'therapeutic', 'solo'];

export interface GridRow {
  level: PriceLevel;
  label: string;
  ages: string;
  ageFrom: number;
  weeklyPence: number;
  /** The line for the same level and ages before; null where there was none. */
  earlierPence: number | null;
}

/** A schedule's lines in the order people read them, each beside the price it followed. */
export function priceGrid(lines: readonly PriceLine[], earlier: readonly PriceLine[] = []): GridRow[] {
  return lines
    .map((line) => ({
      level: line.level,
      label: priceLevelLabel(line.level),
      ages: `${line.ageFrom} to ${line.ageTo}`,
      ageFrom: line.ageFrom,
      weeklyPence: line.weeklyPence,
      earlierPence:
        earlier.find((before) => before.level === line.level && before.ageFrom === line.ageFrom)?.weeklyPence ?? null,
    }))
    .sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level) || a.ageFrom - b.ageFrom);
}
