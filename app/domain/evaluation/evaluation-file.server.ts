import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { listSubmittedAnswers } from '../lot-applications/answered-questions.server.ts';
import { bankHolidays } from '../lot-applications/bank-holidays.server.ts';
import { listClarifications } from '../lot-applications/lot-applications.server.ts';
import { awaitedUntil, timeLeft } from '../lot-applications/time-left.ts';
import { accommodationByCode } from '../services/accommodation.ts';
import { type EvaluationStage, stageOf } from './evaluation.ts';
import { type Evaluation, getEvaluation } from './evaluation-access.server.ts';
import { listEvaluators } from './evaluators.server.ts';
import { listJudgedQuestions } from './judged-questions.server.ts';
import { getAgreement } from './moderation.server.ts';

const MOST_ROWS = 200;

/**
 * All that a commissioner reads of an application. `answers` and `clarifications` are null for whoever has not declared their interests
 * yet. `today` is London's date, ISO.
 */
export async function getEvaluationFile(db: Db, actor: Actor, { id, today }: { id: string; today: string }) {
  const evaluation = await getEvaluation(db, actor, id);
  const evaluators = await listEvaluators(db, evaluation);
  const own = evaluators.find(({ userId, scores }) => userId === actor.userId && scores);
  const { declared, evaluationDays, extendedEvaluationDays } = evaluation;
  const clarifications = await listClarifications(db, id);
  const answerDueOn = awaitedUntil(clarifications, evaluation.submittedAt, today);
  const undecided = evaluation.status === 'submitted';
  return {
    ...evaluation,
    evaluators,
    own: own ?? null,
    answers: declared ? await listSubmittedAnswers(db, evaluation) : null,
    clarifications: declared ? clarifications : null,
    answerDueOn,
    left: undecided ? timeLeft({ dueOn: evaluation.dueOn, answerDueOn }, today, await bankHolidays(db)) : null,
    canExtend:
      undecided && !evaluation.extendedAt && extendedEvaluationDays > evaluationDays && today <= evaluation.dueOn,
    stage: undecided ? await stageNow(db, evaluation, evaluators) : null,
    services: await listServicesOf(db, evaluation),
    admissions: await listOtherAdmissions(db, actor, evaluation),
  };
}

export type EvaluationFile = Awaited<ReturnType<typeof getEvaluationFile>>;

async function stageNow(
  db: Db,
  evaluation: Evaluation,
  evaluators: readonly { scores: boolean; finished: boolean }[],
): Promise<EvaluationStage> {
  const judged = await listJudgedQuestions(db, evaluation.id);
  const { marks } = await getAgreement(db, evaluation);
  return stageOf({
    evaluators: evaluators.filter(({ scores }) => scores),
    judged: judged.length,
    agreed: marks.length,
  });
}

/** What Ofsted publishes of the provider's services of the lot's kind. */
async function listServicesOf(db: Db, { providerId, accommodationType }: Evaluation) {
  const rows = await db
    .selectFrom('services')
    .innerJoin('localAuthorityAreas', 'localAuthorityAreas.onsCode', 'services.areaOnsCode')
    .select([
      'services.id',
      'services.urn',
      'services.accommodationType',
      'services.registrationStatus',
      'services.registeredPlaces',
      'localAuthorityAreas.name as areaName',
    ])
    .select((eb) =>
      eb
        .selectFrom('judgements')
        .select('judgements.judgement')
        .whereRef('judgements.serviceId', '=', 'services.id')
        .orderBy('judgements.inspectedOn', 'desc')
        .limit(1)
        .as('judgement'),
    )
    .where('services.providerId', '=', providerId)
    .orderBy((eb) => eb('services.accommodationType', '!=', accommodationType))
    .orderBy('services.accommodationType')
    .orderBy('services.urn')
    .limit(MOST_ROWS)
    .execute();
  return rows.map((row) => ({ ...row, kind: accommodationByCode(row.accommodationType).label }));
}

/** Where else the provider is admitted, in systems that the actor's authority leads or buys from. */
function listOtherAdmissions(db: Db, actor: Actor, { providerId, lotId }: Evaluation) {
  return db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .select([
      'admissions.id',
      'admissions.status',
      'admissions.tier',
      'admissions.admittedOn',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.tiers',
      'purchasingSystems.title as systemTitle',
    ])
    .where('admissions.providerId', '=', providerId)
    .where('admissions.lotId', '!=', lotId)
    .where('admissions.admittedOn', 'is not', null)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('purchasingSystems.leadAuthorityId', '=', actor.organisationId),
        exists(
          selectFrom('purchasingSystemMembers')
            .select('authorityId')
            .whereRef('purchasingSystemMembers.systemId', '=', 'purchasingSystems.id')
            .where('authorityId', '=', actor.organisationId),
        ),
      ]),
    )
    .orderBy('purchasingSystems.title')
    .orderBy('lots.number')
    .orderBy('admissions.id')
    .limit(MOST_ROWS)
    .execute();
}
