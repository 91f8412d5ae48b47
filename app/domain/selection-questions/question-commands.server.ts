import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { getLibraryQuestion } from './library-questions.server.ts';
import type { EditedQuestionInput, NewQuestionInput } from './question-form.ts';
import type { SelectionQuestion } from './selection-question.ts';
import { getQuestionToWrite, listQuestions, versionOf } from './selection-questions.server.ts';
import { keepsHistory, lockSetUp, type SystemSetUp } from './system-set-up.server.ts';

/** Asks applicants something more. The same form sent again gives the same question. */
export async function addQuestion(
  db: Db,
  actor: Actor,
  { systemId, key, ...question }: NewQuestionInput & { systemId: string },
): Promise<{ id: string }> {
  const system = await lockSetUp(db, actor, systemId);
  await checkSource(db, actor, system, question);
  const id = await createOnce(db, actor, { key, payload: { systemId, ...question } }, async () => {
    const last = (await group(db, actor, systemId, question.lotId)).at(-1)?.position ?? 0;
    const id = await insertQuestion(db, { ...question, systemId, position: last + 1 });
    await recordChange(db, actor, systemId, { after: { asks: question.question, kind: question.kind } });
    return id;
  });
  return { id };
}

/**
 * Changes what is asked; refused where somebody has changed it since the form was filled. Where applicants may have answered already, the
 * question as it was is retired, and they are still judged by it.
 */
export async function editQuestion(
  db: Db,
  actor: Actor,
  { systemId, id, seen, ...question }: EditedQuestionInput & { systemId: string; id: string },
): Promise<{ id: string }> {
  const system = await lockSetUp(db, actor, systemId);
  const before = await getQuestionToWrite(db, actor, { systemId, id });
  if (versionOf(before) !== seen)
    throw new DomainError('conflict', 'Somebody has changed this question since you opened it');
  await checkSource(db, actor, system, question);
  if (versionOf({ ...before, ...question }) === seen) return { id };
  const moved = question.lotId !== before.lotId;
  const last = moved ? ((await group(db, actor, systemId, question.lotId)).at(-1)?.position ?? 0) : 0;
  const position = moved ? last + 1 : before.position;
  const edited = keepsHistory(system)
    ? await replaceQuestion(db, id, { ...question, systemId, position })
    : await updateQuestion(db, id, { ...question, position });
  await recordChange(db, actor, systemId, { before: { asks: before.question }, after: { asks: question.question } });
  return { id: edited };
}

/** Asks it no longer: of those who answered it before, the answers stay and are judged. */
export async function removeQuestion(
  db: Db,
  actor: Actor,
  { systemId, id }: { systemId: string; id: string },
): Promise<void> {
  const system = await lockSetUp(db, actor, systemId);
  const question = await getQuestionToWrite(db, actor, { systemId, id });
  if (keepsHistory(system)) await retire(db, id);
  else await db.deleteFrom('selectionQuestions').where('id', '=', id).execute();
  await recordChange(db, actor, systemId, { before: { asks: question.question } });
}

/** One place up or down among the questions of the system or of the lot; at the end nothing happens. */
export async function moveQuestion(
  db: Db,
  actor: Actor,
  { systemId, id, by }: { systemId: string; id: string; by: -1 | 1 },
): Promise<void> {
  await lockSetUp(db, actor, systemId);
  const moved = await getQuestionToWrite(db, actor, { systemId, id });
  const ordered = await group(db, actor, systemId, moved.lotId);
  const from = ordered.findIndex((question) => question.id === id);
  const other = ordered[from + by];
  if (!other) return;
  [ordered[from], ordered[from + by]] = [other, moved];
  for (const [index, question] of ordered.entries()) {
    if (question.position === index + 1) continue;
    await db
      .updateTable('selectionQuestions')
      .set({ position: index + 1 })
      .where('id', '=', question.id)
      .execute();
  }
  await recordChange(db, actor, systemId, { after: { moved: moved.question, to: from + by + 1 } });
}

/** The questions that stand in one order: of the whole system where `lotId` is null, else the lot's own. */
async function group(db: Db, actor: Actor, systemId: string, lotId: string | null): Promise<SelectionQuestion[]> {
  return (await listQuestions(db, actor, { systemId })).filter((question) => question.lotId === lotId);
}

/** The lot must be the system's, the question of the library one that the actor may use. */
async function checkSource(
  db: Db,
  actor: Actor,
  system: SystemSetUp,
  { lotId, libraryQuestionId }: Pick<SelectionQuestion, 'lotId' | 'libraryQuestionId'>,
) {
  if (lotId !== null && !system.lots.some((lot) => lot.id === lotId))
    throw new DomainError('not-found', 'There is no such lot in this purchasing system');
  if (libraryQuestionId !== null) await getLibraryQuestion(db, actor, libraryQuestionId);
}

type QuestionRow = Omit<SelectionQuestion, 'id'>;

async function insertQuestion(db: Db, row: QuestionRow & { systemId: string }): Promise<string> {
  const { id } = await db.insertInto('selectionQuestions').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

async function updateQuestion(db: Db, id: string, row: QuestionRow): Promise<string> {
  await db.updateTable('selectionQuestions').set(row).where('id', '=', id).execute();
  return id;
}

async function replaceQuestion(db: Db, id: string, row: QuestionRow & { systemId: string }): Promise<string> {
  await retire(db, id);
  return insertQuestion(db, row);
}

async function retire(db: Db, id: string): Promise<void> {
  await db
    .updateTable('selectionQuestions')
    .set({ retiredAt: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
}

type Change = Pick<Parameters<typeof recordAudit>[2], 'before' | 'after'>;

const recordChange = (db: Db, actor: Actor, systemId: string, change: Change) =>
  recordAudit(db, actor, { event: 'purchasing_system.questions_saved', subjectId: systemId, ...change });
