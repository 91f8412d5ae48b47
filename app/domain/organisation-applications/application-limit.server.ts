import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/client.ts';

/** Applications an hour: enough for an office behind one address, too few to fill the queue or somebody's mailbox. */
const MOST_BY_ADDRESS = 10;
const MOST_BY_EMAIL = 3;

/** False where this network address, or this applicant, has applied too often within the hour. Takes a transaction of asIdentity. */
export async function takeApplicationTry(db: Db, by: { address: string; email: string }): Promise<boolean> {
  const limits = [
    { subject: subjectOf('application-address', by.address), most: MOST_BY_ADDRESS },
    { subject: subjectOf('application-email', by.email), most: MOST_BY_EMAIL },
  ];
  for (const { subject, most } of limits) {
    // Two at the same moment would both find room for one.
    await sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))`.execute(db);
    const { made } = await db
      .selectFrom('signInAttempts')
      .select(({ fn }) => fn.countAll<number>().as('made'))
      .where('subject', '=', subject)
      .where('attemptedAt', '>', sql<Date>`clock_timestamp() - interval '1 hour'`)
      .executeTakeFirstOrThrow();
    if (made >= most) return false;
  }
  await db
    .insertInto('signInAttempts')
    .values(limits.map(({ subject }) => ({ subject })))
    .execute();
  return true;
}

const subjectOf = (limit: string, whom: string) => `${limit}:${createHash('sha256').update(whom).digest('hex')}`;
