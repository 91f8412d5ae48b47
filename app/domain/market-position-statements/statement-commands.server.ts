import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { accommodationBySlug } from '../services/accommodation.ts';
import type { Intention, Milestone, StatementContent } from './market-position-statement.ts';
import type { EditedStatementInput, NewStatementInput } from './market-position-statement-form.ts';
import {
  alreadyPublished,
  getStatement,
  notFound,
  requireStatementWriter,
} from './market-position-statements.server.ts';
import { freezeFigure, placesInArea } from './statement-figures.server.ts';

interface Key {
  authorityId: string;
  id: string;
}

/** Begins a draft. The same form sent again gives the same draft. */
export async function createStatement(db: Db, actor: Actor, input: NewStatementInput): Promise<{ id: string }> {
  requireStatementWriter(actor, { authorityId: actor.organisationId });
  const { key, ...content } = input;
  const id = await createOnce(db, actor, { key, payload: content }, () => insertDraft(db, actor, content));
  return { id };
}

async function insertDraft(db: Db, actor: Actor, content: StatementContent): Promise<string> {
  const { id } = await db
    .insertInto('marketPositionStatements')
    .values({ ...columnsOf(content), authorityId: actor.organisationId, updatedBy: actor.userId })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertRows(db, { authorityId: actor.organisationId, id }, content);
  await recordAudit(db, actor, {
    event: 'market_position_statement.created',
    subjectId: id,
    after: { title: content.title, revision: 1 },
  });
  return id;
}

/** Replaces what a draft says; refused where somebody has saved it since the form was filled. */
export async function saveStatement(
  db: Db,
  actor: Actor,
  input: EditedStatementInput & { id: string },
): Promise<{ revision: number }> {
  const { id, revision, ...content } = input;
  const draft = await lockDraft(db, actor, { id, revision });
  await db.deleteFrom('commissioningIntentions').where('statementId', '=', id).execute();
  await db.deleteFrom('procurementMilestones').where('statementId', '=', id).execute();
  await insertRows(db, draft, content);
  await db
    .updateTable('marketPositionStatements')
    .set({
      ...columnsOf(content),
      revision: revision + 1,
      updatedAt: sql<Date>`clock_timestamp()`,
      updatedBy: actor.userId,
    })
    .where('id', '=', id)
    .execute();
  await recordAudit(db, actor, {
    event: 'market_position_statement.saved',
    subjectId: id,
    before: { title: draft.title, revision },
    after: { title: content.title, revision: revision + 1 },
  });
  return { revision: revision + 1 };
}

/** Makes a draft public as it was read, with its figures frozen on the date it will carry. */
export async function publishStatement(
  db: Db,
  actor: Actor,
  input: { id: string; revision: number },
): Promise<{ publishedOn: string }> {
  await lockDraft(db, actor, input);
  const statement = await getStatement(db, actor, input.id);
  const { publishedOn } = await db
    .updateTable('marketPositionStatements')
    .set({
      status: 'published',
      publishedOn: sql<string>`(clock_timestamp() at time zone 'Europe/London')::date`,
      publishedAt: sql<Date>`clock_timestamp()`,
    })
    .where('id', '=', input.id)
    .returning(sql<string>`published_on`.as('publishedOn'))
    .executeTakeFirstOrThrow();
  const authority = { id: statement.authorityId, areaName: statement.areaName };
  await freezeFigure(db, statement, await placesInArea(db, authority, publishedOn));
  await recordAudit(db, actor, {
    event: 'market_position_statement.published',
    subjectId: input.id,
    before: { status: 'draft' },
    after: { status: 'published', title: statement.title, revision: input.revision, publishedOn },
  });
  return { publishedOn };
}

/** The draft, held until the transaction ends, where the actor may write it and knows its newest revision. */
async function lockDraft(
  db: Db,
  actor: Actor,
  input: { id: string; revision: number },
): Promise<Key & { title: string }> {
  const visible = db
    .selectFrom('marketPositionStatements')
    .select(['authorityId', 'id', 'title', 'status', 'revision'])
    .where('id', '=', input.id)
    .where((eb) => eb.or([eb('status', '!=', 'draft'), eb('authorityId', '=', actor.organisationId)]));
  const seen = await visible.executeTakeFirst();
  if (!seen) throw notFound();
  requireStatementWriter(actor, seen);
  // Row level security locks a row for those alone who may change it.
  const row = await visible.forUpdate().executeTakeFirstOrThrow(notFound);
  if (row.status !== 'draft') throw alreadyPublished();
  if (row.revision !== input.revision) {
    throw new DomainError('conflict', 'Somebody has saved a newer version of this statement since you opened it');
  }
  return row;
}

function columnsOf(content: StatementContent) {
  const { title, accommodationType, summary, need, supply, howToEngage } = content;
  return {
    title,
    accommodationType: accommodationType && accommodationBySlug(accommodationType).code,
    summary,
    need,
    supply,
    howToEngage,
  };
}

async function insertRows(
  db: Db,
  { authorityId, id }: Key,
  { intentions, milestones }: { intentions: Intention[]; milestones: Milestone[] },
): Promise<void> {
  const placed = <Row>(row: Row, index: number) => ({ ...row, authorityId, statementId: id, position: index + 1 });
  if (intentions.length > 0) {
    await db.insertInto('commissioningIntentions').values(intentions.map(placed)).execute();
  }
  if (milestones.length > 0) {
    await db.insertInto('procurementMilestones').values(milestones.map(placed)).execute();
  }
}
