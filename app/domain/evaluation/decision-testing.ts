import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { decideApplication, getDecisionDesk } from './decision.server.ts';
import { agree, as, assign, declareNone, type Given, givenApplication, PUBLIC_URL, score, TODAY } from './testing.ts';

// What the tests of decisions begin with.

/** Ann and Ben have scored it 3 and 5 of 5, 6 of 10; agreed are `agreed`. */
export async function givenAgreed(db: Db, ...agreed: (number | boolean)[]) {
  const given = await givenApplication(db);
  const { lead, ann, ben } = given;
  await assign(db, given, [ann.userId, ben.userId]);
  await declareNone(db, lead, given);
  await as(db, ann, (db) => score(db, ann, given, true, 3, 6));
  await as(db, ben, (db) => score(db, ben, given, true, 5, 6));
  await as(db, lead, (db) => agree(db, lead, given, ...(agreed.length > 0 ? agreed : [true, 4, 6])));
  return given;
}

interface Choice {
  outcome?: 'accepted' | 'rejected';
  tier?: number;
  submission?: number;
  version?: string;
  today?: string;
}

export async function decide(db: Db, actor: Actor, { id }: Pick<Given, 'id'>, choice: Choice = {}) {
  const { outcome = 'accepted', tier = 2, submission = 1, today = TODAY } = choice;
  const version = choice.version ?? (await getDecisionDesk(db, actor, { id, today })).version;
  const reason = 'Strong on safety';
  const decision = { id, submission, version, outcome, tier, reason, today, publicUrl: PUBLIC_URL };
  return decideApplication(db, actor, decision);
}

export const statusOf = async (db: Db, { id }: Pick<Given, 'id'>) =>
  (await db.selectFrom('lotApplications').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;

export const admissionOf = (db: Db, { lotId, providerId }: Pick<Given, 'lotId' | 'providerId'>) =>
  db
    .selectFrom('admissions')
    .select(['id', 'status', 'tier', 'admittedOn', 'endedOn', 'applicationId'])
    .where('lotId', '=', lotId)
    .where('providerId', '=', providerId)
    .executeTakeFirstOrThrow();

export const lettersTo = (db: Db, { email }: Actor) =>
  db.selectFrom('emails').select(['subject', 'body']).where('recipient', '=', email).orderBy('id').execute();
