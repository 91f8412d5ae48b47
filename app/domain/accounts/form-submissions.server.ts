import { createHash } from 'node:crypto';
import type { Db } from '#db/client.ts';
import { DomainError } from '../errors.ts';
import type { Actor } from './actor.ts';

interface Submission {
  /** The uuid that the form carried. */
  key: string;
  /** What was typed, parsed. */
  payload: unknown;
}

// Seen by nobody: the same transaction puts the real one in its place.
const NOT_YET = '00000000-0000-0000-0000-000000000000';

/**
 * Creates what a form asks for once, however often it is sent. The same form again gives the id of what it made; the form with another
 * content is refused, since the person believes that they have made two things.
 */
export async function createOnce(
  db: Db,
  actor: Actor,
  submission: Submission,
  create: () => Promise<string>,
): Promise<string> {
  const payloadHash = createHash('sha256').update(JSON.stringify(submission.payload)).digest('hex');
  const created = await db
    .insertInto('formSubmissions')
    .values({ organisationId: actor.organisationId, key: submission.key, payloadHash, subjectId: NOT_YET })
    .onConflict((conflict) => conflict.columns(['organisationId', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (created) {
    const subjectId = await create();
    await db
      .updateTable('formSubmissions')
      .set({ subjectId })
      .where('organisationId', '=', actor.organisationId)
      .where('key', '=', submission.key)
      .execute();
    return subjectId;
  }
  const earlier = await db
    .selectFrom('formSubmissions')
    .select(['payloadHash', 'subjectId'])
    .where('organisationId', '=', actor.organisationId)
    .where('key', '=', submission.key)
    .executeTakeFirstOrThrow();
  if (earlier.payloadHash !== payloadHash) {
    throw new DomainError('conflict', 'This form was already used. Send it again if you want a second one.');
  }
  return earlier.subjectId;
}
