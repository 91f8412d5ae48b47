import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { listCurrentDocuments } from '../provider-profile/provider-documents.server.ts';
import type { Answers } from '../selection-questions/selection-question.ts';
import { listAnsweredQuestions } from './answered-questions.server.ts';
import type { AnsweredQuestion, LotApplication } from './lot-application.ts';

/** Writes the answers of a draft, each over the one before. A document's answer is its id. */
export async function writeAnswers(
  db: Db,
  application: LotApplication,
  questions: readonly AnsweredQuestion[],
  answers: Answers,
): Promise<void> {
  const rows = questions.map(({ id, kind }) => {
    const answer = answers[id] ?? '';
    const isDocument = kind === 'document';
    return {
      applicationId: application.id,
      providerId: application.providerId,
      questionId: id,
      answer: isDocument ? '' : answer,
      documentId: isDocument && answer ? answer : null,
    };
  });
  if (rows.length === 0) return;
  await db
    .insertInto('applicationAnswers')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['applicationId', 'questionId']).doUpdateSet((eb) => ({
        answer: eb.ref('excluded.answer'),
        documentId: eb.ref('excluded.documentId'),
        updatedAt: sql<Date>`clock_timestamp()`,
      })),
    )
    .execute();
}

/** Fills what a draft does not answer yet from the provider's profile; returns how many answers that gave. */
export async function fillFromProfile(
  db: Db,
  actor: Actor,
  application: LotApplication,
  today: string,
): Promise<number> {
  const questions = await listAnsweredQuestions(db, application);
  const open = questions.filter(({ answer, document }) => answer === '' && !isCurrent(document, today));
  const answers = { ...(await profileAnswersTo(db, actor, open)), ...(await documentsFor(db, actor, open, today)) };
  const filled = open.filter(({ id }) => answers[id]);
  await writeAnswers(db, application, filled, answers);
  return filled.length;
}

const isCurrent = (document: AnsweredQuestion['document'], today: string) =>
  document !== null && !document.isReplaced && (document.expiresOn === null || document.expiresOn >= today);

async function profileAnswersTo(db: Db, actor: Actor, questions: AnsweredQuestion[]): Promise<Answers> {
  const stored = await db
    .selectFrom('profileAnswers')
    .select(['libraryQuestionId', 'answer'])
    .where('providerId', '=', actor.organisationId)
    .orderBy('libraryQuestionId')
    .execute();
  return Object.fromEntries(
    questions.flatMap(({ id, libraryQuestionId }) => {
      const answered = stored.find((row) => row.libraryQuestionId === libraryQuestionId);
      return answered ? [[id, answered.answer]] : [];
    }),
  );
}

/** Of each kind the current document that is in date; of "other" none, since its kind says nothing. */
async function documentsFor(db: Db, actor: Actor, questions: AnsweredQuestion[], today: string): Promise<Answers> {
  const documents = (await listCurrentDocuments(db, actor)).filter(
    ({ documentKind, expiresOn }) => documentKind !== 'other' && (expiresOn === null || expiresOn >= today),
  );
  return Object.fromEntries(
    questions.flatMap(({ id, documentKind }) => {
      const document = documents.find((candidate) => candidate.documentKind === documentKind);
      return document ? [[id, document.id]] : [];
    }),
  );
}

/** Keeps the answers to questions of the library in the profile, for the next application; documents are there already. */
export async function keepInProfile(
  db: Db,
  actor: Actor,
  questions: readonly AnsweredQuestion[],
  answers: Answers,
): Promise<void> {
  const kept = new Map<string, string>();
  for (const { id, kind, libraryQuestionId } of questions) {
    if (libraryQuestionId && kind !== 'document' && answers[id]) kept.set(libraryQuestionId, answers[id]);
  }
  const rows = [...kept].map(([libraryQuestionId, answer]) => ({
    providerId: actor.organisationId,
    libraryQuestionId,
    answer,
    updatedBy: actor.userId,
  }));
  if (rows.length === 0) return;
  await db
    .insertInto('profileAnswers')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['providerId', 'libraryQuestionId']).doUpdateSet((eb) => ({
        answer: eb.ref('excluded.answer'),
        updatedBy: eb.ref('excluded.updatedBy'),
        updatedAt: sql<Date>`clock_timestamp()`,
      })),
    )
    .execute();
}
