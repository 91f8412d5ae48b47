import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { DomainError } from '../errors.ts';
import type { Person } from './actor.ts';
import { recordForMember } from './member-events.server.ts';

export interface OpenSession {
  id: string;
  userAgent: string | null;
  ipAddress: string | null;
  signedInBy: string;
  startedAt: Date;
  /** To within five minutes: begin_visit writes it no more often. */
  lastSeenAt: Date;
}

const MOST_LISTED = 100;

/** A person's sessions that are open, the last seen first. In asIdentity, as everything here. */
export function listSessions(db: Db, { userId }: Pick<Person, 'userId'>): Promise<OpenSession[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'userAgent', 'ipAddress', 'signedInBy', 'createdAt as startedAt', 'updatedAt as lastSeenAt'])
    .where('userId', '=', userId)
    .where('expiresAt', '>', sql<Date>`now()`)
    .where('updatedAt', '>', sql<Date>`now() - interval '12 hours'`)
    .orderBy('updatedAt', 'desc')
    .orderBy('id')
    .limit(MOST_LISTED)
    .execute();
}

/** Ends one session of the person's own. */
export async function endSession(db: Db, { userId }: Pick<Person, 'userId'>, sessionId: string): Promise<void> {
  const ended = await db
    .deleteFrom('sessions')
    .where('id', '=', sessionId)
    .where('userId', '=', userId)
    .returning('id')
    .executeTakeFirst();
  if (!ended) throw new DomainError('not-found', 'Session not found: it may have ended already');
  await recordForMember(db, userId, { event: 'account.sessions_ended', after: { count: 1 } });
}

/** Signs the person out everywhere. */
export async function endEverySession(db: Db, { userId }: Pick<Person, 'userId'>): Promise<void> {
  const count = await endSessionsBut(db, userId);
  await recordForMember(db, userId, { event: 'account.sessions_ended', after: { count } });
}

/** Ends a person's sessions, all but `kept`, with a change that other browsers have to sign in again for. Returns how many. */
export async function endSessionsBut(db: Db, userId: string, kept?: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('userId', '=', userId)
    .$if(kept !== undefined, (query) => query.where('id', '!=', kept ?? ''))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
