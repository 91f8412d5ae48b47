import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { bankHolidays } from '../lot-applications/bank-holidays.server.ts';
import { workingDaysLate } from '../lot-applications/time-left.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { statusOn } from '../purchasing-systems/system-status-now.server.ts';
import { type AgreedMark, type EvaluationStage, type JudgedQuestion, stageOf } from './evaluation.ts';
import { closedBecause, type Evaluation, getDeclaredEvaluation, lockUndecided } from './evaluation-access.server.ts';
import { acceptedEmail, rejectedEmail } from './evaluation-emails.ts';
import { listEvaluators } from './evaluators.server.ts';
import { listJudgedQuestions } from './judged-questions.server.ts';
import { getAgreement } from './moderation.server.ts';
import { scoreTotal } from './score-total.ts';

export interface JudgedAnswer extends JudgedQuestion {
  agreed: AgreedMark;
}

export interface DecisionDesk {
  evaluation: Evaluation;
  answers: JudgedAnswer[];
  /** Of the agreement that the decision rests on. */
  version: string;
  /** Out of 100, in hundredths; null where nothing is scored. */
  total: number | null;
  /** Whether an answer that has to pass does not. */
  fails: boolean;
  /** Why it cannot be decided now; null where it can. */
  blocked: string | null;
  /** Whether the purchasing system is over: nobody is admitted any more. */
  hasEnded: boolean;
}

const BEFORE: Record<EvaluationStage, string | null> = {
  to_assign: 'Nobody has scored this application yet',
  being_scored: 'The evaluators have not all finished scoring',
  to_moderate: 'The scores are not agreed yet',
  to_decide: null,
};

/** What a decision rests on, for whoever has declared their interests. `today` is London's date, ISO. */
export async function getDecisionDesk(
  db: Db,
  actor: Actor,
  { id, today }: { id: string; today: string },
): Promise<DecisionDesk> {
  const evaluation = await getDeclaredEvaluation(db, actor, id);
  const questions = await listJudgedQuestions(db, id);
  const { marks, version } = await getAgreement(db, evaluation);
  const evaluators = (await listEvaluators(db, evaluation)).filter(({ scores }) => scores);
  const answers = judgedAnswers(questions, marks);
  const stage = stageOf({ evaluators, judged: questions.length, agreed: answers.length });
  const blocked = closedBecause(evaluation) ?? (await waitsForAnswer(db, evaluation, today)) ?? BEFORE[stage];
  const hasEnded = await isOver(db, evaluation, today);
  return { evaluation, answers, version, ...outcomeOf(answers), blocked, hasEnded };
}

async function isOver(db: Db, { systemId }: Evaluation, today: string): Promise<boolean> {
  const { status } = await db
    .selectFrom('purchasingSystems')
    .select(statusOn(sql`${today}::date`).as('status'))
    .where('id', '=', systemId)
    .executeTakeFirstOrThrow();
  return status === 'ended';
}

export const judgedAnswers = (questions: readonly JudgedQuestion[], marks: readonly AgreedMark[]): JudgedAnswer[] =>
  questions.flatMap((question) => {
    const agreed = marks.find(({ questionId }) => questionId === question.id);
    return agreed ? [{ ...question, agreed }] : [];
  });

export function outcomeOf(answers: readonly JudgedAnswer[]): { total: number | null; fails: boolean } {
  const scored = answers.flatMap(({ weight, mostScore, agreed: { score } }) =>
    weight !== null && mostScore !== null && score !== null ? [{ weight, mostScore, score }] : [],
  );
  return { total: scoreTotal(scored), fails: answers.some(({ agreed }) => agreed.passes === false) };
}

async function waitsForAnswer(db: Db, { id, submittedAt }: Evaluation, today: string): Promise<string | null> {
  const waiting = await db
    .selectFrom('applicationClarifications')
    .select('id')
    .where('applicationId', '=', id)
    .where('askedAt', '>=', submittedAt)
    .where('answeredAt', 'is', null)
    .where('answerDueOn', '>=', today)
    .limit(1)
    .executeTakeFirst();
  return waiting ? 'The provider may still answer a clarification' : null;
}

export interface Decision {
  id: string;
  submission: number;
  version: string;
  outcome: 'accepted' | 'rejected';
  /** Of an acceptance. */
  tier: number | null;
  reason: string;
  /** London's date, ISO. */
  today: string;
  publicUrl: string;
}

