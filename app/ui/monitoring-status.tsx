import {
  ACTION_STATUS_LABELS,
  type ActionStatus,
  OVERALL_LABELS,
  type Overall,
} from '../domain/monitoring/monitoring-visit.ts';
import { StatusTag, type Tone } from './status-tag.tsx';

const OVERALL_TONES: Record<Overall, Tone> = { good: 'good', some_concerns: 'warning', serious_concerns: 'bad' };

/** How a visit was overall; a draft may not say so yet. */
export function OverallTag({ overall }: { overall: Overall | null }) {
  if (!overall) return 'Not said yet';
  return <StatusTag tone={OVERALL_TONES[overall]}>{OVERALL_LABELS[overall]}</StatusTag>;
}

const ACTION_TONES: Record<ActionStatus, Tone> = {
  closed: 'neutral',
  reported: 'accent',
  overdue: 'bad',
  open: 'warning',
};

export function ActionStatusTag({ status }: { status: ActionStatus }) {
  return <StatusTag tone={ACTION_TONES[status]}>{ACTION_STATUS_LABELS[status]}</StatusTag>;
}

/** Whether a notification came in the time that is expected. */
export function InTimeTag({ late }: { late: boolean }) {
  return late ? <StatusTag tone="bad">Late</StatusTag> : <StatusTag tone="good">In time</StatusTag>;
}
