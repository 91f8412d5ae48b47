import { giveBackTries, networkOf, type Try, takeTries } from '../domain/accounts/attempt-limits.server.ts';
import { asIdentity } from '../transactions.server.ts';

/**
 * Makes an attempt where its tries are left, and counts it where it fails: undefined. Too many tries are undefined as well: nobody learns
 * which it was.
 */
export async function withinLimits<T>(
  tries: readonly Try[],
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const taken = await asIdentity((db) => takeTries(db, tries));
  if (!taken) return undefined;
  const outcome = await attempt();
  if (outcome !== undefined) await asIdentity((db) => giveBackTries(db, taken));
  return outcome;
}

/** Counts something that is limited however it ends, such as a mail: false where it is used up. */
export async function mayTry(tries: readonly Try[]): Promise<boolean> {
  return (await asIdentity((db) => takeTries(db, tries))) !== undefined;
}

/** Whom limits by address count: server/proxies.ts writes this header itself. */
export const clientNetworkOf = (request: Request) => networkOf(request.headers.get('x-client-address') ?? '');