/** Accepts the provider into a tier of the lot, or rejects its application; tells it so by e-mail, with the reasons. */
export async function decideApplication(db: Db, actor: Actor, decision: Decision): Promise<void> {
  const { id, submission, version, outcome, reason, today } = decision;
  await lockUndecided(db, actor, { id, submission });
  const desk = await getDecisionDesk(db, actor, { id, today });
  if (desk.blocked) throw new DomainError('conflict', desk.blocked);
  if (desk.version !== version) {
    throw new DomainError('conflict', 'Somebody has agreed other scores since you opened this page');
  }
  const { evaluation, total, fails } = desk;
  const tier = outcome === 'accepted' ? decision.tier : null;
  if (outcome === 'accepted') {
    if (desk.hasEnded)
      throw new DomainError('conflict', 'This purchasing system has ended: the application can only be rejected');
    if (fails)
      throw new DomainError('conflict', 'An answer that has to pass does not: the application can only be rejected');
    if (tier === null || tier < 1 || tier > evaluation.tiers)
      throw new DomainError('conflict', 'The lot has no such tier');
  }
  await db
    .updateTable('lotApplications')
    .set({
      status: outcome,
      tier,
      decisionReason: reason,
      decidedAt: sql<Date>`clock_timestamp()`,
      decidedBy: actor.userId,
      updatedAt: sql<Date>`clock_timestamp()`,
    })
    .where('id', '=', id)
    .execute();
  const { admissionId, held } = await changeAdmission(db, actor, { ...evaluation, tier, reason, today });
  await tellProvider(db, actor, evaluation, { ...decision, tier, held });
  await recordAudit(db, actor, {
    event: 'lot_application.decided',
    subjectId: id,
    reason,
    before: { status: 'submitted' },
    after: {
      status: outcome,
      provider: evaluation.providerName,
      ...(tier !== null && { tier }),
      submission,
      ...(total !== null && { totalHundredths: total }),
      dueOn: evaluation.dueOn,
      decidedOn: today,
      workingDaysLate: workingDaysLate(evaluation.dueOn, today, await bankHolidays(db)),
    },
  });
  if (tier !== null) {
    await recordAudit(db, actor, {
      event: 'admission.admitted',
      subjectId: admissionId,
      reason,
      after: { provider: evaluation.providerName, tier, admittedOn: today, servicesHeld: held },
    });
  }
}

interface AdmissionChange extends Evaluation {
  /** Null: rejected. */
  tier: number | null;
  reason: string;
  today: string;
}

/** The admission follows the application; holds that the lot's rule asks for come with it. */
async function changeAdmission(db: Db, actor: Actor, { id, lotId, providerId, tier, reason, today }: AdmissionChange) {
  const to =
    tier === null
      ? { status: 'ended', admittedOn: null, endedOn: today, applicationId: id }
      : { status: 'active', admittedOn: today, endedOn: null, applicationId: id, tier };
  const { id: admissionId } = await db
    .insertInto('admissions')
    .values({ lotId, providerId, ...to })
    .onConflict((conflict) =>
      conflict.columns(['lotId', 'providerId']).doUpdateSet({ ...to, suspension: null, suspendedOn: null }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('admissionChanges')
    .values({
      admissionId,
      providerId,
      change: tier === null ? 'refused' : 'admitted',
      reason,
      tier,
      changedBy: actor.userId,
      changedAt: sql<Date>`clock_timestamp()`,
    })
    .execute();
  const { rows } = await sql`select place_admission_holds(null, ${admissionId}::uuid)`.execute(db);
  return { admissionId, held: rows.length };
}

async function tellProvider(
  db: Db,
  actor: Actor,
  evaluation: Evaluation,
  { tier, held, reason, publicUrl }: Decision & { held: number },
): Promise<void> {
  const outcomeUrl = new URL(`/lot-applications/${evaluation.id}/outcome`, publicUrl).href;
  const decided = { ...evaluation, authorityName: actor.organisationName, reason, outcomeUrl };
  await queueEmailToMembers(
    db,
    { organisationId: evaluation.providerId, roles: ['bids', 'administrator', 'manager'] },
    tier === null
      ? rejectedEmail(decided)
      : acceptedEmail({ ...decided, tier: evaluation.tiers > 1 ? tier : null, held }),
  );
}
