/** From worst to best, of each scale of Ofsted's. */
const SCALES = [
  ['inadequate', 'requires_improvement', 'good', 'outstanding'],
  ['serious_weaknesses', 'inconsistent', 'consistently_strong'],
];

export type Trend = 'none' | 'first' | 'better' | 'same' | 'worse';

export const TREND_LABELS: Record<Trend, string> = {
  none: 'Not yet inspected',
  first: 'First judgement',
  better: 'Better than before',
  same: 'Same as before',
  worse: 'Worse than before',
};

/** A judgement against the one before it; on another scale it is the first of its own. */
export function trendOf(latest: string | undefined, previous: string | undefined): Trend {
  if (latest === undefined) return 'none';
  const scale = SCALES.find((judgements) => judgements.includes(latest));
  if (previous === undefined || !scale?.includes(previous)) return 'first';
  const change = scale.indexOf(latest) - scale.indexOf(previous);
  if (change === 0) return 'same';
  return change > 0 ? 'better' : 'worse';
}

/** "5 of 6 (83%)", rounded once, half up; never 100% or 0% of what is not all or none. "None" of none. */
export function sayShare(part: number, whole: number): string {
  if (whole === 0) return 'None';
  const percent = Math.round((part / whole) * 100);
  const shown = part === whole || part === 0 ? percent : Math.min(99, Math.max(1, percent));
  return `${part.toLocaleString('en-GB')} of ${whole.toLocaleString('en-GB')} (${shown}%)`;
}

/** The middle one; of an even number the mean of the two in the middle, rounded down. Undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return lower === undefined || upper === undefined ? undefined : Math.floor((lower + upper) / 2);
}

export type DocumentState = 'in_date' | 'expires_soon' | 'expired';

export const DOCUMENT_STATE_LABELS: Record<DocumentState, string> = {
  in_date: 'In date',
  expires_soon: 'Expires within 30 days',
  expired: 'Expired',
};

/** `expiresOn` is the last day on which it is valid, null where it never expires; `soon` is the day 30 days after `today`, all ISO. */
export function documentState(
  expiresOn: string | null,
  { today, soon }: { today: string; soon: string },
): DocumentState {
  if (expiresOn === null || expiresOn > soon) return 'in_date';
  return expiresOn < today ? 'expired' : 'expires_soon';
}
