import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { type JudgedAnswer, judgedAnswers, outcomeOf } from './decision.server.ts';
import { listJudgedQuestions } from './judged-questions.server.ts';
import { getAgreement } from './moderation.server.ts';

/** What the provider reads of its own application: what was agreed of it and why, never who gave which score. */
export async function getOutcome(db: Db, actor: Actor, id: string) {
  const row = await db
    .selectFrom('lotApplications')
    .innerJoin('lots', 'lots.id', 'lotApplications.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations as leads', 'leads.id', 'purchasingSystems.leadAuthorityId')
    .select([
      'lotApplications.id',
      'lotApplications.status',
      'lotApplications.submission',
      'lotApplications.dueOn',
      'lotApplications.decidedAt',
      'lotApplications.tier',
      'lotApplications.decisionReason',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.tiers',
      'purchasingSystems.id as systemId',
      'purchasingSystems.title as systemTitle',
      'leads.name as authorityName',
    ])
    .where('lotApplications.id', '=', id)
    .where('lotApplications.providerId', '=', actor.organisationId)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Application not found');
  const { submission, ...application } = row;
  const answers: JudgedAnswer[] = application.decidedAt
    ? judgedAnswers(await listJudgedQuestions(db, id), (await getAgreement(db, { id, submission })).marks)
    : [];
  return { ...application, answers, total: outcomeOf(answers).total };
}
