import { TOKEN_SCOPES, type Token } from './actor.ts';

export type TokenScope = Token['scopes'][number];

export const SCOPE_LABELS: Record<TokenScope, string> = { read: 'Read', write: 'Change' };

/** What a token may do, as people read it: "Read and change". */
export const sayScopes = (scopes: readonly string[]): string => {
  const labels = TOKEN_SCOPES.filter((scope) => scopes.includes(scope)).map((scope) => SCOPE_LABELS[scope]);
  return labels.map((label, index) => (index === 0 ? label : label.toLowerCase())).join(' and ');
};

/** Days that a token works. */
export const TOKEN_LIFETIMES = ['30', '90', '365'] as const;

/** How many tokens that work one person may have in one organisation. */
export const MOST_LIVE_TOKENS = 20;

/** `inactive`: its person no longer acts for the organisation. */
export type TokenState = 'live' | 'expired' | 'revoked' | 'inactive';

export const TOKEN_STATE_LABELS: Record<TokenState, string> = {
  live: 'Works',
  expired: 'Expired',
  revoked: 'Revoked',
  inactive: 'Person deactivated',
};

interface TokenDates {
  expiresAt: Date;
  revokedAt: Date | null;
  /** When its person was deactivated, if they were. */
  deactivatedAt: Date | null;
}

export function tokenState({ expiresAt, revokedAt, deactivatedAt }: TokenDates, now: Date): TokenState {
  if (revokedAt) return 'revoked';
  if (expiresAt <= now) return 'expired';
  return deactivatedAt ? 'inactive' : 'live';
}
