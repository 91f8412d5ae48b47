/** A question of the application that evaluators judge: scored with a weight, or passed or failed. */
export interface JudgedQuestion {
  id: string;
  question: string;
  assessment: 'scored' | 'pass_fail';
  /** Scored alone. */
  weight: number | null;
  mostScore: number | null;
}

/** What somebody makes of one answer: a score, or whether it passes. */
export interface Mark {
  questionId: string;
  score: number | null;
  passes: boolean | null;
}

/** With what the evaluator says of the answer. */
export interface CommentedMark extends Mark {
  comment: string;
}

export interface AgreedMark extends Mark {
  /** Why it is not what an evaluator gave; the provider reads it with the decision. */
  reason: string;
}

export type EvaluationStage = 'to_assign' | 'being_scored' | 'to_moderate' | 'to_decide';

export const STAGE_LABELS: Record<EvaluationStage, string> = {
  to_assign: 'To assign',
  being_scored: 'Being scored',
  to_moderate: 'To moderate',
  to_decide: 'To decide',
};

interface Progress {
  /** Those who score: neither removed nor in conflict. */
  evaluators: readonly { finished: boolean }[];
  judged: number;
  agreed: number;
}

/** What an application waits for. All who are assigned finish before anybody sees another's scores, and before they are moderated. */
export function stageOf({ evaluators, judged, agreed }: Progress): EvaluationStage {
  if (evaluators.length === 0) return 'to_assign';
  if (evaluators.some(({ finished }) => !finished)) return 'being_scored';
  return agreed < judged ? 'to_moderate' : 'to_decide';
}

/** Whether an answer passes by what the question itself says; null where somebody has to judge. */
export function passesByRule(
  question: { kind: string; passAnswer: string | null; leastNumber: number | null },
  given: { answer: string; hasDocument: boolean },
): boolean | null {
  const { kind, passAnswer, leastNumber } = question;
  if (kind === 'yes_no' && passAnswer) return given.answer === passAnswer;
  if (kind === 'number' && leastNumber !== null) return given.answer !== '' && Number(given.answer) >= leastNumber;
  if (kind === 'declaration') return given.answer === 'agreed';
  if (kind === 'document') return given.hasDocument ? null : false;
  return null;
}

/** What all of them say of a question, where they say the same; undefined where they differ or nobody has said. */
export function agreedMark(marks: readonly Mark[]): Mark | undefined {
  const [first, ...others] = marks;
  return others.every((mark) => sameMark(mark, first)) ? first : undefined;
}

export const sameMark = (one: Omit<Mark, 'questionId'>, other: Omit<Mark, 'questionId'> | undefined): boolean =>
  one.score === other?.score && one.passes === other?.passes;
