import { z } from 'zod';
import { formKey, line, optionalParagraphs, paragraphs, wholeNumber } from '../../lib/form-fields.ts';
import { DOCUMENT_KIND_CODES, REQUIRABLE_DOCUMENTS } from '../provider-profile/document-kinds.ts';
import {
  ASSESSMENTS,
  type LibraryQuestion,
  QUESTION_KINDS,
  type Question,
  type SelectionQuestion,
  TOPICS,
} from './selection-question.ts';

const optional = <S extends z.ZodType>(schema: S) =>
  schema.optional().transform((value) => (value === undefined ? null : value) as z.output<S> | null);

const PASSES = ['yes', 'no'] as const;

const content = {
  kind: z.enum(QUESTION_KINDS, { error: 'Choose what kind of answer you ask for' }),
  question: paragraphs('The question', 'Enter the question', 600),
  guidance: optionalParagraphs('The guidance', 2_000),
  documentKind: optional(z.enum(DOCUMENT_KIND_CODES, { error: 'Choose a kind of document from the list' })),
  assessment: z.enum(ASSESSMENTS, { error: 'Choose how the answer is judged' }),
  passAnswer: optional(z.enum(PASSES, { error: 'Choose which answer passes' })),
  leastNumber: optional(
    wholeNumber({ name: 'The least number', missing: 'Enter a number', least: 0, most: 999_999_999 }),
  ),
  mostWords: optional(
    wholeNumber({ name: 'The most words', missing: 'Enter a number of words', least: 10, most: 2_000 }),
  ),
};

type Typed = z.output<z.ZodObject<typeof content>>;
type Refuse = (path: string, message: string) => void;

/** What belongs to the kind and to how it is judged; what belongs to others was typed in vain and is left out. */
function fitting<T extends Typed>({ documentKind, passAnswer, leastNumber, mostWords, ...question }: T) {
  const { kind, assessment } = question as unknown as Typed;
  const judged = assessment === 'pass_fail';
  return {
    ...question,
    documentKind: kind === 'document' ? documentKind : null,
    passAnswer: kind === 'yes_no' && judged ? passAnswer : null,
    leastNumber: kind === 'number' && judged ? leastNumber : null,
    mostWords: kind === 'text' ? mostWords : null,
  };
}

function checkKind({ kind, assessment, documentKind, passAnswer }: Typed, refuse: Refuse) {
  if (kind === 'document' && documentKind === null) refuse('documentKind', 'Choose which document you ask for');
  if (kind === 'yes_no' && assessment === 'pass_fail' && passAnswer === null)
    refuse('passAnswer', 'Choose which answer passes');
  if (kind === 'declaration' && assessment === 'scored')
    refuse('assessment', 'Choose another way to judge it: a declaration is agreed to or not, it has no score');
}

const refuser =
  (context: z.RefinementCtx): Refuse =>
  (path, message) =>
    context.addIssue({ code: 'custom', path: [path], message });

const topic = z.enum(TOPICS, { error: 'Choose a topic' });
const seen = line('seen', 'Load the page again', 40);

export const NewLibraryQuestion = z
  .object({ key: formKey, topic, ...content })
  .superRefine((typed, context) => checkKind(typed, refuser(context)))
  .transform(fitting);
export type NewLibraryQuestionInput = z.output<typeof NewLibraryQuestion>;

/** `seen` is the version of the question that the form was filled from. */
export const EditedLibraryQuestion = z
  .object({ seen, topic, ...content })
  .superRefine((typed, context) => checkKind(typed, refuser(context)))
  .transform(fitting);
export type EditedLibraryQuestionInput = z.output<typeof EditedLibraryQuestion>;

/** What either form shows, as typed. */
export type LibraryQuestionFields = Omit<z.input<typeof NewLibraryQuestion>, 'key'> & { key?: string; seen?: string };

/** Where a question that a purchasing system asks goes in the library. */
export const SavedToLibrary = z.object({ key: formKey, topic });

const asked = {
  lotId: optional(z.uuid('Choose a lot from the list')),
  libraryQuestionId: optional(z.uuid('Choose a question of the library')),
  required: z
    .enum(['yes', 'no'], { error: 'Choose whether it must be answered' })
    .transform((answer) => answer === 'yes'),
  weight: optional(wholeNumber({ name: 'The weight', missing: 'Enter a weight', least: 1, most: 100 })),
  mostScore: optional(wholeNumber({ name: 'The most score', missing: 'Enter the most score', least: 1, most: 100 })),
  ...content,
};

