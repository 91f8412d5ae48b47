import { LIMITS } from '../domain/accounts/attempt-limits.server.ts';
import { clientNetworkOf, withinLimits } from './attempts.server.ts';
import { callAuth, cookiesOf } from './auth-calls.server.ts';

export interface Started {
  headers: Headers;
  /** The password was right; a code has to follow, at /sign-in/second-factor. */
  needsCode: boolean;
}

/** The cookies of a session, or of one half begun; undefined for a wrong password, no such account and too many tries alike. */
export function startSession(
  request: Request,
  credentials: { email: string; password: string },
): Promise<Started | undefined> {
  const tries = [
    { limit: LIMITS.signInByAccount, whom: credentials.email },
    { limit: LIMITS.signInByAddress, whom: clientNetworkOf(request) },
  ];
  return withinLimits(tries, async () => {
    const { email, password } = credentials;
    // It hashes the password for an account that there is not as well: both take as long.
    const response = await callAuth('/sign-in/email', request, { email, password });
    if (!response.ok) return undefined;
    const { twoFactorRedirect } = (await response.json()) as { twoFactorRedirect?: boolean };
    return { headers: cookiesOf(response), needsCode: twoFactorRedirect === true };
  });
}

export async function endSession(request: Request): Promise<Headers> {
  return cookiesOf(await callAuth('/sign-out', request, {}));
}
