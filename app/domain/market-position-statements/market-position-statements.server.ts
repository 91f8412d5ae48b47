import type { ExpressionBuilder } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { type AccommodationSlug, accommodationByCode } from '../services/accommodation.ts';
import type {
  CategoryCode,
  Intention,
  Milestone,
  StatementContent,
  StatementStatus,
} from './market-position-statement.ts';
import { canWriteStatement } from './market-position-statement-policy.ts';
import { listFrozenFigures, placesInArea } from './statement-figures.server.ts';
import type { Figure } from './statement-figures.ts';

const PAGE_SIZE = 20;
const MOST_DRAFTS = 100;

/** What an actor may know exists: anything published, and all of their own authority. */
const visibleTo = (actor: Actor | null) => (eb: ExpressionBuilder<DB, 'marketPositionStatements'>) =>
  eb.or([
    eb('marketPositionStatements.status', '!=', 'draft'),
    ...(actor ? [eb('marketPositionStatements.authorityId', '=', actor.organisationId)] : []),
  ]);

const scopeOf = (code: number | null): AccommodationSlug | null => (code ? accommodationByCode(code).slug : null);

export interface StatementSummary {
  id: string;
  title: string;
  authorityName: string;
  accommodationType: AccommodationSlug | null;
  publishedOn: string | null;
}

export interface StatementPage {
  statements: StatementSummary[];
  total: number;
  page: number;
  pageSize: number;
}

/** What is published, the newest first. A page past the end becomes the last. */
export async function listPublishedStatements(db: Db, filter: { page: number }): Promise<StatementPage> {
  const { total } = await db
    .selectFrom('marketPositionStatements')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('status', '=', 'published')
    .executeTakeFirstOrThrow();
  const page = Math.min(filter.page, Math.max(1, Math.ceil(total / PAGE_SIZE)));
  const rows = await summaries(db)
    .where('marketPositionStatements.status', '=', 'published')
    .orderBy('publishedOn', 'desc')
    .orderBy('marketPositionStatements.id')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  return { statements: rows.map(withScope), total, page, pageSize: PAGE_SIZE };
}

/** The drafts of the actor's own authority, last changed first. */
export async function listOwnDrafts(db: Db, actor: Actor): Promise<StatementSummary[]> {
  const rows = await summaries(db)
    .where('marketPositionStatements.status', '=', 'draft')
    .where('marketPositionStatements.authorityId', '=', actor.organisationId)
    .orderBy('marketPositionStatements.updatedAt', 'desc')
    .orderBy('marketPositionStatements.id')
    .limit(MOST_DRAFTS)
    .execute();
  return rows.map(withScope);
}

function summaries(db: Db) {
  return db
    .selectFrom('marketPositionStatements')
    .innerJoin('organisations', 'organisations.id', 'marketPositionStatements.authorityId')
    .select([
      'marketPositionStatements.id',
      'title',
      'organisations.name as authorityName',
      'accommodationType',
      'publishedOn',
    ]);
}

const withScope = <Row extends { accommodationType: number | null }>(row: Row) => ({
  ...row,
  accommodationType: scopeOf(row.accommodationType),
});

export interface Statement extends StatementContent {
  id: string;
  authorityId: string;
  authorityName: string;
  /** The authority's area as people say it: "Kent". */
  areaName: string;
  status: StatementStatus;
  revision: number;
  publishedOn: string | null;
}

/** A published or superseded statement for anyone; a draft for members of its authority. */
export async function getStatement(db: Db, actor: Actor | null, id: string): Promise<Statement> {
  const row = await db
    .selectFrom('marketPositionStatements')
    .innerJoin('organisations', 'organisations.id', 'marketPositionStatements.authorityId')
    .innerJoin('localAuthorityAreas', 'localAuthorityAreas.onsCode', 'organisations.onsCode')
    .select([
      'marketPositionStatements.id',
      'authorityId',
      'organisations.name as authorityName',
      'localAuthorityAreas.name as areaName',
      'title',
      'accommodationType',
      'status',
      'summary',
      'need',
      'supply',
      'howToEngage',
      'revision',
      'publishedOn',
    ])
    .where('marketPositionStatements.id', '=', id)
    .where(visibleTo(actor))
    .executeTakeFirst();
  if (!row) throw notFound();
  return {
    ...row,
    status: row.status as StatementStatus,
    accommodationType: scopeOf(row.accommodationType),
    intentions: await listIntentions(db, id),
    milestones: await listMilestones(db, id),
  };
}

/** A statement whose draft the actor may write, whether it still is one or somebody has published it: for its form. */
export async function getStatementToWrite(db: Db, actor: Actor, id: string): Promise<Statement> {
  const statement = await getStatement(db, actor, id);
  requireStatementWriter(actor, statement);
  return statement;
}

/** A draft that the actor may write. */
export async function getDraftToWrite(db: Db, actor: Actor, id: string): Promise<Statement> {
  const statement = await getStatementToWrite(db, actor, id);
  if (statement.status !== 'draft') throw alreadyPublished();
  return statement;
}

export function requireStatementWriter(actor: Actor, statement: { authorityId: string }): void {
  if (!canWriteStatement(actor, statement)) {
    throw new DomainError('forbidden', 'Only commissioners of its authority write a statement');
  }
}

/** The charts: frozen with what is published; for a draft, the places as they are today. */
export async function listFigures(db: Db, statement: Statement, today: string): Promise<Figure[]> {
  if (statement.status !== 'draft') return listFrozenFigures(db, statement.id);
  return [await placesInArea(db, { id: statement.authorityId, areaName: statement.areaName }, today)];
}

async function listIntentions(db: Db, statementId: string): Promise<Intention[]> {
  const rows = await db
    .selectFrom('commissioningIntentions')
    .select(['category', 'intention', 'places'])
    .where('statementId', '=', statementId)
    .orderBy('position')
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...row, category: row.category as CategoryCode }));
}

async function listMilestones(db: Db, statementId: string): Promise<Milestone[]> {
  return db
    .selectFrom('procurementMilestones')
    .select(['contract', 'expiresOn', 'reviewStartsOn'])
    .where('statementId', '=', statementId)
    .orderBy('expiresOn')
    .orderBy('position')
    .limit(200)
    .execute();
}

export const notFound = () => new DomainError('not-found', 'Statement not found');
export const alreadyPublished = () =>
  new DomainError('conflict', 'This statement is published: what it says does not change any more');
