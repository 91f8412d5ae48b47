export const ADMISSION_STATUSES = ['pending', 'active', 'suspended', 'ended'] as const;
export type AdmissionStatus = (typeof ADMISSION_STATUSES)[number];

/** By a commissioner's decision, or by rule because a document expired. */
export type Suspension = 'decision' | 'document';

/** What the authority that leads decides on an admission; each is a page under it. */
export const DECISIONS = ['suspend', 'reinstate', 'end', 'tier'] as const;
export type Decision = (typeof DECISIONS)[number];

export const isDecision = (word: string | undefined): word is Decision => DECISIONS.some((known) => known === word);

export const CHANGE_LABELS: Record<string, string> = {
  applied: 'Applied',
  withdrawn: 'Withdrew its application',
  refused: 'Refused',
  admitted: 'Admitted',
  suspended: 'Suspended',
  reinstated: 'Reinstated',
  ended: 'Ended',
  tier_changed: 'Moved to another tier',
};

interface Standing {
  status: AdmissionStatus;
  suspension: Suspension | null;
  /** Of the lot. */
  tiers: number;
}

/** The decisions that make sense as an admission stands: one suspended by rule may be suspended by decision as well. */
export function openDecisions({ status, suspension, tiers }: Standing): Decision[] {
  if (status !== 'active' && status !== 'suspended') return [];
  return DECISIONS.filter(
    (decision) =>
      (decision !== 'suspend' || suspension !== 'decision') &&
      (decision !== 'reinstate' || status === 'suspended') &&
      (decision !== 'tier' || tiers > 1),
  );
}
