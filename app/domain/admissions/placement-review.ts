/** What a review of a placement came to, where the judgement of a service asks for one. */
export const REVIEW_OUTCOMES = ['stays', 'move_planned', 'ended'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

export const REVIEW_OUTCOME_LABELS: Record<ReviewOutcome, string> = {
  stays: 'The child stays',
  move_planned: 'A move is planned',
  ended: 'The placement has ended',
};

/** The judgements that ask for a review of the children who live there; others hold new referrals alone. */
export const REVIEWED_JUDGEMENTS = ['inadequate', 'serious_weaknesses'] as const;

export const asksForReview = (judgement: string): boolean => REVIEWED_JUDGEMENTS.some((known) => known === judgement);
