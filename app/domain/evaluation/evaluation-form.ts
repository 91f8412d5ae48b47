import { z } from 'zod';
import { formatDate } from '../../lib/dates.ts';
import { formKey, optionalParagraphs, paragraphs, threeFieldDate, wholeNumber } from '../../lib/form-fields.ts';
import { type AnswerDays, isAnswerDay } from '../lot-applications/answer-days.ts';
import { type AgreedMark, type CommentedMark, type JudgedQuestion, type Mark, sameMark } from './evaluation.ts';

const MOST_TEXT = 4_000;

export const Extension = z.object({
  reason: paragraphs('The reason', 'Enter why it needs more time: the provider is told', MOST_TEXT),
});

/** Without the days by which it may be answered, any date will do. */
export const clarificationSchema = (days?: AnswerDays) =>
  z.object({
    key: formKey,
    question: paragraphs('The question', 'Enter what you ask the provider', MOST_TEXT),
    answerDueOn: threeFieldDate('The date to answer by', 'Enter the date by which the provider answers').refine(
      (day) => !days || isAnswerDay(day, days),
      days &&
        `The date to answer by must be from ${formatDate(days.earliest)} to ${formatDate(days.latest)}: from 1 to 30 working days`,
    ),
  });
export type ClarificationFields = z.input<ReturnType<typeof clarificationSchema>>;
export type ClarificationInput = z.output<ReturnType<typeof clarificationSchema>>;

const UNKNOWN_FORM = 'Load the page again: this form is not one of ours';

export const EvaluatorsChange = z.discriminatedUnion(
  'intent',
  [
    z.object({
      intent: z.literal('assign'),
      evaluators: z
        .array(z.uuid(UNKNOWN_FORM), { error: 'Choose who scores it' })
        .min(1, 'Choose who scores it')
        .max(50),
    }),
    z.object({ intent: z.literal('remove'), evaluator: z.uuid(UNKNOWN_FORM) }),
  ],
  { error: UNKNOWN_FORM },
);

export const InterestsDeclared = z
  .object({
    conflict: z.enum(['no', 'yes'], { error: 'Choose whether you have a conflict of interest' }),
    note: optionalParagraphs('What it is', MOST_TEXT),
  })
  .refine(({ conflict, note }) => conflict === 'no' || note !== '', {
    path: ['note'],
    error: 'Enter what the conflict of interest is',
  })
  .transform(({ conflict, note }) => ({ hasConflict: conflict === 'yes', note: conflict === 'yes' ? note : '' }));

/** Names of the fields for a question. */
export const markNames = (questionId: string) => ({
  score: `score-${questionId}`,
  passes: `passes-${questionId}`,
  /** What an evaluator says of the answer; of an agreed mark its reason. */
  words: `words-${questionId}`,
});

const submission = z.coerce.number().int().min(1).max(32_767).catch(0);

type Fields = Record<string, z.ZodType>;

// Each message names its question: the summary of errors may hold dozens. Questions are numbered from 1.
const scoreField = ({ mostScore }: JudgedQuestion, number: number) =>
  wholeNumber({
    name: `The score of question ${number}`,
    missing: `Enter a score for question ${number}`,
    least: 0,
    most: mostScore ?? 0,
  });

const passField = (number: number) =>
  z.enum(['yes', 'no'], { error: `Choose whether the answer to question ${number} passes` });

/** The fields of each question; `asIs` lets them stay empty. */
function markFields(
  questions: readonly JudgedQuestion[],
  words: (question: JudgedQuestion, number: number) => z.ZodType,
  asIs: boolean,
) {
  const fields: Fields = {};
  for (const [index, question] of questions.entries()) {
    const number = index + 1;
    const names = markNames(question.id);
    const [name, mark] =
      question.assessment === 'scored'
        ? [names.score, scoreField(question, number)]
        : [names.passes, passField(number)];
    fields[name] = asIs ? mark.optional() : mark;
    fields[names.words] = words(question, number);
  }
  return fields;
}

