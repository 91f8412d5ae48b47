import { z } from 'zod';
import { toThreeFields } from '../../lib/dates.ts';
import { optionalParagraphs, threeFieldDate } from '../../lib/form-fields.ts';
import { AGREED, type Answers, countWords, type Question } from './selection-question.ts';

/** Characters in one answer, whatever its limit of words: a form of thirty full answers stays within what a body may hold. */
const MOST_TEXT = 15_000;
const MOST_NUMBER = 999_999_999;

type Asked = Question & { required?: boolean };

interface AnswersFormOptions {
  /** draft: what is there must be well formed; complete: the required answers must be there too, and within their words. */
  mode: 'draft' | 'complete';
  /** The provider's current documents, from which those of each kind may be chosen. */
  documents: readonly { id: string; documentKind: string }[];
}

/**
 * The schema of a form with `answers.<question id>` for each question, as AnswerField names its controls. What comes out has every
 * question's id, with "" where nothing was answered. Add other fields by `.extend()`.
 */
export function answersForm(questions: readonly Asked[], options: AnswersFormOptions) {
  return z.object({
    answers: z.object(Object.fromEntries(questions.map((question) => [question.id, answerOf(question, options)]))),
  });
}

/** The name of a question's control. */
export const answerName = (questionId: string): string => `answers.${questionId}`;

/** Stored answers as the form shows them: a date in its three fields. */
export function toAnswerFields(questions: readonly Question[], answers: Answers) {
  return {
    answers: Object.fromEntries(
      questions.map(({ id, kind }) => {
        const answer = answers[id] ?? '';
        return [id, kind === 'date' && answer ? toThreeFields(answer) : answer];
      }),
    ),
  };
}

type AnswerFields = ReturnType<typeof toAnswerFields>;

export type { AnswerFields };

const MISSING: Record<Question['kind'], string> = {
  yes_no: 'Choose yes or no',
  text: 'Enter an answer',
  number: 'Enter a number',
  date: 'Enter a date',
  document: 'Choose a document',
  declaration: 'Agree to this, or write to the authority that asks for it',
};

function answerOf(question: Asked, { mode, documents }: AnswersFormOptions): z.ZodType<string> {
  const complete = mode === 'complete';
  const answered = (schema: z.ZodType<string>) =>
    complete && question.required !== false ? schema.refine((answer) => answer !== '', MISSING[question.kind]) : schema;
  switch (question.kind) {
    case 'yes_no':
      return answered(oneOf(['yes', 'no'], MISSING.yes_no));
    case 'declaration':
      return answered(oneOf([AGREED], MISSING.declaration));
    case 'document':
      return answered(
        oneOf(
          documents.filter(({ documentKind }) => documentKind === question.documentKind).map(({ id }) => id),
          'Choose one of your current documents: the one you chose has been replaced',
        ),
      );
    case 'number':
      return answered(optionalParagraphs('The number', MOST_TEXT).transform(toDigits));
    case 'date':
      return answered(optionalDate);
    case 'text': {
      const text = optionalParagraphs('The answer', MOST_TEXT);
      const most = question.mostWords;
      if (!complete || most === null) return answered(text);
      return answered(
        text.superRefine((answer, context) => {
          const words = countWords(answer);
          if (words > most) context.addIssue({ code: 'custom', message: tooLong(words, most) });
        }),
      );
    }
  }
}

const tooLong = (words: number, most: number) =>
  `Shorten the answer to ${most.toLocaleString('en-GB')} words: it has ${words.toLocaleString('en-GB')}`;

/** One of the values, or nothing: then "". */
const oneOf = (values: readonly string[], message: string) =>
  z
    .string({ error: message })
    .refine((value) => values.includes(value), message)
    .optional()
    .transform((value) => value ?? '');

/** "£10,000,000" → "10000000". */
function toDigits(text: string, context: z.RefinementCtx): string {
  const digits = text.replace(/[£,\s]/g, '');
  if (digits === '' && text === '') return '';
  if (/^\d{1,9}$/.test(digits) && Number(digits) <= MOST_NUMBER) return String(Number(digits));
  context.addIssue({ code: 'custom', message: 'Enter a whole number in digits, like 250 or 10,000,000' });
  return z.NEVER;
}

const typedDate = threeFieldDate('The date', MISSING.date);
const part = z.string({ error: MISSING.date }).optional();
const optionalDate = z
  .object({ day: part, month: part, year: part }, { error: MISSING.date })
  .transform((typed, context): string => {
    if (!Object.values(typed).some((digits) => digits?.trim())) return '';
    const date = typedDate.safeParse(typed);
    if (date.success) return date.data;
    for (const { message } of date.error.issues) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
