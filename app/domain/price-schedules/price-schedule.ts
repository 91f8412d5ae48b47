import { ordinal } from '../../lib/phrases.ts';
import type { PriceAdjustment } from './quote.ts';

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

/** "2nd child placed together": when an adjustment holds. */
export function adjustmentLabel({ kind, threshold }: PriceAdjustment): string {
  if (kind === 'sibling') return `From the ${ordinal(threshold)} child placed together`;
  if (kind === 'long_term') return `After ${threshold} weeks`;
  return kind === 'volume' ? `After ${threshold} placements in the system` : 'While a place is kept and empty';
}
