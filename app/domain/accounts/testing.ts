import { hashPassword } from 'better-auth/crypto';
import type { Db } from '#db/client.ts';
import { aMember, aProvider } from '../testing.ts';
import { listSessions } from './account-sessions.server.ts';

export const OLD_PASSWORD = 'the old one 1842';

let made = 0;

/** A manager with a password, and a session in each of two browsers. */
export async function aPerson(db: Db, { password = true } = {}) {
  const organisationId = await aProvider(db);
  const actor = await aMember(db, organisationId, 'provider', 'manager');
  if (password) {
    await db
      .insertInto('accounts')
      .values({
        userId: actor.userId,
        accountId: actor.userId,
        providerId: 'credential',
        password: await hashPassword(OLD_PASSWORD),
      })
      .execute();
  }
  const sessions = await db
    .insertInto('sessions')
    .values(
      [1, 2].map(() => ({ userId: actor.userId, token: `token-${++made}`, expiresAt: new Date(Date.now() + 1e8) })),
    )
    .returning('id')
    .execute();
  const [sessionId = '', otherSessionId = ''] = sessions.map(({ id }) => id);
  return { ...actor, sessionId, otherSessionId, organisationId };
}

export const sessionsOf = async (db: Db, person: { userId: string }) =>
  (await listSessions(db, person)).map(({ id }) => id);

export const eventsOf = async (db: Db, { organisationId }: { organisationId: string }) =>
  (
    await db
      .selectFrom('auditEvents')
      .select(['event', 'userId', 'subjectId'])
      .where('organisationId', '=', organisationId)
      .orderBy('sequence')
      .execute()
  ).map(({ event, userId, subjectId }) => ({ event, itsOwn: userId === subjectId }));

export const mailsTo = async (db: Db, recipient: string) =>
  db.selectFrom('emails').select(['subject', 'body']).where('recipient', '=', recipient).orderBy('id').execute();
