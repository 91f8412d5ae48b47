import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { londonDate } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import type { Answers } from '../selection-questions/selection-question.ts';
import { listAnsweredQuestions } from './answered-questions.server.ts';
import { fillFromProfile, keepInProfile, writeAnswers } from './application-answers.server.ts';
import { getLotToJoin, listObstacles, requireWindow } from './application-checks.server.ts';
import { clockOf } from './evaluation-time.server.ts';
import type { LotApplication } from './lot-application.ts';
import { lockOwn } from './lot-application-locks.server.ts';
import { canWriteLotApplication } from './lot-application-policy.ts';
import { getLotApplicationHead } from './lot-applications.server.ts';

export function requireApplicant(actor: Actor): void {
  if (!canWriteLotApplication(actor, { providerId: actor.organisationId })) {
    throw new DomainError('forbidden', 'Bid managers and administrators of a provider apply to lots');
  }
}

/** Begins a draft, filled from the provider's profile. The same form sent again gives the same draft. */
export async function startLotApplication(
  db: Db,
  actor: Actor,
  input: { lotId: string; key: string },
): Promise<{ id: string }> {
  requireApplicant(actor);
  const { key, lotId } = input;
  const id = await createOnce(db, actor, { key, payload: { lotId } }, () => insertDraft(db, actor, lotId));
  return { id };
}

async function insertDraft(db: Db, actor: Actor, lotId: string): Promise<string> {
  const lot = await getLotToJoin(db, lotId);
  const [obstacle] = await listObstacles(db, actor, lot);
  if (obstacle) throw new DomainError('conflict', obstacle);
  const { roundId } = await requireWindow(db, lotId);
  const inserted = await db
    .insertInto('lotApplications')
    .values({ lotId, providerId: actor.organisationId, roundId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw new DomainError('conflict', 'You have begun an application to this lot already');
  const application = await getLotApplicationHead(db, actor, inserted.id);
  const filled = await fillFromProfile(db, actor, application, londonDate(await clockOf(db)));
  await recordAudit(db, actor, {
    event: 'lot_application.created',
    subjectId: inserted.id,
    after: { lotId, roundId, answersFromProfile: filled },
  });
  return inserted.id;
}

/** Keeps what is answered so far; refused where somebody has saved it since the form was filled. */
export async function saveLotApplication(
  db: Db,
  actor: Actor,
  input: { id: string; revision: number; answers: Answers; keepInProfile: boolean },
): Promise<{ revision: number }> {
  const application = await lockDraft(db, actor, input);
  const questions = await listAnsweredQuestions(db, application);
  await writeAnswers(db, application, questions, input.answers);
  if (input.keepInProfile) await keepInProfile(db, actor, questions, input.answers);
  return { revision: await nextRevision(db, actor, application, { keptInProfile: input.keepInProfile }) };
}

/** Fills what is missing from the profile, which has grown since the draft was begun; returns how many answers that gave. */
export async function fillLotApplication(db: Db, actor: Actor, input: { id: string }): Promise<{ filled: number }> {
  const application = await lockOwn(db, actor, input.id, 'draft');
  const filled = await fillFromProfile(db, actor, application, londonDate(await clockOf(db)));
  if (filled > 0) await nextRevision(db, actor, application, { answersFromProfile: filled });
  return { filled };
}

/** Deletes a draft that was never submitted: nobody else has seen it. */
export async function discardLotApplication(db: Db, actor: Actor, input: { id: string }): Promise<void> {
  const application = await lockOwn(db, actor, input.id, 'draft');
  if (application.submission > 0) {
    throw new DomainError('conflict', 'This application was submitted before: withdraw it, with a reason');
  }
  await db.deleteFrom('lotApplications').where('id', '=', application.id).execute();
  await recordAudit(db, actor, {
    event: 'lot_application.withdrawn',
    subjectId: application.id,
    before: { status: 'draft', lotId: application.lotId },
    after: { status: 'discarded' },
  });
}

/** The draft as the actor read it, held until the transaction ends. */
export async function lockDraft(
  db: Db,
  actor: Actor,
  input: { id: string; revision: number },
): Promise<LotApplication> {
  const application = await lockOwn(db, actor, input.id, 'draft');
  if (application.revision !== input.revision) {
    throw new DomainError('conflict', 'Somebody has saved a newer version of this application since you opened it');
  }
  return application;
}

async function nextRevision(
  db: Db,
  actor: Actor,
  { id, revision }: LotApplication,
  after: Record<string, boolean | number>,
): Promise<number> {
  await db
    .updateTable('lotApplications')
    .set({ revision: revision + 1, updatedAt: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
  await recordAudit(db, actor, {
    event: 'lot_application.saved',
    subjectId: id,
    before: { revision },
    after: { revision: revision + 1, ...after },
  });
  return revision + 1;
}
