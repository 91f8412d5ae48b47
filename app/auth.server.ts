import { betterAuth } from 'better-auth';
import { config } from './config.server.ts';
import { pool } from './db.server.ts';

const camelToSnake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const fields = <Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, camelToSnake(name)])) as Record<Name, string>;

const SIGN_IN_TRIES = { window: 60, max: 100 };

/**
 * Sign-in and sessions, on the tables of our own migration. It is given the pool, so that it builds a Kysely of its own: ours renames
 * columns, and it would rename them twice.
 */
export const auth = betterAuth({
  appName: 'Sufficiency Market',
  baseURL: config.publicUrl,
  secret: config.authSecret,
  database: pool,
  emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
  rateLimit: { enabled: true, customRules: { '/sign-in/email': SIGN_IN_TRIES } },
  advanced: {
    database: { generateId: false },
    cookiePrefix: 'sufficiency-market',
    // Set by server/web.ts on every request.
    ipAddress: { ipAddressHeaders: ['x-client-address'] },
  },
  telemetry: { enabled: false },
  user: { modelName: 'users', fields: fields('emailVerified', 'createdAt', 'updatedAt') },
  session: {
    modelName: 'sessions',
    fields: fields('userId', 'expiresAt', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt'),
  },
  account: {
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
});
