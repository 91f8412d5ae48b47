import { formatShortDate } from '../../lib/dates.ts';
import { countOf } from '../../lib/phrases.ts';
import type { SelectionQuestion } from '../selection-questions/selection-question.ts';

/** A provider's request to join a lot, from its draft to the decision. */
export type LotApplicationStatus = 'draft' | 'submitted' | 'withdrawn' | 'accepted' | 'rejected';

export const LOT_APPLICATION_STATUS: Record<
  LotApplicationStatus,
  { label: string; tone: 'good' | 'warning' | 'neutral' | 'bad' }
> = {
  draft: { label: 'Draft', tone: 'neutral' },
  submitted: { label: 'Being evaluated', tone: 'warning' },
  withdrawn: { label: 'Withdrawn', tone: 'neutral' },
  accepted: { label: 'Admitted', tone: 'good' },
  rejected: { label: 'Not admitted', tone: 'bad' },
};

/** What the application gives for a question of kind `document`. */
export interface AnsweredDocument {
  id: string;
  title: string;
  fileId: string;
  fileName: string;
  /** The last day on which it is valid, ISO; null: it does not expire. */
  expiresOn: string | null;
  /** The provider has uploaded a newer one since. */
  isReplaced: boolean;
}

/** A selection question as an application is asked it, with its answer. */
export interface AnsweredQuestion extends SelectionQuestion {
  /** yes or no; the text; digits; an ISO date; agreed; "" where there is none, and for a document. */
  answer: string;
  document: AnsweredDocument | null;
}

export interface Clarification {
  id: string;
  question: string;
  askedAt: Date;
  /** The clock stands until the answer, but no longer than to the end of this day, ISO. */
  answerDueOn: string;
  answer: string | null;
  answeredAt: Date | null;
}

export interface LotApplication {
  id: string;
  status: LotApplicationStatus;
  revision: number;
  /** How often it was submitted: scores belong to one submission. */
  submission: number;
  lotId: string;
  lotNumber: number;
  lotTitle: string;
  /** A code of accommodation.ts. */
  accommodationType: number;
  /** How many tiers the lot has. */
  tiers: number;
  ofstedRule: string;
  systemId: string;
  systemTitle: string;
  leadAuthorityId: string;
  leadName: string;
  providerId: string;
  providerName: string;
  roundId: string | null;
  createdAt: Date;
  updatedAt: Date;
  submittedAt: Date | null;
  /** The last day for the decision, ISO. */
  dueOn: string | null;
  evaluationDays: number;
  extendedEvaluationDays: number;
  clarificationDays: number;
  extendedAt: Date | null;
  extensionReason: string | null;
  decidedAt: Date | null;
  tier: number | null;
  decisionReason: string | null;
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
}

/** An application with all it says: for the provider and for whoever evaluates it. */
export interface FullLotApplication extends LotApplication {
  questions: AnsweredQuestion[];
  clarifications: Clarification[];
}

/** One of the provider's own in its list. */
export interface OwnLotApplication extends LotApplication {
  /** Questions that wait for an answer; 0 unless it is being evaluated. */
  openQuestions: number;
  /** By when the first of them is to be answered, ISO. */
  answerDueOn: string | null;
}

/** What the provider does next, in words. */
export function nextStep(application: OwnLotApplication): string {
  const { status, submission, openQuestions, answerDueOn, dueOn } = application;
  if (status === 'draft')
    return submission === 0 ? 'Finish and submit it' : 'Submit it again: until then nobody reads it';
  if (openQuestions > 0 && answerDueOn) {
    return `Answer ${countOf(openQuestions, 'question')} by ${formatShortDate(answerDueOn)}`;
  }
  if (status === 'submitted' && dueOn) return `Wait: the decision is due by ${formatShortDate(dueOn)}`;
  if (status === 'rejected') return 'Read the reasons';
  return '';
}

/** The questions as a form shows them: those asked of every applicant, then those of the lot. */
export function lotGroups<Asked extends { lotId: string | null }>(
  questions: readonly Asked[],
): { title: string; asked: Asked[] }[] {
  const ofSystem = questions.filter(({ lotId }) => lotId === null);
  const ofLot = questions.filter(({ lotId }) => lotId !== null);
  return [
    { title: 'Asked of every applicant', asked: ofSystem },
    { title: 'Asked of applicants to this lot', asked: ofLot },
  ].filter(({ asked }) => asked.length > 0);
}
