import { formatDate } from '../../lib/dates.ts';
import { answersForm, toAnswerFields } from '../selection-questions/answer-form.ts';
import type { Answers } from '../selection-questions/selection-question.ts';
import type { AnsweredQuestion } from './lot-application.ts';

/** What keeps an application from being submitted: said beside its question. */
export interface Gap {
  questionId: string;
  question: string;
  problem: string;
}

interface Documents {
  /** The provider's current documents. */
  documents: readonly { id: string; documentKind: string }[];
  /** ISO, in London. */
  today: string;
}

/** The answers as the form has them: of a document its id, where it is current still. */
export function answersOf(questions: readonly AnsweredQuestion[]): Answers {
  return Object.fromEntries(
    questions.map(({ id, answer, document }) => [id, document && !document.isReplaced ? document.id : answer]),
  );
}

/** Required answers that are not there, answers that are too long, documents that were replaced or have expired; in the order asked. */
export function findGaps(questions: readonly AnsweredQuestion[], { documents, today }: Documents): Gap[] {
  const { answers } = toAnswerFields(questions, answersOf(questions));
  const typed = Object.fromEntries(
    questions.map(({ id, kind }) => [id, answers[id] === '' ? (kind === 'date' ? {} : undefined) : answers[id]]),
  );
  const checked = answersForm(questions, { mode: 'complete', documents }).safeParse({ answers: typed });
  const problems = new Map((checked.error?.issues ?? []).map(({ path, message }) => [path[1], message]));
  return questions.flatMap(({ id, question, document }) => {
    const problem = outOfDate(document, today) ?? problems.get(id);
    return problem ? [{ questionId: id, question, problem }] : [];
  });
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
