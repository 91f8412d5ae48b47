import type { ExpressionBuilder } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { type Actor, isFrom } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { listAnsweredQuestions } from './answered-questions.server.ts';
import type {
  Clarification,
  FullLotApplication,
  LotApplication,
  LotApplicationStatus,
  OwnLotApplication,
} from './lot-application.ts';
import { canReadLotApplication, canWriteLotApplication } from './lot-application-policy.ts';

const MOST_APPLICATIONS = 200;
const MOST_CLARIFICATIONS = 100;

/** A provider knows of its own; the authority that leads knows of what was submitted to it. */
const visibleTo = (actor: Actor) => (eb: ExpressionBuilder<DB, 'lotApplications' | 'purchasingSystems'>) =>
  eb.or([
    eb('lotApplications.providerId', '=', actor.organisationId),
    eb.and([
      eb('purchasingSystems.leadAuthorityId', '=', actor.organisationId),
      eb('lotApplications.status', '!=', 'draft'),
    ]),
  ]);

const selectApplications = (db: Db, actor: Actor) =>
  db
    .selectFrom('lotApplications')
    .innerJoin('lots', 'lots.id', 'lotApplications.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations as leads', 'leads.id', 'purchasingSystems.leadAuthorityId')
    .innerJoin('organisations as providers', 'providers.id', 'lotApplications.providerId')
    .select([
      'lotApplications.id',
      'lotApplications.status',
      'lotApplications.revision',
      'lotApplications.submission',
      'lotApplications.lotId',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.accommodationType',
      'lots.tiers',
      'lots.ofstedRule',
      'lots.systemId',
      'purchasingSystems.title as systemTitle',
      'purchasingSystems.leadAuthorityId',
      'leads.name as leadName',
      'lotApplications.providerId',
      'providers.name as providerName',
      'lotApplications.roundId',
      'lotApplications.createdAt',
      'lotApplications.updatedAt',
      'lotApplications.submittedAt',
      'lotApplications.dueOn',
      'purchasingSystems.evaluationDays',
      'purchasingSystems.extendedEvaluationDays',
      'purchasingSystems.clarificationDays',
      'lotApplications.extendedAt',
      'lotApplications.extensionReason',
      'lotApplications.decidedAt',
      'lotApplications.tier',
      'lotApplications.decisionReason',
      'lotApplications.withdrawnAt',
      'lotApplications.withdrawalReason',
    ])
    .where(visibleTo(actor));

type Row = Awaited<ReturnType<ReturnType<typeof selectApplications>['executeTakeFirstOrThrow']>>;

const fromRow = (row: Row): LotApplication => ({ ...row, status: row.status as LotApplicationStatus });

/** The provider's own applications, the last changed first, each with the questions that wait for its answer. */
export async function listOwnLotApplications(db: Db, actor: Actor): Promise<OwnLotApplication[]> {
  const rows = await selectApplications(db, actor)
    .select((eb) => {
      const waiting = eb
        .selectFrom('applicationClarifications')
        .whereRef('applicationId', '=', 'lotApplications.id')
        .where('answeredAt', 'is', null);
      return [
        waiting.select((each) => each.fn.countAll<number>().as('count')).as('openQuestions'),
        waiting.select((each) => each.fn.min('answerDueOn').as('first')).as('answerDueOn'),
      ];
    })
    .where('lotApplications.providerId', '=', actor.organisationId)
    .orderBy('lotApplications.updatedAt', 'desc')
    .orderBy('lotApplications.id')
    .limit(MOST_APPLICATIONS)
    .execute();
  return rows.map((row) => ({
    ...fromRow(row),
    openQuestions: row.status === 'submitted' ? (row.openQuestions ?? 0) : 0,
    answerDueOn: row.status === 'submitted' ? row.answerDueOn : null,
  }));
}

/** What waits for the provider: drafts to finish, questions to answer. */
export async function countOwnTasks(db: Db, actor: Actor): Promise<{ drafts: number; questions: number }> {
  const own = await listOwnLotApplications(db, actor);
  return {
    drafts: own.filter(({ status }) => status === 'draft').length,
    questions: own.reduce((sum, { openQuestions }) => sum + openQuestions, 0),
  };
}

/** An application without its answers where the actor may know of it: a draft is there for its provider alone. */
export async function findLotApplication(db: Db, actor: Actor, id: string): Promise<LotApplication | undefined> {
  const row = await selectApplications(db, actor).where('lotApplications.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** The same for the provider. Whoever evaluates it reads it as an evaluation, where their interests are asked for first. */
export async function getLotApplicationHead(db: Db, actor: Actor, id: string): Promise<LotApplication> {
  const application = await findLotApplication(db, actor, id);
  if (!application) throw new DomainError('not-found', 'Application not found');
  if (!canReadLotApplication(actor, application)) {
    throw new DomainError('forbidden', 'The provider alone reads an application here');
  }
  return application;
}

/** A provider's own application with all it says. */
export async function getLotApplication(db: Db, actor: Actor, id: string): Promise<FullLotApplication> {
  const application = await getLotApplicationHead(db, actor, id);
  return {
    ...application,
    questions: await listAnsweredQuestions(db, application),
    clarifications: await listClarifications(db, id),
  };
}

/** The provider's own, for those who write its applications: for the pages of its forms, whatever its status is. */
export async function getLotApplicationToWrite(db: Db, actor: Actor, id: string): Promise<FullLotApplication> {
  const application = await getLotApplication(db, actor, id);
  requireWriter(actor, application);
  return application;
}

/** Those of a provider have applications of their own. */
export function requireProvider(actor: Actor): void {
  if (!isFrom(actor, 'provider')) throw new DomainError('forbidden', 'Providers apply to lots');
}

export function requireWriter(actor: Actor, application: { providerId: string }): void {
  if (!canWriteLotApplication(actor, application)) {
    throw new DomainError('forbidden', 'Bid managers and administrators of the provider write its applications');
  }
}

/** What the provider was asked about an application that the actor may read, and what it answered. */
export async function listClarifications(db: Db, applicationId: string): Promise<Clarification[]> {
  return db
    .selectFrom('applicationClarifications')
    .select(['id', 'question', 'askedAt', 'answerDueOn', 'answer', 'answeredAt'])
    .where('applicationId', '=', applicationId)
    .orderBy('askedAt')
    .orderBy('id')
    .limit(MOST_CLARIFICATIONS)
    .execute();
}