const checked = <S extends z.ZodType<Typed & { weight: number | null; mostScore: number | null }>>(schema: S) =>
  schema.superRefine((typed, context) => {
    const refuse = refuser(context);
    checkKind(typed, refuse);
    if (typed.assessment !== 'scored') return;
    if (typed.weight === null) refuse('weight', 'Enter its weight: its share of the marks, in per cent');
    if (typed.mostScore === null) refuse('mostScore', 'Enter the most that it can score, like 5 or 10');
  });

const scoredOrNot = <T extends Typed & { weight: number | null; mostScore: number | null }>(question: T) => {
  const scored = question.assessment === 'scored';
  return {
    ...fitting(question),
    weight: scored ? question.weight : null,
    mostScore: scored ? question.mostScore : null,
  };
};

/** A question for a purchasing system: a new one, or one of the library as it was changed. */
export const NewQuestion = checked(z.object({ key: formKey, ...asked })).transform(scoredOrNot);
export type NewQuestionInput = z.output<typeof NewQuestion>;

/** `seen` as above. */
export const EditedQuestion = checked(z.object({ seen, ...asked })).transform(scoredOrNot);
export type EditedQuestionInput = z.output<typeof EditedQuestion>;

/** What either form shows, as typed. */
export type QuestionFields = Omit<z.input<typeof NewQuestion>, 'key'> & { seen?: string };

/** A question as its form shows it; one of the library as the beginning of a question of a system. */
export function toQuestionFields(question: Question & Partial<SelectionQuestion>): QuestionFields {
  const { lotId, weight, mostScore } = question;
  return {
    ...toContentFields(question),
    ...(lotId && { lotId }),
    ...(question.libraryQuestionId && { libraryQuestionId: question.libraryQuestionId }),
    required: question.required === false ? 'no' : 'yes',
    ...(weight && { weight: String(weight) }),
    ...(mostScore && { mostScore: String(mostScore) }),
  };
}

/** A question of the library as its form shows it. */
export const toLibraryQuestionFields = ({ topic, ...question }: LibraryQuestion): LibraryQuestionFields => ({
  topic: topic as LibraryQuestionFields['topic'],
  ...toContentFields(question),
});

function toContentFields(question: Question) {
  const { kind, assessment, guidance, documentKind, passAnswer, leastNumber, mostWords } = question;
  return {
    kind,
    question: question.question,
    guidance,
    assessment,
    ...(documentKind && { documentKind: documentKind as QuestionFields['documentKind'] }),
    ...(passAnswer && { passAnswer }),
    ...(leastNumber !== null && { leastNumber: String(leastNumber) }),
    ...(mostWords !== null && { mostWords: String(mostWords) }),
  };
}

/** Another place in the order. */
export const QuestionMove = z.object({
  intent: z.enum(['up', 'down'], { error: 'Choose what to do' }),
  question: z.uuid('Choose a question'),
});

export const DOCUMENT_RULES = ['no', 'kept', 'suspends'] as const;

/** The documents that an admitted provider keeps in date. */
export const RequiredDocuments = z.object({
  documents: z.object(
    Object.fromEntries(
      REQUIRABLE_DOCUMENTS.map(({ code }) => [
        code,
        z
          .enum(DOCUMENT_RULES, { error: 'Choose a rule from the list' })
          .optional()
          .transform((rule) => rule ?? 'no'),
      ]),
    ),
  ),
});
export type RequiredDocumentsInput = z.output<typeof RequiredDocuments>;

export const LibraryRetirement = z.object({ question: z.uuid('Choose a question') });

/** The stored rules as their form shows them. */
export function toRequiredDocumentFields(required: readonly { documentKind: string; suspendsWhenExpired: boolean }[]) {
  const rules = new Map(required.map((row) => [row.documentKind, row.suspendsWhenExpired ? 'suspends' : 'kept']));
  const documents: Record<string, string> = {};
  for (const { code } of REQUIRABLE_DOCUMENTS) documents[code] = rules.get(code) ?? 'no';
  return { documents };
}
