export type OfstedRule = 'none' | 'not_inadequate' | 'good_or_better';

/** How a judgement stands on its scale: 0 the worst, 1 below good, 2 good or better. A service not yet inspected is not held back. */
const STANDING: Record<string, number> = {
  inadequate: 0,
  serious_weaknesses: 0,
  requires_improvement: 1,
  inconsistent: 1,
};
const BEST = 2;

const LEAST: Record<OfstedRule, number> = { none: 0, not_inadequate: 1, good_or_better: BEST };

/** Every standing there is, the worst first. */
export const STANDINGS = [0, 1, BEST];

export const standingOf = (judgement: string | null): number => (judgement ? (STANDING[judgement] ?? BEST) : BEST);

/** The judgements of a standing below the best, for a query that must rank by it. */
export const judgementsOf = (standing: number): string[] =>
  Object.keys(STANDING).filter((judgement) => STANDING[judgement] === standing);

/** Whether a lot with this rule may send new referrals to a service of that standing. */
export const meetsOfstedRule = (rule: OfstedRule, standing: number): boolean => standing >= LEAST[rule];
