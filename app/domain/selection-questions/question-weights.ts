import type { SelectionQuestion } from './selection-question.ts';

interface Lot {
  id: string;
  number: number;
  title: string;
}

type Weighed = Pick<SelectionQuestion, 'lotId' | 'weight'>;

/** What is asked of applicants to a lot: the questions of the whole system, and its own. */
const askedIn = <Q extends Weighed>(lot: { id: string }, questions: readonly Q[]): Q[] =>
  questions.filter(({ lotId }) => lotId === null || lotId === lot.id);

/** By lot: the sum of the weights of what is scored there, in per cent; null where nothing is scored. */
export function weightsByLot(lots: readonly Lot[], questions: readonly Weighed[]) {
  return lots.map((lot) => {
    const weights = askedIn(lot, questions).flatMap(({ weight }) => weight ?? []);
    return { lot, sum: weights.length === 0 ? null : weights.reduce((sum, weight) => sum + weight, 0) };
  });
}

/** What keeps applicants from being judged fairly, in words for the commissioner; none: []. */
export function issuesOf(lots: readonly Lot[], questions: readonly Weighed[]): string[] {
  return weightsByLot(lots, questions).flatMap(({ lot, sum }) => {
    if (askedIn(lot, questions).length === 0) return [`Nothing is asked of applicants to lot ${lot.number}`];
    if (sum === null || sum === 100) return [];
    return [`The weights of what is scored in lot ${lot.number} add up to ${sum}%: make them 100%`];
  });
}
