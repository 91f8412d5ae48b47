import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { type AgreedMark, agreedMark, type JudgedQuestion, sameMark } from './evaluation.ts';
import { closedBecause, type Evaluation, getDeclaredEvaluation, lockUndecided } from './evaluation-access.server.ts';
import { listEvaluators } from './evaluators.server.ts';
import { listJudgedQuestions } from './judged-questions.server.ts';
import { type EvaluatorsMark, listScores, requireFitting } from './scores.server.ts';

export interface Agreement {
  marks: AgreedMark[];
  /** Changes with each agreement: a form says which one it has seen. "" where nothing is agreed yet. */
  version: string;
}

/** What was agreed on this submission. */
export async function getAgreement(
  db: Db,
  { id, submission }: Pick<Evaluation, 'id' | 'submission'>,
): Promise<Agreement> {
  const rows = await db
    .selectFrom('applicationModerations')
    .select(['questionId', 'score', 'passes', 'reason', sql<string>`moderated_at::text`.as('moderatedAt')])
    .where('applicationId', '=', id)
    .where('submission', '=', submission)
    .orderBy('questionId')
    .execute();
  const [first] = rows;
  return {
    marks: rows.map(({ moderatedAt: _, ...mark }) => mark),
    version: first?.moderatedAt ?? '',
  };
}

export interface ModerationDesk {
  evaluation: Evaluation;
  questions: JudgedQuestion[];
  evaluators: { userId: string; name: string }[];
  scores: EvaluatorsMark[];
  agreement: Agreement;
  /** Why nothing can be agreed now; null where it can. Until all have finished there are no scores. */
  blocked: string | null;
}

const UNFINISHED = 'Scores are agreed once all evaluators have finished scoring';

/** Everybody's scores side by side, once all who score have finished; for whoever has declared their interests. */
export async function getModerationDesk(db: Db, actor: Actor, id: string): Promise<ModerationDesk> {
  const evaluation = await getDeclaredEvaluation(db, actor, id);
  const scoring = (await listEvaluators(db, evaluation)).filter(({ scores }) => scores);
  const finished = scoring.length > 0 && scoring.every(({ finished }) => finished);
  return {
    evaluation,
    questions: await listJudgedQuestions(db, id),
    evaluators: scoring.map(({ userId, name }) => ({ userId, name })),
    scores: finished ? await listScores(db, actor, evaluation) : [],
    agreement: await getAgreement(db, evaluation),
    blocked: closedBecause(evaluation) ?? (finished ? null : UNFINISHED),
  };
}

/** What a form starts with: what was agreed before, else what all gave alike. */
export function startingMarks({ questions, scores, agreement }: ModerationDesk): AgreedMark[] {
  return questions.flatMap(({ id }) => {
    const before = agreement.marks.find(({ questionId }) => questionId === id);
    if (before) return [before];
    const same = agreedMark(scores.filter(({ questionId }) => questionId === id));
    return same ? [{ questionId: id, score: same.score, passes: same.passes, reason: '' }] : [];
  });
}

export interface Moderation {
  id: string;
  submission: number;
  /** The agreement that was there when the form was filled. */
  version: string;
  marks: AgreedMark[];
}

/** Records the score that all agree on for each question; anew, until the application is decided. */
export async function agreeScores(db: Db, actor: Actor, { id, submission, version, marks }: Moderation): Promise<void> {
  await lockUndecided(db, actor, { id, submission });
  const { questions, scores, agreement, evaluation, blocked } = await getModerationDesk(db, actor, id);
  if (blocked) throw new DomainError('conflict', blocked);
  if (agreement.version !== version) {
    throw new DomainError('conflict', 'Somebody has agreed scores of this application since you opened this page');
  }
  requireFitting(questions, marks);
  for (const question of questions) requireReasoned(question, marks, scores);
  if (marks.length > 0) {
    const of = { applicationId: id, authorityId: actor.organisationId, submission, moderatedBy: actor.userId };
    await db
      .insertInto('applicationModerations')
      .values(marks.map((mark) => ({ ...mark, ...of, moderatedAt: sql<Date>`transaction_timestamp()` })))
      .onConflict((conflict) =>
        conflict.columns(['applicationId', 'submission', 'questionId']).doUpdateSet((eb) => ({
          score: eb.ref('excluded.score'),
          passes: eb.ref('excluded.passes'),
          reason: eb.ref('excluded.reason'),
          moderatedBy: eb.ref('excluded.moderatedBy'),
          moderatedAt: eb.ref('excluded.moderatedAt'),
        })),
      )
      .execute();
  }
  await recordAudit(db, actor, {
    event: 'lot_application.moderated',
    subjectId: id,
    after: { provider: evaluation.providerName, submission, questions: marks.length },
  });
}

function requireReasoned(
  question: JudgedQuestion,
  agreed: readonly AgreedMark[],
  scores: readonly EvaluatorsMark[],
): void {
  const mark = agreed.find(({ questionId }) => questionId === question.id);
  if (!mark || (mark.score === null && mark.passes === null)) {
    throw new DomainError('conflict', 'Agree on every question');
  }
  const differs = scores.some((score) => score.questionId === question.id && !sameMark(score, mark));
  if (differs && !mark.reason) throw new DomainError('conflict', 'Give a reason where you differ from an evaluator');
}
