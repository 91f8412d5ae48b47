import { z } from 'zod';
import { paragraphs, wholeNumber } from '../../lib/form-fields.ts';
import { ADMISSION_STATUSES, END_GROUND_CODES } from './admission.ts';

const MOST_TIERS = 9;
const reason = paragraphs('The reason', 'Enter the reason: the provider is told', 2_000);

export const AdmissionDecision = z.object({ reason });

export const AdmissionEnd = z.object({
  ground: z.enum(END_GROUND_CODES, { error: 'Choose the ground on which it ends' }),
  reason,
});

export const TierChange = z.object({
  tier: wholeNumber({ name: 'The tier', missing: 'Enter the tier', least: 1, most: MOST_TIERS }),
  reason,
});

export const HoldLift = z.object({ reason });

/** What any of the forms shows, as typed. */
export interface DecisionFields {
  tier?: string;
  ground?: string;
  reason?: string;
}

/** Which admissions are asked for, as an address carries it; what is no filter is left out. */
export const AdmissionFilter = z.object({
  lot: z.uuid().optional().catch(undefined),
  status: z.enum(ADMISSION_STATUSES).optional().catch(undefined),
  held: z
    .literal('yes')
    .optional()
    .catch(undefined)
    .transform((held) => held === 'yes'),
});
export type AdmissionFilterInput = z.output<typeof AdmissionFilter>;