function readMark({ id }: JudgedQuestion, typed: Record<string, unknown>): Mark & { words: string } {
  const names = markNames(id);
  const passes = typed[names.passes];
  return {
    questionId: id,
    score: (typed[names.score] as number | undefined) ?? null,
    passes: passes === undefined ? null : passes === 'yes',
    words: (typed[names.words] as string | undefined) ?? '',
  };
}

/** An evaluator's scores: a draft may leave any of them out, who finishes scores everything and says why. */
export function scoringSchema(questions: readonly JudgedQuestion[], finish: boolean) {
  const comment = ({ assessment }: JudgedQuestion, number: number) => {
    const name = `The comment on question ${number}`;
    return finish && assessment === 'scored'
      ? paragraphs(name, `Enter a comment on question ${number}: what the score rests on`, MOST_TEXT)
      : optionalParagraphs(name, MOST_TEXT);
  };
  return z.object({ submission, ...markFields(questions, comment, !finish) }).transform((typed, context) => {
    const marks = questions.map((question): CommentedMark => {
      const { words, ...mark } = readMark(question, typed);
      return { ...mark, comment: words };
    });
    for (const [index, { questionId, passes, comment }] of marks.entries()) {
      if (finish && passes === false && comment === '') {
        const path = [markNames(questionId).words];
        context.addIssue({
          code: 'custom',
          path,
          message: `Enter a comment on question ${index + 1}: why the answer does not pass`,
        });
      }
    }
    return { submission: typed.submission, marks };
  });
}

/** What all agree on, with a reason wherever it is not what each of them gave. */
export function moderationSchema(questions: readonly JudgedQuestion[], scores: readonly Mark[]) {
  const reason = (_: JudgedQuestion, number: number) =>
    optionalParagraphs(`The reason for question ${number}`, MOST_TEXT);
  return z
    .object({ submission, version: z.string().max(60).catch(''), ...markFields(questions, reason, false) })
    .transform((typed, context) => {
      const marks = questions.map((question): AgreedMark => {
        const { words, ...mark } = readMark(question, typed);
        return { ...mark, reason: words };
      });
      for (const [index, mark] of marks.entries()) {
        const differs = scores.some((score) => score.questionId === mark.questionId && !sameMark(score, mark));
        if (differs && mark.reason === '') {
          const path = [markNames(mark.questionId).words];
          context.addIssue({
            code: 'custom',
            path,
            message: `Enter a reason for question ${index + 1}: an evaluator gave something else`,
          });
        }
      }
      return { submission: typed.submission, version: typed.version, marks };
    });
}

/** `tiers`: how many the lot has; with one alone nobody chooses. */
export function decisionSchema({ tiers, fails }: { tiers: number; fails: boolean }) {
  const numbers = Array.from({ length: tiers }, (_, index) => String(index + 1));
  return z
    .object({
      submission,
      version: z.string().max(60).catch(''),
      outcome: z.enum(['accepted', 'rejected'], { error: 'Choose whether to accept or reject the application' }),
      tier: z.enum(numbers, { error: 'Choose a tier of the list' }).optional(),
      reason: paragraphs('The reasons', 'Enter the reasons: the provider reads them', MOST_TEXT),
    })
    .refine(({ outcome }) => outcome === 'rejected' || !fails, {
      path: ['outcome'],
      error: 'An answer that has to pass does not: the application can only be rejected',
    })
    .refine(({ outcome, tier }) => outcome === 'rejected' || tiers === 1 || tier !== undefined, {
      path: ['tier'],
      error: 'Choose the tier',
    })
    .transform(({ tier, ...typed }) => ({
      ...typed,
      tier: typed.outcome === 'accepted' ? Number(tier ?? 1) : null,
    }));
}

/** A system or a lot to narrow the work list to; anything else is none. */
export const WorkListFilter = z.object({ of: z.uuid().nullable().catch(null) });
