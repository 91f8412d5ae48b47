import { encode } from 'uqr';
import { auth, seal, unseal } from '../auth.server.ts';
import { isPasswordOf } from '../domain/accounts/account-password.server.ts';
import type { Person } from '../domain/accounts/actor.ts';
import { LIMITS } from '../domain/accounts/attempt-limits.server.ts';
import { asRecoveryCode, makeRecoveryCodes } from '../domain/accounts/recovery-codes.server.ts';
import {
  disableSecondFactor,
  enableSecondFactor,
  hasRecoveryCode,
  renewRecoveryCodes,
  spendCode,
  tellOfRecoveryCode,
} from '../domain/accounts/second-factor.server.ts';
import { asIdentity } from '../transactions.server.ts';
import { withinLimits } from './attempts.server.ts';
import { callAuth, cookiesOf } from './auth-calls.server.ts';
import { signedCookieOf } from './session-cookie.server.ts';

/** The person whose password was right and whose code is awaited; undefined where that is over, or never began. */
export async function findHalfSignedIn(request: Request): Promise<string | undefined> {
  const { createAuthCookie, internalAdapter } = await auth.$context;
  const challenge = signedCookieOf(request, createAuthCookie('two_factor').name);
  const found = challenge ? await internalAdapter.findVerificationValue(challenge) : null;
  return found && found.expiresAt > new Date() ? found.value : undefined;
}

/** The cookies of the session that a code, or a recovery code, completes; undefined for a wrong one and for too many tries alike. */
export function completeSession(request: Request, userId: string, typed: string): Promise<Headers | undefined> {
  return withinLimits([{ limit: LIMITS.secondFactor, whom: userId }], async () => {
    const code = asCode(typed);
    if (code && !(await asIdentity((db) => spendCode(db, userId, code, unseal)))) return undefined;
    const cookie = await cookieWithoutSession(request);
    const response = code
      ? await callAuth('/two-factor/verify-totp', request, { code }, cookie)
      : await callAuth('/two-factor/verify-backup-code', request, { code: asRecoveryCode(typed) }, cookie);
    if (!response.ok) return undefined;
    if (!code) await asIdentity((db) => tellOfRecoveryCode(db, userId, unseal));
    return cookiesOf(response);
  });
}

/** Somebody who is signed in already completes another's sign-in here: better-auth would take the code for the first one's. */
async function cookieWithoutSession(request: Request): Promise<string> {
  const { authCookies } = await auth.$context;
  const cookies = (request.headers.get('Cookie') ?? '').split(/;\s*/);
  return cookies.filter((cookie) => !cookie.startsWith(`${authCookies.sessionToken.name}=`)).join('; ');
}

/** "123 456" → "123456"; undefined where it is no code of an authenticator. */
function asCode(typed: string): string | undefined {
  const code = typed.replace(/\s/g, '');
  return /^\d{6}$/.test(code) ? code : undefined;
}

/** Whether it is the password of whoever is signed in; false after too many tries as well. */
export async function confirmsPassword({ userId }: Person, password: string): Promise<boolean> {
  const right = await withinLimits([{ limit: LIMITS.password, whom: userId }], async () =>
    (await asIdentity((db) => isPasswordOf(db, userId, password))) ? true : undefined,
  );
  return right === true;
}

export const WRONG_PASSWORD =
  'The password is not right. Check it and try again; after many tries, wait 15 minutes first';

export interface SecretToAdd {
  /** The QR code's dark squares as one SVG path, in a square `size` wide. */
  path: string;
  size: number;
  /** The secret in groups, to type where nothing can be scanned. */
  groups: string;
}

/** Makes a secret for an authenticator app, which counts once a code of it has come back. Undefined where the password is wrong. */
export async function beginSecondFactor(
  request: Request,
  { userId }: Person,
  password: string,
): Promise<SecretToAdd | undefined> {
  const uri = await withinLimits([{ limit: LIMITS.password, whom: userId }], async () => {
    const response = await callAuth('/two-factor/enable', request, { password });
    return response.ok ? ((await response.json()) as { totpURI: string }).totpURI : undefined;
  });
  if (!uri) return undefined;
  const { data, size } = encode(uri, { border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return { path: dark.join(''), size, groups: secret.match(/.{1,4}/g)?.join(' ') ?? '' };
}

/** Turns two-factor on by a code of the new secret; the recovery codes to show once, or undefined where the code is wrong. */
export function confirmSecondFactor(person: Person, typed: string): Promise<string[] | undefined> {
  return withinLimits([{ limit: LIMITS.secondFactor, whom: person.userId }], () =>
    asIdentity(async (db) => {
      const spent = await spendCode(db, person.userId, asCode(typed) ?? '', unseal);
      return spent ? enableSecondFactor(db, person, unseal) : undefined;
    }),
  );
}

/** Turns two-factor off by a code or a recovery code; undefined where that is wrong. `replacing` where another follows at once. */
export function endSecondFactor(person: Person, typed: string, replacing: boolean): Promise<true | undefined> {
  return withinLimits([{ limit: LIMITS.secondFactor, whom: person.userId }], () =>
    asIdentity(async (db) => {
      const code = asCode(typed);
      const right = code
        ? await spendCode(db, person.userId, code, unseal)
        : await hasRecoveryCode(db, person.userId, asRecoveryCode(typed), unseal);
      if (!right) return undefined;
      await disableSecondFactor(db, person, { replacing });
      return true as const;
    }),
  );
}

/** New recovery codes, to be shown once; the old ones count no longer. */
export async function makeNewRecoveryCodes(person: Person): Promise<string[]> {
  const codes = makeRecoveryCodes();
  const sealed = await seal(JSON.stringify(codes));
  await asIdentity((db) => renewRecoveryCodes(db, person, sealed));
  return codes;
}
