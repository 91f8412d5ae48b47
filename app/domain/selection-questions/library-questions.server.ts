import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { canCreateSystem } from '../purchasing-systems/purchasing-system-policy.ts';
import type { EditedLibraryQuestionInput, NewLibraryQuestionInput } from './question-form.ts';
import type { Assessment, LibraryQuestion, QuestionKind, YesNo } from './selection-question.ts';
import { versionOf } from './selection-questions.server.ts';

const MOST_QUESTIONS = 500;

const selectLibrary = (db: Db) =>
  db
    .selectFrom('libraryQuestions')
    .select([
      'id',
      'authorityId',
      'topic',
      'kind',
      'question',
      'guidance',
      'documentKind',
      'assessment',
      'passAnswer',
      'leastNumber',
      'mostWords',
    ])
    .where('retiredAt', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .limit(MOST_QUESTIONS);

type Row = Awaited<ReturnType<ReturnType<typeof selectLibrary>['execute']>>[number];

const typed = (row: Row): LibraryQuestion => ({
  ...row,
  kind: row.kind as QuestionKind,
  assessment: row.assessment as Assessment,
  passAnswer: row.passAnswer as YesNo | null,
});

/** The portal's own questions, which every provider answers once in its profile. */
export async function listStandardQuestions(db: Db): Promise<LibraryQuestion[]> {
  return (await selectLibrary(db).where('authorityId', 'is', null).execute()).map(typed);
}

/** The library as an authority's commissioners use it: the portal's questions and the authority's own. */
export async function listLibrary(
  db: Db,
  actor: Actor,
): Promise<{ standard: LibraryQuestion[]; own: LibraryQuestion[] }> {
  requireLibraryUser(actor);
  const own = await selectLibrary(db).where('authorityId', '=', actor.organisationId).execute();
  return { standard: await listStandardQuestions(db), own: own.map(typed) };
}

/** One of the questions that the actor may use. */
export async function getLibraryQuestion(db: Db, actor: Actor, id: string): Promise<LibraryQuestion> {
  requireLibraryUser(actor);
  const row = await selectLibrary(db)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('authorityId', 'is', null), eb('authorityId', '=', actor.organisationId)]))
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Question not found');
  return typed(row);
}

export function requireLibraryUser(actor: Actor): void {
  if (!canCreateSystem(actor)) throw new DomainError('forbidden', 'Only commissioners use the question library');
}

/** Adds a question of the actor's authority. The same form sent again gives the same question. */
export async function addLibraryQuestion(
  db: Db,
  actor: Actor,
  { key, ...question }: NewLibraryQuestionInput,
): Promise<{ id: string }> {
  requireLibraryUser(actor);
  const id = await createOnce(db, actor, { key, payload: question }, async () => {
    const { id } = await db
      .insertInto('libraryQuestions')
      .values({ ...question, authorityId: actor.organisationId })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordAudit(db, actor, {
      event: 'library_question.created',
      subjectId: id,
      after: { question: question.question, kind: question.kind, topic: question.topic },
    });
    return id;
  });
  return { id };
}

/** A question of the library that the actor may change: one of their own authority. */
export async function getLibraryQuestionToWrite(db: Db, actor: Actor, id: string): Promise<LibraryQuestion> {
  const question = await getLibraryQuestion(db, actor, id);
  if (question.authorityId === null)
    throw new DomainError('forbidden', 'The portal’s own questions stay in the library as they are');
  return question;
}

/**
 * Changes a question of the actor's authority; refused where somebody has changed it since the form was filled. Purchasing systems that ask
 * it already go on asking it as it was.
 */
export async function editLibraryQuestion(
  db: Db,
  actor: Actor,
  { id, seen, ...question }: EditedLibraryQuestionInput & { id: string },
): Promise<void> {
  await getLibraryQuestionToWrite(db, actor, id);
  await db.selectFrom('libraryQuestions').select('id').where('id', '=', id).forUpdate().execute();
  const before = await getLibraryQuestionToWrite(db, actor, id);
  if (versionOf(before) !== seen)
    throw new DomainError('conflict', 'Somebody has changed this question since you opened it');
  if (versionOf({ ...before, ...question }) === seen) return;
  await db.updateTable('libraryQuestions').set(question).where('id', '=', id).execute();
  const words = ({ question, kind, topic }: Pick<LibraryQuestion, 'question' | 'kind' | 'topic'>) => ({
    question,
    kind,
    topic,
  });
  await recordAudit(db, actor, {
    event: 'library_question.edited',
    subjectId: id,
    before: words(before),
    after: words(question),
  });
}

/** Takes a question of the actor's authority out of the library; purchasing systems that ask it go on asking. */
export async function retireLibraryQuestion(db: Db, actor: Actor, id: string): Promise<void> {
  const question = await getLibraryQuestionToWrite(db, actor, id);
  const retired = await db
    .updateTable('libraryQuestions')
    .set({ retiredAt: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .where('retiredAt', 'is', null)
    .executeTakeFirst();
  // Somebody else was quicker.
  if (retired.numUpdatedRows === 0n) return;
  await recordAudit(db, actor, {
    event: 'library_question.retired',
    subjectId: id,
    before: { question: question.question },
  });
}
