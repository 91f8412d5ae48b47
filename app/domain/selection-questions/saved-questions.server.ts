import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { listLibrary } from './library-questions.server.ts';
import type { LibraryQuestion, SelectionQuestion } from './selection-question.ts';
import { getQuestionToWrite } from './selection-questions.server.ts';
import { getSetUp } from './system-set-up.server.ts';

interface Asked {
  systemId: string;
  id: string;
}

/** A question that a system asks, and the one of the library that says the same already. */
export async function getQuestionToSave(
  db: Db,
  actor: Actor,
  asked: Asked,
): Promise<{ question: SelectionQuestion; same: LibraryQuestion | undefined }> {
  await getSetUp(db, actor, asked.systemId);
  const question = await getQuestionToWrite(db, actor, asked);
  const { own, standard } = await listLibrary(db, actor);
  const same = [...own, ...standard].find((known) => wordsOf(known) === wordsOf(question));
  return { question, same };
}

/** Puts a question of a purchasing system into the library of the authority that leads it, once; the system goes on asking its own. */
export async function saveToLibrary(
  db: Db,
  actor: Actor,
  { key, topic, ...asked }: Asked & { key: string; topic: string },
): Promise<{ id: string }> {
  await getSetUp(db, actor, asked.systemId);
  // The authority's savings one after another: else two at once would both find nothing there.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.organisationId} question library`}, 0))`.execute(
    db,
  );
  const id = await createOnce(db, actor, { key, payload: { topic, ...asked } }, async () => {
    const { question: found, same } = await getQuestionToSave(db, actor, asked);
    if (same) throw new DomainError('conflict', thereAlready(same));
    const { kind, question, guidance, documentKind, assessment, passAnswer, leastNumber, mostWords } = found;
    const judged = { assessment, passAnswer, leastNumber, mostWords };
    const { id } = await db
      .insertInto('libraryQuestions')
      .values({ authorityId: actor.organisationId, topic, kind, question, guidance, documentKind, ...judged })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordAudit(db, actor, {
      event: 'library_question.created',
      subjectId: id,
      after: { question, kind, topic, fromSystem: asked.systemId },
    });
    return id;
  });
  return { id };
}

export const thereAlready = ({ topic, authorityId }: LibraryQuestion): string =>
  `The library has this question already, ${authorityId ? '' : 'as a standard one, '}under “${topic}”`;

/** As people read it: neither capitals nor spaces make it another question. */
const wordsOf = ({ question }: { question: string }) => question.trim().replace(/\s+/g, ' ').toLowerCase();
