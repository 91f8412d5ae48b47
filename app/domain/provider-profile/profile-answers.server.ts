import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { listStandardQuestions } from '../selection-questions/library-questions.server.ts';
import { type Answers, type LibraryQuestion, topicSlug } from '../selection-questions/selection-question.ts';
import { requireProfileKeeper } from './provider-document-commands.server.ts';
import { canReadProfile } from './provider-profile-policy.ts';

export interface ProfileTopic {
  slug: string;
  topic: string;
  /** Those that are answered here; documents are answered by what was uploaded. */
  questions: LibraryQuestion[];
  answers: Answers;
  /** Of what was stored, for a form to say what it was filled from. */
  version: string;
}

/** What the actor's own organisation has answered to the standard questions, topic by topic. */
export async function listProfileTopics(db: Db, actor: Actor): Promise<ProfileTopic[]> {
  if (!canReadProfile(actor)) throw new DomainError('forbidden', 'Only providers have a profile');
  const questions = (await listStandardQuestions(db)).filter(({ kind }) => kind !== 'document');
  const answers = await answersOf(db, actor.organisationId);
  return [...Map.groupBy(questions, ({ topic }) => topic)].map(([topic, asked]) => {
    const own = Object.fromEntries(asked.map(({ id }) => [id, answers[id] ?? '']));
    return { slug: topicSlug(topic), topic, questions: asked, answers: own, version: versionOf(own) };
  });
}

export async function getProfileTopic(db: Db, actor: Actor, slug: string): Promise<ProfileTopic> {
  const topic = (await listProfileTopics(db, actor)).find((topic) => topic.slug === slug);
  if (!topic) throw new DomainError('not-found', 'Topic not found');
  return topic;
}

/** A topic whose answers the actor may change. */
export async function getProfileTopicToWrite(db: Db, actor: Actor, slug: string): Promise<ProfileTopic> {
  const topic = await getProfileTopic(db, actor, slug);
  requireProfileKeeper(actor);
  return topic;
}

/** What the organisation answered, by the standard question's id: what an application starts from. */
export async function answersOf(db: Db, providerId: string): Promise<Answers> {
  const rows = await db
    .selectFrom('profileAnswers')
    .select(['libraryQuestionId', 'answer'])
    .where('providerId', '=', providerId)
    .orderBy('libraryQuestionId')
    .limit(1_000)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.libraryQuestionId, row.answer]));
}

/** Replaces the answers of one topic; refused where somebody has changed them since the form was filled. */
export async function saveProfileAnswers(
  db: Db,
  actor: Actor,
  input: { slug: string; version: string; answers: Answers },
): Promise<void> {
  const asked = await getProfileTopicToWrite(db, actor, input.slug);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.organisationId} ${asked.slug}`}, 0))`.execute(db);
  const { questions, answers, version } = await getProfileTopic(db, actor, input.slug);
  if (version !== input.version)
    throw new DomainError('conflict', 'Somebody has changed these answers since you opened them');
  const changed = questions.filter(({ id }) => (input.answers[id] ?? '') !== answers[id]);
  for (const { id } of changed) await saveAnswer(db, actor, id, input.answers[id] ?? '');
  if (changed.length === 0) return;
  const of = (source: Answers) => Object.fromEntries(changed.map(({ id, question }) => [question, source[id] ?? '']));
  await recordAudit(db, actor, {
    event: 'profile.answered',
    subjectId: actor.organisationId,
    before: of(answers),
    after: of(input.answers),
  });
}

async function saveAnswer(db: Db, actor: Actor, libraryQuestionId: string, answer: string) {
  const answered = { answer, updatedAt: sql<Date>`clock_timestamp()`, updatedBy: actor.userId };
  await db
    .insertInto('profileAnswers')
    .values({ providerId: actor.organisationId, libraryQuestionId, ...answered })
    .onConflict((conflict) => conflict.columns(['providerId', 'libraryQuestionId']).doUpdateSet(answered))
    .execute();
}

const versionOf = (answers: Answers): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(answers).toSorted()))
    .digest('hex')
    .slice(0, 16);
