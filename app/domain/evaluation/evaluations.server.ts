import { type SqlBool, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import { londonDate } from '../../lib/dates.ts';
import { lastPage } from '../../lib/paging.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { bankHolidays } from '../lot-applications/bank-holidays.server.ts';
import { type TimeLeft, timeLeft, workingDaysLate } from '../lot-applications/time-left.ts';
import { type EvaluationStage, stageOf } from './evaluation.ts';
import { IS_SCORING, selectEvaluations, WAS_ASKED } from './evaluation-access.server.ts';
import { canSeeEvaluations } from './evaluation-policy.ts';

const MOST_WAITING = 500;
const PAGE_SIZE = 20;

export interface EvaluationFilter {
  /** A purchasing system or one of its lots. */
  of: string | null;
  /** Of what was decided. */
  page: number;
  pageSize?: number;
  /** London's date, ISO. */
  today: string;
}

export interface WaitingEvaluation {
  id: string;
  providerName: string;
  lotNumber: number;
  lotTitle: string;
  systemTitle: string;
  submittedAt: Date;
  dueOn: string;
  left: TimeLeft;
  stage: EvaluationStage;
  evaluators: { name: string; finished: boolean }[];
}

/** The work list: what waits for a decision, the least time left first, and what was decided, the newest first. */
export async function listEvaluations(db: Db, actor: Actor, filter: EvaluationFilter) {
  requireEvaluations(actor);
  const holidays = await bankHolidays(db);
  const waiting = await selectWaiting(db, actor, filter);
  return {
    waiting: waiting.map(
      ({ answerDueOn, judged, agreed, ...row }): WaitingEvaluation => ({
        ...row,
        left: timeLeft({ dueOn: row.dueOn, answerDueOn }, filter.today, holidays),
        stage: stageOf({ evaluators: row.evaluators, judged, agreed }),
      }),
    ),
    decided: await listDecided(db, actor, filter, holidays),
    lots: await listLedLots(db, actor),
  };
}

function requireEvaluations(actor: Actor): void {
  if (!canSeeEvaluations(actor))
    throw new DomainError('forbidden', 'These pages are for commissioners of an authority');
}

const inChosen = (of: string) => sql<SqlBool>`${of}::uuid in (lots.id, lots.system_id)`;

async function selectWaiting(db: Db, actor: Actor, { of, today }: EvaluationFilter) {
  const rows = await selectEvaluations(db, actor)
    .select([
      'lotApplications.id',
      'providers.name as providerName',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'purchasingSystems.title as systemTitle',
      'lotApplications.submittedAt',
      'lotApplications.dueOn',
    ])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('applicationEvaluators')
          .innerJoin('users', 'users.id', 'applicationEvaluators.userId')
          .select([
            'users.name',
            sql<boolean>`coalesce(finished_submission = lot_applications.submission, false)`.as('finished'),
          ])
          .whereRef('applicationEvaluators.applicationId', '=', 'lotApplications.id')
          .where(IS_SCORING)
          .orderBy('users.name')
          .orderBy('users.id'),
      ).as('evaluators'),
      eb
        .selectFrom('selectionQuestions')
        .select((count) => count.fn.countAll<number>().as('judged'))
        .whereRef('selectionQuestions.systemId', '=', 'lots.systemId')
        .where('selectionQuestions.assessment', '!=', 'information')
        .where(WAS_ASKED)
        .as('judged'),
      eb
        .selectFrom('applicationModerations')
        .select((count) => count.fn.countAll<number>().as('agreed'))
        .whereRef('applicationModerations.applicationId', '=', 'lotApplications.id')
        .whereRef('applicationModerations.submission', '=', 'lotApplications.submission')
        .as('agreed'),
      eb
        .selectFrom('applicationClarifications')
        .select((last) => last.fn.max('answerDueOn').as('answerDueOn'))
        .whereRef('applicationClarifications.applicationId', '=', 'lotApplications.id')
        .whereRef('askedAt', '>=', 'lotApplications.submittedAt')
        .where('answeredAt', 'is', null)
        .where('answerDueOn', '>=', today)
        .as('answerDueOn'),
    ])
    .where('lotApplications.status', '=', 'submitted')
    .$if(of !== null, (query) => query.where(inChosen(of ?? '')))
    .orderBy('lotApplications.dueOn')
    .orderBy('lotApplications.id')
    .limit(MOST_WAITING)
    .execute();
  return rows.flatMap(({ submittedAt, dueOn, judged, agreed, ...row }) =>
    submittedAt && dueOn ? [{ ...row, submittedAt, dueOn, judged: Number(judged), agreed: Number(agreed) }] : [],
  );
}

async function listDecided(
  db: Db,
  actor: Actor,
  { of, page: asked, pageSize = PAGE_SIZE }: EvaluationFilter,
  holidays: ReadonlySet<string>,
) {
  const decided = selectEvaluations(db, actor)
    .where('lotApplications.status', 'in', ['accepted', 'rejected'])
    .$if(of !== null, (query) => query.where(inChosen(of ?? '')));
  const { total } = await decided.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const page = lastPage(asked, total, pageSize);
  const rows = await decided
    .select([
      'lotApplications.id',
      'providers.name as providerName',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.tiers',
      'purchasingSystems.title as systemTitle',
      'lotApplications.status',
      'lotApplications.tier',
      'lotApplications.dueOn',
      'lotApplications.decidedAt',
    ])
    .orderBy('lotApplications.decidedAt', 'desc')
    .orderBy('lotApplications.id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const late = ({ dueOn, decidedAt }: { dueOn: string | null; decidedAt: Date | null }) =>
    dueOn && decidedAt ? workingDaysLate(dueOn, londonDate(decidedAt), holidays) : 0;
  return { rows: rows.map((row) => ({ ...row, daysLate: late(row) })), total, page, pageSize };
}

/** To choose from: the lots of systems that the actor's authority leads. */
function listLedLots(db: Db, actor: Actor) {
  return db
    .selectFrom('lots')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .select(['lots.id', 'lots.number', 'lots.title', 'lots.systemId', 'purchasingSystems.title as systemTitle'])
    .where('purchasingSystems.leadAuthorityId', '=', actor.organisationId)
    .orderBy('purchasingSystems.title')
    .orderBy('purchasingSystems.id')
    .orderBy('lots.number')
    .limit(500)
    .execute();
}

/** How many applications wait for a decision of the actor's authority, and how many of them are overdue. */
export async function countEvaluations(
  db: Db,
  actor: Actor,
  today: string,
): Promise<{ waiting: number; overdue: number }> {
  requireEvaluations(actor);
  return selectEvaluations(db, actor)
    .select((eb) => [
      eb.fn.countAll<number>().as('waiting'),
      eb.fn.countAll<number>().filterWhere('lotApplications.dueOn', '<', today).as('overdue'),
    ])
    .where('lotApplications.status', '=', 'submitted')
    .executeTakeFirstOrThrow();
}
