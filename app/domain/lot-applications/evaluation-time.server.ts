import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { londonDate } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { bankHolidays } from './bank-holidays.server.ts';
import { decisionDueOn, pauseFor } from './evaluation-clock.ts';
import { extendedEmail } from './lot-application-emails.ts';
import { lockForEvaluation } from './lot-application-locks.server.ts';

/** The database's clock: one for every server of the portal. */
export async function clockOf(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  if (!rows[0]) throw new Error('The database gave no time');
  return rows[0].now;
}

/**
 * Sets the last day for the decision anew, from the submission, an extension and the clarifications asked since: after each of them.
 * Returns it, ISO; of an application that is not being evaluated it stays as it is.
 */
export async function refreshDueOn(db: Db, applicationId: string): Promise<string | null> {
  const application = await db
    .selectFrom('lotApplications')
    .innerJoin('lots', 'lots.id', 'lotApplications.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .select([
      'lotApplications.status',
      'submittedAt',
      'dueOn',
      'extendedAt',
      'evaluationDays',
      'extendedEvaluationDays',
    ])
    .where('lotApplications.id', '=', applicationId)
    .executeTakeFirstOrThrow();
  const { submittedAt, extendedAt, evaluationDays, extendedEvaluationDays } = application;
  if (application.status !== 'submitted' || !submittedAt) return application.dueOn;
  const questions = await db
    .selectFrom('applicationClarifications')
    .select(['askedAt', 'answerDueOn', 'answeredAt'])
    .where('applicationId', '=', applicationId)
    .where('askedAt', '>=', submittedAt)
    .orderBy('askedAt')
    .orderBy('id')
    .execute();
  const clock = {
    submittedOn: londonDate(submittedAt),
    days: extendedAt ? extendedEvaluationDays : evaluationDays,
    pauses: questions.map(pauseFor),
  };
  const dueOn = decisionDueOn(clock, await bankHolidays(db));
  await db.updateTable('lotApplications').set({ dueOn }).where('id', '=', applicationId).execute();
  return dueOn;
}

/** Gives the evaluation its longer time, once, before the shorter one is up; the provider is told the reason. */
export async function extendTime(
  db: Db,
  actor: Actor,
  input: { applicationId: string; reason: string },
): Promise<{ dueOn: string }> {
  const application = await lockForEvaluation(db, actor, input.applicationId);
  const { extendedEvaluationDays: days } = application;
  if (application.extendedAt) throw new DomainError('conflict', 'The time for this application is extended already');
  if (days <= application.evaluationDays) {
    throw new DomainError('conflict', 'This purchasing system has no longer time to extend to');
  }
  const now = await clockOf(db);
  if (application.dueOn && londonDate(now) > application.dueOn) {
    throw new DomainError('conflict', 'The time was up already: it can be extended only before that');
  }
  await db
    .updateTable('lotApplications')
    .set({ extendedAt: now, extensionReason: input.reason })
    .where('id', '=', application.id)
    .execute();
  const dueOn = (await refreshDueOn(db, application.id)) ?? '';
  await queueEmailToMembers(
    db,
    { organisationId: application.providerId, roles: ['bids', 'administrator'] },
    extendedEmail(application, { days, dueOn, reason: input.reason }),
  );
  await recordAudit(db, actor, {
    event: 'lot_application.extended',
    subjectId: application.id,
    reason: input.reason,
    before: { dueOn: application.dueOn },
    after: { dueOn, days },
  });
  return { dueOn };
}
