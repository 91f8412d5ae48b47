import { formatDate } from '../../lib/dates.ts';
import { documentKindLabel } from '../provider-profile/document-kinds.ts';

export const QUESTION_KINDS = ['yes_no', 'text', 'number', 'date', 'document', 'declaration'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export const QUESTION_KIND_LABELS: Record<QuestionKind, string> = {
  yes_no: 'Yes or no',
  text: 'Text',
  number: 'Number',
  date: 'Date',
  document: 'Document',
  declaration: 'Declaration',
};

export const ASSESSMENTS = ['pass_fail', 'scored', 'information'] as const;
export type Assessment = (typeof ASSESSMENTS)[number];

export const ASSESSMENT_LABELS: Record<Assessment, string> = {
  pass_fail: 'Pass or fail',
  scored: 'Scored',
  information: 'For information',
};

export type YesNo = 'yes' | 'no';

/** A question as it is asked, in the library or of applicants. */
export interface Question {
  id: string;
  kind: QuestionKind;
  question: string;
  guidance: string;
  /** kind `document`: which document; else null. */
  documentKind: string | null;
  assessment: Assessment;
  /** kind `yes_no`, `pass_fail`: the answer that passes. */
  passAnswer: YesNo | null;
  /** kind `number`, `pass_fail`: the least that passes. */
  leastNumber: number | null;
  /** kind `text`. */
  mostWords: number | null;
}

/** A question of the library: of the portal itself, which every provider answers once, or of an authority. */
export interface LibraryQuestion extends Question {
  /** Null: one of the portal's. */
  authorityId: string | null;
  topic: string;
}

/** A question asked of applicants to a purchasing system. */
export interface SelectionQuestion extends Question {
  /** Null: asked of applicants to every lot. */
  lotId: string | null;
  libraryQuestionId: string | null;
  position: number;
  required: boolean;
  /** `scored`: its share of the marks, in per cent, and the most that it can score; else null. */
  weight: number | null;
  mostScore: number | null;
}

/** What was answered. Of a document: the id of the provider's document; "agreed": a declaration; "": nothing. */
export type Answers = Readonly<Record<string, string>>;

export const AGREED = 'agreed';

/** How many words a text has. */
export const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** How a question is judged, in words: "Pass or fail: yes passes", "Scored from 0 to 10, 30% of the marks". */
export function assessmentInWords(
  question: Question & Partial<Pick<SelectionQuestion, 'weight' | 'mostScore'>>,
): string {
  const { assessment, passAnswer, leastNumber, weight, mostScore } = question;
  if (assessment === 'scored' && weight && mostScore) return `Scored from 0 to ${mostScore}, ${weight}% of the marks`;
  if (assessment === 'pass_fail' && passAnswer) return `Pass or fail: ${passAnswer} passes`;
  if (assessment === 'pass_fail' && leastNumber !== null)
    return `Pass or fail: ${leastNumber.toLocaleString('en-GB')} or more passes`;
  return ASSESSMENT_LABELS[assessment];
}

/** What is asked for, in words: "Text, at most 500 words", "Document: Safeguarding policy". */
export function kindInWords({ kind, mostWords, documentKind }: Question): string {
  if (kind === 'text' && mostWords) return `Text, at most ${mostWords.toLocaleString('en-GB')} words`;
  if (kind === 'document' && documentKind) return `Document: ${documentKindLabel(documentKind)}`;
  return QUESTION_KIND_LABELS[kind];
}

/** A stored answer as people read it; a document's is a link to its file, which the page makes. */
export function answerInWords({ kind }: Pick<Question, 'kind'>, answer: string): string {
  switch (kind) {
    case 'yes_no':
      return answer === 'yes' ? 'Yes' : 'No';
    case 'declaration':
      return 'Agreed';
    case 'number':
      return Number(answer).toLocaleString('en-GB');
    case 'date':
      return formatDate(answer);
    default:
      return answer;
  }
}

/** The library's questions are grouped by these. */
export const TOPICS = [
  'Your organisation',
  'Registration with Ofsted',
  'Insurance',
  'Safeguarding',
  'Staff',
  'Complaints and information',
  'Quality and outcomes',
  'Social value and continuity',
] as const;

/** "Registration with Ofsted" → "registration-with-ofsted", in an address. */
export const topicSlug = (topic: string): string => topic.toLowerCase().replace(/[^a-z]+/g, '-');
