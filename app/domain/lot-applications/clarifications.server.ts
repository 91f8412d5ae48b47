import type { Db } from '#db/client.ts';
import { formatDate, londonDate } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { type AnswerDays, answerDaysFrom, isAnswerDay } from './answer-days.ts';
import { bankHolidays } from './bank-holidays.server.ts';
import { clockOf, refreshDueOn } from './evaluation-time.server.ts';
import type { Clarification, FullLotApplication, LotApplication } from './lot-application.ts';
import { answeredEmail, askedEmail } from './lot-application-emails.ts';
import { lockForEvaluation, lockOwn } from './lot-application-locks.server.ts';
import { getLotApplicationToWrite } from './lot-applications.server.ts';

/** The days by which an answer may be asked for, of a question asked now. */
export async function listAnswerDays(
  db: Db,
  { clarificationDays }: Pick<LotApplication, 'clarificationDays'>,
): Promise<AnswerDays> {
  return answerDaysFrom(londonDate(await clockOf(db)), clarificationDays, await bankHolidays(db));
}

/** Asks the provider about its application: the clock stands until it answers, at the longest to the end of the day it is given. */
export async function askClarification(
  db: Db,
  actor: Actor,
  input: { applicationId: string; question: string; answerDueOn: string },
): Promise<{ id: string; dueOn: string }> {
  const application = await lockForEvaluation(db, actor, input.applicationId);
  const { answerDueOn } = input;
  const days = await listAnswerDays(db, application);
  if (!isAnswerDay(answerDueOn, days)) {
    const between = `from ${formatDate(days.earliest)} to ${formatDate(days.latest)}`;
    throw new DomainError('conflict', `The date to answer by must be ${between}`);
  }
  const { id } = await db
    .insertInto('applicationClarifications')
    .values({
      applicationId: application.id,
      providerId: application.providerId,
      question: input.question,
      askedAt: await clockOf(db),
      askedBy: actor.userId,
      answerDueOn,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const dueOn = (await refreshDueOn(db, application.id)) ?? '';
  await queueEmailToMembers(
    db,
    { organisationId: application.providerId, roles: ['bids', 'administrator'] },
    askedEmail(application, input.question, answerDueOn),
  );
  await recordAudit(db, actor, {
    event: 'lot_application.clarification_asked',
    subjectId: application.id,
    before: { dueOn: application.dueOn },
    after: { clarificationId: id, answerDueOn, dueOn },
  });
  return { id, dueOn };
}

/** Answers it once, in time or late: from the day of the answer, and at the latest from the day it was due, the clock goes on. */
export async function answerClarification(
  db: Db,
  actor: Actor,
  input: { applicationId: string; clarificationId: string; answer: string },
): Promise<{ dueOn: string }> {
  const application = await lockOwn(db, actor, input.applicationId, 'submitted');
  const clarification = await db
    .selectFrom('applicationClarifications')
    .select(['answeredAt'])
    .where('applicationId', '=', application.id)
    .where('id', '=', input.clarificationId)
    .executeTakeFirst();
  if (!clarification) throw new DomainError('not-found', 'Question not found');
  if (clarification.answeredAt) throw new DomainError('conflict', 'This question is answered already');
  await db
    .updateTable('applicationClarifications')
    .set({ answer: input.answer, answeredAt: await clockOf(db), answeredBy: actor.userId })
    .where('id', '=', input.clarificationId)
    .execute();
  const dueOn = (await refreshDueOn(db, application.id)) ?? '';
  await queueEmailToMembers(
    db,
    { organisationId: application.leadAuthorityId, roles: ['commissioner'] },
    answeredEmail(application, dueOn),
  );
  await recordAudit(db, actor, {
    event: 'lot_application.clarification_answered',
    subjectId: application.id,
    before: { dueOn: application.dueOn },
    after: { clarificationId: input.clarificationId, dueOn },
  });
  return { dueOn };
}

/** A question about the provider's own application, for those who answer it. */
export async function getClarification(
  db: Db,
  actor: Actor,
  input: { applicationId: string; clarificationId: string },
): Promise<{ application: FullLotApplication; clarification: Clarification }> {
  const application = await getLotApplicationToWrite(db, actor, input.applicationId);
  const clarification = application.clarifications.find(({ id }) => id === input.clarificationId);
  if (!clarification) throw new DomainError('not-found', 'Question not found');
  return { application, clarification };
}
