import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { londonDate } from '../../lib/dates.ts';
import { addWorkingDays } from '../../lib/working-days.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { listAnsweredQuestions } from './answered-questions.server.ts';
import { listApplicantDocuments } from './applicant-documents.server.ts';
import { applyForAdmission, withdrawFromAdmission } from './application-admission.server.ts';
import { fillFromProfile, writeAnswers } from './application-answers.server.ts';
import { requireEligible, requireWindow } from './application-checks.server.ts';
import { lockDraft } from './application-commands.server.ts';
import { answersOf, findGaps } from './application-gaps.ts';
import { bankHolidays } from './bank-holidays.server.ts';
import { clockOf } from './evaluation-time.server.ts';
import type { LotApplication } from './lot-application.ts';
import { receiptEmail, reopenedEmail, submittedEmail, withdrawnEmail } from './lot-application-emails.ts';
import { lockOwn } from './lot-application-locks.server.ts';

/** Submits a draft as it was read: the clock begins, and the provider waits for admission. Refused while anything is missing. */
export async function submitLotApplication(
  db: Db,
  actor: Actor,
  input: { id: string; revision: number },
): Promise<{ dueOn: string }> {
  const application = await lockDraft(db, actor, input);
  const { roundId } = await requireWindow(db, application.lotId);
  await requireEligible(db, actor, application);
  const submittedAt = await clockOf(db);
  const submittedOn = londonDate(submittedAt);
  await requireComplete(db, actor, application, submittedOn);
  const dueOn = addWorkingDays(submittedOn, application.evaluationDays, await bankHolidays(db));
  const submission = application.submission + 1;
  await db
    .updateTable('lotApplications')
    .set({
      status: 'submitted',
      submission,
      submittedAt,
      submittedBy: actor.userId,
      dueOn,
      roundId,
      extendedAt: null,
      extensionReason: null,
      revision: application.revision + 1,
      updatedAt: submittedAt,
    })
    .where('id', '=', application.id)
    .execute();
  await applyForAdmission(db, actor, application);
  await tellCommissioners(db, application, submittedEmail(application, dueOn));
  const applicant = { organisationId: application.providerId, roles: ['bids', 'administrator'] as const };
  await queueEmailToMembers(db, applicant, receiptEmail(application, { submittedAt, dueOn }));
  await recordAudit(db, actor, {
    event: 'lot_application.submitted',
    subjectId: application.id,
    before: { status: 'draft' },
    after: { status: 'submitted', submission, dueOn },
  });
  return { dueOn };
}

/** Refuses an application with gaps; one without gets a row for each question, so that it is known later what was asked. */
async function requireComplete(db: Db, actor: Actor, application: LotApplication, today: string): Promise<void> {
  const questions = await listAnsweredQuestions(db, application);
  const documents = await listApplicantDocuments(db, actor, application.systemId);
  const gaps = findGaps(questions, { ...documents, today });
  if (gaps.length > 0) {
    const named = gaps.map(({ what, problem }) => `${what} (${problem})`).join('; ');
    throw new DomainError('conflict', `This application cannot be submitted yet: ${named}`);
  }
  await writeAnswers(db, application, questions, answersOf(questions));
}

/** Takes an application out of the evaluation for good; the authority is told the reason. */
export async function withdrawLotApplication(
  db: Db,
  actor: Actor,
  input: { id: string; reason: string },
): Promise<void> {
  const application = await lockOwn(db, actor, input.id, 'draft', 'submitted');
  if (application.submission === 0) {
    throw new DomainError('conflict', 'This application was never submitted: discard it instead');
  }
  const withdrawnAt = await clockOf(db);
  await db
    .updateTable('lotApplications')
    .set({ status: 'withdrawn', withdrawnAt, withdrawalReason: input.reason, updatedAt: withdrawnAt })
    .where('id', '=', application.id)
    .execute();
  await withdrawFromAdmission(db, actor, application, { reason: input.reason, on: londonDate(withdrawnAt) });
  await tellCommissioners(db, application, withdrawnEmail(application, input.reason));
  await recordAudit(db, actor, {
    event: 'lot_application.withdrawn',
    subjectId: application.id,
    reason: input.reason,
    before: { status: application.status },
    after: { status: 'withdrawn' },
  });
}

/** Makes a submitted application a draft again, until somebody has finished scoring it: the next submission begins the clock anew. */
export async function reopenLotApplication(db: Db, actor: Actor, input: { id: string }): Promise<void> {
  const application = await lockOwn(db, actor, input.id, 'submitted');
  await requireWindow(db, application.lotId);
  if (await isScored(db, application.id)) {
    throw new DomainError('conflict', 'Scoring of this application has begun: it cannot be changed any more');
  }
  const reopenedAt = await clockOf(db);
  await db
    .updateTable('lotApplications')
    .set({ status: 'draft', dueOn: null, revision: application.revision + 1, updatedAt: reopenedAt })
    .where('id', '=', application.id)
    .execute();
  const draft = { ...application, status: 'draft' as const };
  await fillFromProfile(db, actor, draft, londonDate(reopenedAt));
  await tellCommissioners(db, application, reopenedEmail(application));
  await recordAudit(db, actor, {
    event: 'lot_application.reopened',
    subjectId: application.id,
    before: { status: 'submitted', dueOn: application.dueOn },
    after: { status: 'draft' },
  });
}

/** Whether somebody has finished scoring the provider's own application as it was last submitted. */
export async function isScored(db: Db, applicationId: string): Promise<boolean> {
  const { rows } = await sql<{ scored: boolean }>`
    select own_application_is_scored(${applicationId}::uuid) as scored
  `.execute(db);
  return rows[0]?.scored ?? false;
}

const tellCommissioners = (db: Db, { leadAuthorityId }: LotApplication, email: { subject: string; text: string }) =>
  queueEmailToMembers(db, { organisationId: leadAuthorityId, roles: ['commissioner'] }, email);
