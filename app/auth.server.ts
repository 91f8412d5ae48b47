import { betterAuth } from 'better-auth';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { twoFactor } from 'better-auth/plugins';
import { config } from './config.server.ts';
import { identityPool } from './db.server.ts';
import { LEAST_PASSWORD, MOST_PASSWORD_UNITS } from './domain/accounts/password-rules.server.ts';
import { makeRecoveryCodes } from './domain/accounts/recovery-codes.server.ts';
import { log, tellFault, withoutSecrets } from './log.server.ts';
import { singleSignOn, singleSignOnAccount, singleSignOnHooks, validateSingleSignOn } from './single-sign-on.server.ts';

const camelToSnake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const fields = <Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, camelToSnake(name)])) as Record<Name, string>;

/** It says a wrong password as an error, and who tried beside it: an error's own text is all that is kept of what it says beside. */
function tell(_level: string, message: string, ...beside: unknown[]) {
  const fault = beside.find((thing) => thing instanceof Error);
  if (fault) tellFault(fault, { part: 'accounts' });
  else log.info({ part: 'accounts' }, withoutSecrets(message));
}

const WEEK_SECONDS = 7 * 24 * 60 * 60;

/**
 * Sign-in and sessions, on the tables of our own migration. It is given the pool, so that it builds a Kysely of its own: ours renames
 * columns, and it would rename them twice.
 */
export const auth = betterAuth({
  appName: 'Sufficiency Market',
  baseURL: config.publicUrl,
  secret: config.authSecret,
  database: identityPool,
  // Its length is in UTF-16 units; passwordIssue counts characters.
  emailAndPassword: {
    enabled: true,
    disableSignUp: true,
    minPasswordLength: LEAST_PASSWORD,
    maxPasswordLength: MOST_PASSWORD_UNITS,
  },
  // Ours are in the database: its own counts in memory, and by address alone.
  rateLimit: { enabled: false },
  advanced: {
    database: { generateId: false },
    // Its own secure names begin __Secure-; ours begin __Host-, so that no other site of the domain can set them.
    useSecureCookies: false,
    cookiePrefix: `${config.cookiePrefix}sufficiency-market`,
    defaultCookieAttributes: { secure: config.isSecure },
    // Set by server/web.ts on every request.
    ipAddress: { ipAddressHeaders: ['x-client-address'] },
  },
  telemetry: { enabled: false },
  logger: { log: tell },
  // A fault goes on to us; left to itself it prints the whole of it. A refusal is an answer all the same.
  onAPIError: { throw: true },
  user: {
    modelName: 'users',
    fields: fields('emailVerified', 'createdAt', 'updatedAt'),
    validateUserInfo: validateSingleSignOn,
  },
  session: {
    modelName: 'sessions',
    fields: fields('userId', 'expiresAt', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt'),
    additionalFields: {
      organisationId: { type: 'string', required: false, input: false, fieldName: 'organisation_id' },
      signedInBy: { type: 'string', required: false, input: false, fieldName: 'signed_in_by' },
    },
    // A week at most, however busy; begin_visit ends an idle one sooner.
    expiresIn: WEEK_SECONDS,
    disableSessionRefresh: true,
  },
  account: {
    ...singleSignOnAccount,
    modelName: 'accounts',
    fields: fields(
      'userId',
      'accountId',
      'providerId',
      'accessToken',
      'refreshToken',
      'idToken',
      'accessTokenExpiresAt',
      'refreshTokenExpiresAt',
      'createdAt',
      'updatedAt',
    ),
  },
  verification: { modelName: 'verifications', fields: fields('expiresAt', 'createdAt', 'updatedAt') },
  databaseHooks: singleSignOnHooks,
  plugins: [
    singleSignOn(),
    twoFactor({
      issuer: 'Sufficiency Market',
      // Ours counts these tries as well.
      accountLockout: { enabled: false },
      backupCodeOptions: { customBackupCodesGenerate: makeRecoveryCodes },
      schema: {
        user: { fields: fields('twoFactorEnabled') },
        twoFactor: {
          modelName: 'two_factors',
          fields: fields('userId', 'backupCodes', 'failedVerificationCount', 'lockedUntil'),
        },
      },
    }),
  ],
});

/** Seals a secret of a second factor as better-auth does, and opens what it has sealed. */
export async function seal(text: string): Promise<string> {
  return symmetricEncrypt({ key: (await auth.$context).secretConfig, data: text });
}

export async function unseal(sealed: string): Promise<string> {
  return symmetricDecrypt({ key: (await auth.$context).secretConfig, data: sealed });
}
