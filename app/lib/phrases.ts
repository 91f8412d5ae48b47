import { daysBetween, londonDate } from './dates.ts';

/** "5 to 10", or "16" where both are the same. */
export const formatAges = (from: number, to: number): string => (from === to ? String(from) : `${from} to ${to}`);

/** How many calendar days ago an instant was, in London: "today", "yesterday", "5 days ago". */
export function daysAgo(instant: Date, now: Date): string {
  const days = daysBetween(londonDate(instant), londonDate(now));
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** "1 place", "3 places". */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

const ORDINAL_ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en-GB', { type: 'ordinal' });

/** 1 → "1st", 12 → "12th". */
export const ordinal = (count: number): string => `${count}${ORDINAL_ENDINGS[ordinals.select(count)] ?? 'th'}`;
