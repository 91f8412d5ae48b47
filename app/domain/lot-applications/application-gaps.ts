import { formatDate } from '../../lib/dates.ts';
import { documentKindLabel } from '../provider-profile/document-kinds.ts';
import { answersForm, toAnswerFields } from '../selection-questions/answer-form.ts';
import type { Answers } from '../selection-questions/selection-question.ts';
import type { AnsweredQuestion } from './lot-application.ts';

/** What keeps an application from being submitted: said beside its question, or of a document that the profile lacks. */
export interface Gap {
  /** The question, or the kind of document. */
  of: { questionId: string } | { documentKind: string };
  /** In words. */
  what: string;
  problem: string;
}

interface Documents {
  /** The provider's current documents. */
  documents: readonly { id: string; documentKind: string; expiresOn: string | null }[];
  /** The kinds that the system requires. */
  required: readonly string[];
  /** ISO, in London. */
  today: string;
}

/** The answers as the form has them: of a document its id, where it is current still. */
export function answersOf(questions: readonly AnsweredQuestion[]): Answers {
  return Object.fromEntries(
    questions.map(({ id, answer, document }) => [id, document && !document.isReplaced ? document.id : answer]),
  );
}

/**
 * Required answers that are not there, answers that are too long, documents that were replaced or have expired, in the order asked; then
 * documents that the system requires and the profile has not, where no question says so.
 */
export function findGaps(questions: readonly AnsweredQuestion[], { documents, required, today }: Documents): Gap[] {
  const { answers } = toAnswerFields(questions, answersOf(questions));
  const typed = Object.fromEntries(
    questions.map(({ id, kind }) => [id, answers[id] === '' ? (kind === 'date' ? {} : undefined) : answers[id]]),
  );
  const checked = answersForm(questions, { mode: 'complete', documents }).safeParse({ answers: typed });
  const problems = new Map((checked.error?.issues ?? []).map(({ path, message }) => [path[1], message]));
  const open = questions.flatMap(({ id, question, document, documentKind }) => {
    const problem = outOfDate(document, today) ?? problems.get(id);
    return problem ? [{ documentKind, gap: { of: { questionId: id }, what: question, problem } }] : [];
  });
  const said = new Set(open.map(({ documentKind }) => documentKind));
  const missing = required.filter((kind) => !said.has(kind)).flatMap((kind) => missingOf(kind, { documents, today }));
  return [...open.map(({ gap }) => gap), ...missing];
}

function missingOf(documentKind: string, { documents, today }: Omit<Documents, 'required'>): Gap[] {
  const current = documents.filter((document) => document.documentKind === documentKind);
  if (current.some(({ expiresOn }) => expiresOn === null || expiresOn >= today)) return [];
  const what = documentKindLabel(documentKind);
  const problem =
    current.length === 0
      ? 'Upload it to your profile: the system requires it of everyone it admits'
      : 'It has expired: upload a current one to your profile';
  return [{ of: { documentKind }, what, problem }];
}

function outOfDate(document: AnsweredQuestion['document'], today: string): string | undefined {
  if (!document) return undefined;
  if (document.isReplaced) return `“${document.title}” was replaced in your profile: choose the current document`;
  if (document.expiresOn && document.expiresOn < today) {
    return `“${document.title}” expired on ${formatDate(document.expiresOn)}: upload a current one to your profile`;
  }
  return undefined;
}

/** Questions with an answer that does not pass as it stands: the authority decides, but the provider is told before. */
export function findFailing(questions: readonly AnsweredQuestion[]): AnsweredQuestion[] {
  return questions.filter(({ assessment, kind, answer, passAnswer, leastNumber }) => {
    if (assessment !== 'pass_fail' || answer === '') return false;
    if (kind === 'yes_no') return passAnswer !== null && answer !== passAnswer;
    return kind === 'number' && leastNumber !== null && Number(answer) < leastNumber;
  });
}
