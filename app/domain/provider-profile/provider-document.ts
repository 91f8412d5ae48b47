import { daysBetween } from '../../lib/dates.ts';

/** A document that a provider keeps for all its applications; the newest of its kind is current. */
export interface ProviderDocument {
  id: string;
  documentKind: string;
  title: string;
  fileId: string;
  /** The last day on which it is valid; null: it does not expire. */
  expiresOn: string | null;
}

export type DocumentState = 'in_date' | 'expires_soon' | 'expired';

export const DOCUMENT_STATE: Record<DocumentState, { label: string; tone: 'good' | 'warning' | 'bad' }> = {
  in_date: { label: 'In date', tone: 'good' },
  expires_soon: { label: 'Expires within 30 days', tone: 'warning' },
  expired: { label: 'Expired', tone: 'bad' },
};

const SOON_DAYS = 30;

/** Whether a document that is valid to the end of a day still is, on an ISO date. */
export function documentState(expiresOn: string | null, today: string): DocumentState {
  if (expiresOn === null) return 'in_date';
  const days = daysBetween(today, expiresOn);
  if (days < 0) return 'expired';
  return days <= SOON_DAYS ? 'expires_soon' : 'in_date';
}
