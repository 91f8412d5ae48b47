import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { canRunSystem } from '../purchasing-systems/purchasing-system-policy.ts';
import { type Conflict, canEvaluate } from './evaluation-policy.ts';

export type ApplicationStatus = 'submitted' | 'withdrawn' | 'accepted' | 'rejected';

/** What was submitted to a lot that the actor's authority leads; a draft, and what was withdrawn before it was sent, is the provider's own. */
export const evaluatedBy = (actor: Actor) => (eb: ExpressionBuilder<DB, 'purchasingSystems' | 'lotApplications'>) =>
  eb.and([
    eb('purchasingSystems.leadAuthorityId', '=', actor.organisationId),
    eb('lotApplications.status', '!=', 'draft'),
    eb('lotApplications.submission', '>', 0),
  ]);

/** Of the query's application: whether the person declared an interest in it; null before they declared anything. */
export const interestOf = (actor: Actor) => (eb: ExpressionBuilder<DB, 'lotApplications'>) =>
  eb
    .selectFrom('applicationEvaluators')
    .select('hasConflict')
    .whereRef('applicationId', '=', 'lotApplications.id')
    .where('userId', '=', actor.userId);

export const selectEvaluations = (db: Db, actor: Actor) =>
  db
    .selectFrom('lotApplications')
    .innerJoin('lots', 'lots.id', 'lotApplications.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations as providers', 'providers.id', 'lotApplications.providerId')
    .where(evaluatedBy(actor));

/** Of the query's row of application_evaluators and its application: who scores. */
export const IS_SCORING = sql<SqlBool>`(
  application_evaluators.assigned_at is not null and application_evaluators.removed_at is null and application_evaluators.has_conflict is not true
  and not is_member_of(application_evaluators.user_id, lot_applications.provider_id))`;

/** Of the query's rows of selection_questions and its application: submitting it kept a row for each question that it was asked. */
export const WAS_ASKED = sql<SqlBool>`exists (
  select from application_answers
  where application_answers.application_id = lot_applications.id and application_answers.question_id = selection_questions.id)`;

export interface Evaluation {
  id: string;
  providerId: string;
  providerName: string;
  lotId: string;
  lotNumber: number;
  lotTitle: string;
  tiers: number;
  accommodationType: number;
  systemId: string;
  systemTitle: string;
  leadAuthorityId: string;
  /** Working days: to the decision, to it where the time is extended, for the answer to a clarification. */
  evaluationDays: number;
  extendedEvaluationDays: number;
  clarificationDays: number;
  status: ApplicationStatus;
  submission: number;
  submittedAt: Date;
  dueOn: string;
  extendedAt: Date | null;
  extensionReason: string | null;
  decidedAt: Date | null;
  tier: number | null;
  decisionReason: string | null;
  /** Whether the reader has declared that they have no conflict of interest: before that they read no answer and no score. */
  declared: boolean;
}

const MISSING = 'Application not found';

/** The application, for a commissioner of the lead authority who may evaluate it: anybody with a conflict of interest is refused. */
export async function getEvaluation(db: Db, actor: Actor, id: string): Promise<Evaluation> {
  const row = await selectEvaluations(db, actor)
    .select([
      'lotApplications.id',
      'lotApplications.providerId',
      'providers.name as providerName',
      'lots.id as lotId',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.tiers',
      'lots.accommodationType',
      'purchasingSystems.id as systemId',
      'purchasingSystems.title as systemTitle',
      'purchasingSystems.leadAuthorityId',
      'purchasingSystems.evaluationDays',
      'purchasingSystems.extendedEvaluationDays',
      'purchasingSystems.clarificationDays',
      'lotApplications.status',
      'lotApplications.submission',
      'lotApplications.submittedAt',
      'lotApplications.dueOn',
      'lotApplications.extendedAt',
      'lotApplications.extensionReason',
      'lotApplications.decidedAt',
      'lotApplications.tier',
      'lotApplications.decisionReason',
    ])
    .select((eb) => [
      sql<boolean>`is_member_of(${actor.userId}::uuid, lot_applications.provider_id)`.as('isMember'),
      interestOf(actor)(eb).as('hasConflict'),
    ])
    .where('lotApplications.id', '=', id)
    .executeTakeFirst();
  if (!row?.submittedAt || !row.dueOn) throw new DomainError('not-found', MISSING);
  const { isMember, hasConflict, submittedAt, dueOn, ...evaluation } = row;
  const conflict = isMember ? 'member' : hasConflict ? 'declared' : null;
  requireImpartial(actor, { ...evaluation, conflict });
  const declared = hasConflict === false;
  return { ...evaluation, submittedAt, dueOn, status: evaluation.status as ApplicationStatus, declared };
}

/** The same for whoever has declared their interests: what an application says, and how it is scored, is for nobody else. */
export async function getDeclaredEvaluation(db: Db, actor: Actor, id: string): Promise<Evaluation> {
  const evaluation = await getEvaluation(db, actor, id);
  if (!evaluation.declared) throw new DomainError('forbidden', 'Declare your interests in this application first');
  return evaluation;
}

const CONFLICTS: Record<Conflict, string> = {
  member: 'You belong to the provider that applies: somebody else evaluates it',
  declared: 'You declared a conflict of interest in this application: somebody else evaluates it',
};

function requireImpartial(actor: Actor, application: { leadAuthorityId: string; conflict: Conflict | null }): void {
  if (canEvaluate(actor, application)) return;
  const { conflict } = application;
  if (conflict && canRunSystem(actor, application)) throw new DomainError('forbidden', CONFLICTS[conflict]);
  throw new DomainError('forbidden', 'Only commissioners of the lead authority evaluate applications');
}

const OVER: Record<Exclude<ApplicationStatus, 'submitted'>, string> = {
  withdrawn: 'The provider has withdrawn this application',
  accepted: 'This application is decided already: it was accepted',
  rejected: 'This application is decided already: it was rejected',
};

/** Why nothing of it changes any more; null while it waits for a decision. */
export const closedBecause = ({ status }: Pick<Evaluation, 'status'>): string | null =>
  status === 'submitted' ? null : OVER[status];

/** The same while it waits for a decision. `submission` is the one that the person has read. */
async function getUndecided(
  db: Db,
  actor: Actor,
  { id, submission }: { id: string; submission?: number },
): Promise<Evaluation> {
  const evaluation = await getEvaluation(db, actor, id);
  const closed = closedBecause(evaluation);
  if (closed) throw new DomainError('conflict', closed);
  if (submission !== undefined && submission !== evaluation.submission) {
    throw new DomainError('conflict', 'The provider has submitted this application again since you opened this page');
  }
  return evaluation;
}

/** The same, held until the transaction ends. */
export async function lockUndecided(
  db: Db,
  actor: Actor,
  known: { id: string; submission?: number },
): Promise<Evaluation> {
  await getUndecided(db, actor, known);
  // Row level security locks for this authority what is still submitted: a row that is gone from it was decided, or taken back, meanwhile.
  await db.selectFrom('lotApplications').select('id').where('id', '=', known.id).forUpdate().execute();
  return getUndecided(db, actor, known);
}
