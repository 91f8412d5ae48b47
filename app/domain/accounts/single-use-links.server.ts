import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/client.ts';

/** What a link that was mailed is for, and for how long. */
export const LINKS = {
  resetPassword: { name: 'reset-password', hours: 1 },
  changeEmail: { name: 'change-email', hours: 24 },
} as const;

type Kind = (typeof LINKS)[keyof typeof LINKS];

const SECRET_BYTES = 32;

/** Makes a link's secret that stands for `value`. The database keeps a digest: who reads it there cannot use it. */
export async function makeLink(db: Db, kind: Kind, value: string): Promise<string> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const expiresAt = sql<Date>`clock_timestamp() + make_interval(hours => ${kind.hours})`;
  await db
    .insertInto('verifications')
    .values({ identifier: identifierOf(kind, secret), value, expiresAt })
    .execute();
  return secret;
}

/** What the secret stands for, while it does. */
export async function findLink(db: Db, kind: Kind, secret: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('verifications')
    .select('value')
    .where('identifier', '=', identifierOf(kind, secret))
    .where('expiresAt', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return found?.value;
}

/** What the secret stands for, once: of two uses at the same moment one gets it. */
export async function spendLink(db: Db, kind: Kind, secret: string): Promise<string | undefined> {
  const used = await db
    .deleteFrom('verifications')
    .where('identifier', '=', identifierOf(kind, secret))
    .returning(['value', sql<boolean>`expires_at > clock_timestamp()`.as('isOpen')])
    .executeTakeFirst();
  return used?.isOpen ? used.value : undefined;
}

/** No other link of that kind stands for `value` from now on. */
export async function withdrawLinks(db: Db, kind: Kind, value: string): Promise<void> {
  await db
    .deleteFrom('verifications')
    .where('identifier', 'like', `${kind.name}:%`)
    .where('value', '=', value)
    .execute();
}

const identifierOf = ({ name }: Kind, secret: string) => `${name}:${createHash('sha256').update(secret).digest('hex')}`;
