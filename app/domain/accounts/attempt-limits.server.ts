import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { Db } from '#db/client.ts';

/** How many tries of one kind count against one subject. */
export interface Limit {
  name: string;
  most: number;
  /** 60 at most: older tries are forgotten. */
  minutes: number;
}

/** OWASP ASVS 5.0.0, 6.3.1. A try counts from before it is made; one that succeeds is given back. */
export const LIMITS = {
  signInByAccount: { name: 'account', most: 10, minutes: 15 },
  signInByAddress: { name: 'address', most: 50, minutes: 15 },
  /** Codes of an authenticator and recovery codes. */
  secondFactor: { name: 'second-factor', most: 10, minutes: 15 },
  /** The password, asked again of whoever is signed in. */
  password: { name: 'password', most: 10, minutes: 15 },
  resetByAccount: { name: 'reset-account', most: 5, minutes: 60 },
  resetByAddress: { name: 'reset-address', most: 20, minutes: 60 },
  emailChange: { name: 'email-change', most: 5, minutes: 60 },
  /** Enough for an office behind one address, too few to fill the operators' list or somebody's mailbox. */
  applicationByAddress: { name: 'application-address', most: 10, minutes: 60 },
  applicationByEmail: { name: 'application-email', most: 3, minutes: 60 },
} as const satisfies Record<string, Limit>;

export interface Try {
  limit: Limit;
  /** An account's e-mail address, a person's id, or what `networkOf` says. */
  whom: string;
}

/** No limit looks further back. */
const OLDEST_KEPT_MINUTES = 60;
const SWEPT_AT_ONCE = 50;

/** Rows of tries that were taken. */
export type Taken = readonly string[];

/**
 * Takes one try of each kind, or none where one of them is used up: then undefined. Whoever tries at the same moment waits, so parallel
 * tries stay within the limits; commit before the try itself is made. In a transaction of asIdentity.
 */
export async function takeTries(db: Db, tries: readonly Try[]): Promise<Taken | undefined> {
  const subjects = tries
    .map(({ limit, whom }) => ({ subject: subjectOf(limit, whom), ...limit }))
    // Always in the same order: two that wait for each other would wait forever.
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const each = sql`unnest(${subjects.map(({ subject }) => subject)}::text[], ${subjects.map(({ most }) => most)}::int[],
    ${subjects.map(({ minutes }) => minutes)}::int[]) as each (subject, most, minutes)`;
  await sql`select pg_advisory_xact_lock(hashtextextended(subject, 0)) from ${each}`.execute(db);
  // A statement of its own: it sees what the lock was waiting for.
  const { rows: usedUp } = await sql`
    select subject from ${each}
    where most <= (
      select count(*) from sign_in_attempts earlier
      where earlier.subject = each.subject and earlier.attempted_at > clock_timestamp() - make_interval(mins => minutes))
  `.execute(db);
  if (usedUp.length > 0) return undefined;
  await sweep(db);
  const rows = await db
    .insertInto('signInAttempts')
    .values(subjects.map(({ subject }) => ({ subject })))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** After a success: its own tries count no longer. */
export async function giveBackTries(db: Db, taken: Taken): Promise<void> {
  if (taken.length > 0) await db.deleteFrom('signInAttempts').where('id', 'in', taken).execute();
}

/** Rows that no limit looks at go, the oldest first: ids are in the order of time. */
async function sweep(db: Db): Promise<void> {
  await sql`
    delete from sign_in_attempts where id in (
      select id from sign_in_attempts where attempted_at < clock_timestamp() - make_interval(mins => ${OLDEST_KEPT_MINUTES})
      order by id limit ${SWEPT_AT_ONCE} for update skip locked)
  `.execute(db);
}

const subjectOf = ({ name }: Limit, whom: string) =>
  `${name}:${createHash('sha256').update(whom.toLowerCase()).digest('hex')}`;

/** Whom an address stands for: itself, or of IPv6 the /64, which one household has the whole of. */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(plain) ?? [];
  if (isIPv4(mapped ?? plain)) return mapped ?? plain;
  if (!isIPv6(plain)) return 'unknown';
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  // A last part in dots stands for two groups; the first four are what counts.
  const given = groups.length + after.length + (plain.includes('.') ? 1 : 0);
  const all = tail === undefined ? groups : [...groups, ...Array.from({ length: 8 - given }, () => '0'), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
