import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { listSubmittedAnswers } from '../lot-applications/answered-questions.server.ts';
import type { AnsweredQuestion } from '../lot-applications/lot-application.ts';
import type { CommentedMark, JudgedQuestion, Mark } from './evaluation.ts';
import {
  closedBecause,
  type Evaluation,
  getDeclaredEvaluation,
  IS_SCORING,
  lockUndecided,
} from './evaluation-access.server.ts';
import { getOwnPart } from './evaluators.server.ts';
import { listJudgedQuestions } from './judged-questions.server.ts';

export interface EvaluatorsMark extends CommentedMark {
  evaluatorId: string;
  evaluatorName: string;
}

/**
 * Scores of this submission that the actor may know: their own; everybody's once all who score have finished. Those of somebody with a
 * conflict, or who was removed, count for nothing.
 */
export async function listScores(db: Db, actor: Actor, { id }: Pick<Evaluation, 'id'>): Promise<EvaluatorsMark[]> {
  return db
    .selectFrom('applicationScores')
    .innerJoin('lotApplications', (join) =>
      join
        .onRef('lotApplications.id', '=', 'applicationScores.applicationId')
        .onRef('lotApplications.submission', '=', 'applicationScores.submission'),
    )
    .innerJoin('applicationEvaluators', (join) =>
      join
        .onRef('applicationEvaluators.applicationId', '=', 'applicationScores.applicationId')
        .onRef('applicationEvaluators.userId', '=', 'applicationScores.evaluatorId'),
    )
    .innerJoin('users', 'users.id', 'applicationScores.evaluatorId')
    .select([
      'applicationScores.questionId',
      'applicationScores.score',
      'applicationScores.passes',
      'applicationScores.comment',
      'applicationScores.evaluatorId',
      'users.name as evaluatorName',
    ])
    .where('lotApplications.id', '=', id)
    .where(IS_SCORING)
    .where(({ eb, or, not, exists, selectFrom }) =>
      or([
        eb('applicationScores.evaluatorId', '=', actor.userId),
        not(
          exists(
            selectFrom('applicationEvaluators')
              .select('applicationEvaluators.userId')
              .where('applicationEvaluators.applicationId', '=', id)
              .where(IS_SCORING)
              .where(sql<boolean>`finished_submission is distinct from lot_applications.submission`),
          ),
        ),
      ]),
    )
    .orderBy('users.name')
    .orderBy('users.id')
    .orderBy('applicationScores.questionId')
    .limit(10_000)
    .execute();
}

export interface OwnScoring {
  evaluation: Evaluation;
  questions: JudgedQuestion[];
  answers: AnsweredQuestion[];
  marks: CommentedMark[];
  /** Why the scores do not change any more; null while they do. */
  closed: string | null;
}

const FINISHED = 'You have finished scoring: your scores do not change any more';

/** The actor's own scores of the application: for those alone who are asked for them, and have declared their interests. */
export async function getOwnScoring(db: Db, actor: Actor, id: string): Promise<OwnScoring> {
  const part = await getOwnPart(db, actor, id);
  const evaluation = await getDeclaredEvaluation(db, actor, id);
  const marks = (await listScores(db, actor, evaluation)).filter(({ evaluatorId }) => evaluatorId === actor.userId);
  return {
    evaluation,
    questions: await listJudgedQuestions(db, id),
    answers: await listSubmittedAnswers(db, evaluation),
    marks,
    closed: closedBecause(evaluation) ?? (part.finished ? FINISHED : null),
  };
}

export interface Scoring {
  id: string;
  submission: number;
  finish: boolean;
  marks: CommentedMark[];
}

/** Keeps the actor's scores; once finished, they do not change any more. */
export async function saveScores(db: Db, actor: Actor, { id, submission, finish, marks }: Scoring): Promise<void> {
  await lockUndecided(db, actor, { id, submission });
  const part = await getOwnPart(db, actor, id);
  await getDeclaredEvaluation(db, actor, id);
  if (part.finished) throw new DomainError('conflict', FINISHED);
  const questions = await listJudgedQuestions(db, id);
  requireFitting(questions, marks);
  if (finish && questions.some(({ id }) => !marks.some((mark) => mark.questionId === id && isGiven(mark)))) {
    throw new DomainError('conflict', 'Score every question before you finish');
  }
  const mine = { applicationId: id, authorityId: actor.organisationId, submission, evaluatorId: actor.userId };
  if (marks.length > 0) {
    await db
      .insertInto('applicationScores')
      .values(marks.map((mark) => ({ ...mark, ...mine })))
      .onConflict((conflict) =>
        conflict.columns(['applicationId', 'submission', 'questionId', 'evaluatorId']).doUpdateSet((eb) => ({
          score: eb.ref('excluded.score'),
          passes: eb.ref('excluded.passes'),
          comment: eb.ref('excluded.comment'),
          updatedAt: sql<Date>`clock_timestamp()`,
        })),
      )
      .execute();
  }
  if (finish) await finishScoring(db, actor, { id, submission });
}

async function finishScoring(db: Db, actor: Actor, { id, submission }: { id: string; submission: number }) {
  await db
    .updateTable('applicationEvaluators')
    .set({ finishedSubmission: submission, finishedAt: sql<Date>`clock_timestamp()` })
    .where('applicationId', '=', id)
    .where('userId', '=', actor.userId)
    .execute();
  await recordAudit(db, actor, { event: 'lot_application.scored', subjectId: id, after: { submission } });
}

const isGiven = ({ score, passes }: Mark) => score !== null || passes !== null;

/** Refuses marks for what is not judged here, of the other sort, or beyond the most: the form has none. */
export function requireFitting(questions: readonly JudgedQuestion[], marks: readonly Mark[]): void {
  const fits = ({ questionId, score, passes }: Mark) => {
    const question = questions.find(({ id }) => id === questionId);
    if (!question) return false;
    if (question.assessment === 'pass_fail') return score === null;
    return passes === null && (score === null || (score >= 0 && score <= (question.mostScore ?? 0)));
  };
  if (!marks.every(fits)) {
    throw new DomainError('conflict', 'The questions have changed since you opened this page');
  }
}
