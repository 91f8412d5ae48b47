import { z } from 'zod';
import { optionalParagraphs } from '../../lib/form-fields.ts';
import { REVIEW_OUTCOMES } from './placement-review.ts';

const CHOOSE = 'Choose the placements that you have reviewed';
const MOST_PLACEMENTS = 500;

export const PlacementReview = z
  .object({
    placementIds: z
      .array(z.uuid(CHOOSE), { error: CHOOSE })
      .min(1, CHOOSE)
      .max(MOST_PLACEMENTS, CHOOSE)
      .transform((ids) => [...new Set(ids)]),
    outcome: z.enum(REVIEW_OUTCOMES, { error: 'Choose what the review came to' }),
    reason: optionalParagraphs('The reasons', 2_000),
  })
  .superRefine(({ outcome, reason }, context) => {
    if (outcome === 'stays' && reason === '')
      context.addIssue({ code: 'custom', path: ['reason'], message: 'Enter why it is right that the child stays' });
  });
export type PlacementReviewInput = z.output<typeof PlacementReview>;

/** What the form shows, as typed. */
export interface PlacementReviewFields {
  placementIds?: string[];
  outcome?: string;
  reason?: string;
}
