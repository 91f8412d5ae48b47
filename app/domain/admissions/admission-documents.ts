import { daysBetween } from '../../lib/dates.ts';

export type DocumentState = 'in_order' | 'expires_soon' | 'expired' | 'missing';

export const DOCUMENT_STATES: Record<DocumentState, { label: string; tone: 'good' | 'warning' | 'bad' }> = {
  in_order: { label: 'In order', tone: 'good' },
  expires_soon: { label: 'Expires soon', tone: 'warning' },
  expired: { label: 'Expired', tone: 'bad' },
  missing: { label: 'Missing', tone: 'bad' },
};

const WORST_FIRST: readonly DocumentState[] = ['expired', 'missing', 'expires_soon', 'in_order'];

export interface KeptDocument {
  documentKind: string;
  /** The last day on which it is valid, ISO; null: it does not expire. */
  expiresOn: string | null;
  /** Another took its place. */
  replaced: boolean;
}

/** From the day on which a document is required anew, for those who are in the system already. */
export const DAYS_OF_NOTICE = 28;

const FIRST_WARNING_DAYS = 30;
const SECOND_WARNING_DAYS = 7;

/** How a provider stands with one kind of document on a day, and the last day of what it has. */
export function documentStateOf(
  documents: readonly KeptDocument[],
  kind: string,
  today: string,
): { state: DocumentState; expiresOn: string | null } {
  const ofKind = documents.filter(({ documentKind }) => documentKind === kind);
  const valid = ofKind.filter(({ replaced, expiresOn }) => !replaced && (expiresOn === null || expiresOn >= today));
  if (valid.some(({ expiresOn }) => expiresOn === null)) return { state: 'in_order', expiresOn: null };
  const until = latest(valid);
  if (until !== null) {
    const soon = daysBetween(today, until) <= FIRST_WARNING_DAYS;
    return { state: soon ? 'expires_soon' : 'in_order', expiresOn: until };
  }
  const expiredOn = latest(ofKind.filter(({ expiresOn }) => expiresOn !== null && expiresOn < today));
  return { state: expiredOn === null ? 'missing' : 'expired', expiresOn: expiredOn };
}

/**
 * The last day on which an admission does without a document in date: that of its requirement, or, where it is later, that of the document
 * there was last. On the day after, a rule that suspends does.
 */
export const dueBy = ({ dueOn, expiredOn }: { dueOn: string; expiredOn: string | null }): string =>
  expiredOn !== null && expiredOn > dueOn ? expiredOn : dueOn;

const latest = (documents: readonly KeptDocument[]): string | null =>
  documents.reduce<string | null>(
    (last, { expiresOn }) => (expiresOn !== null && (last === null || expiresOn > last) ? expiresOn : last),
    null,
  );

/** The worst of several; null where there are none. */
export const worstOf = (states: readonly DocumentState[]): DocumentState | null =>
  WORST_FIRST.find((state) => states.includes(state)) ?? null;

/**
 * Which word is due on a document: to its provider a month before its last day and a week before, to the authorities that ask for it on
 * that day. Each is given once, on the day or on the first one after it that somebody looks; `warnedOn` is the day of the last one.
 */
export function warningDue(
  { expiresOn, warnedOn }: { expiresOn: string; warnedOn: string | null },
  today: string,
): 'month' | 'week' | 'expiry' | null {
  const left = daysBetween(today, expiresOn);
  const leftWhenWarned = warnedOn === null ? Number.POSITIVE_INFINITY : daysBetween(warnedOn, expiresOn);
  const isDue = (days: number) => left <= days && leftWhenWarned > days;
  if (left <= 0) return isDue(0) ? 'expiry' : null;
  if (left <= SECOND_WARNING_DAYS) return isDue(SECOND_WARNING_DAYS) ? 'week' : null;
  return isDue(FIRST_WARNING_DAYS) ? 'month' : null;
}

export const WARNED_FROM_DAYS = FIRST_WARNING_DAYS;
