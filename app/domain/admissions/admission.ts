export const ADMISSION_STATUSES = ['pending', 'active', 'suspended', 'ended'] as const;
export type AdmissionStatus = (typeof ADMISSION_STATUSES)[number];

/** By a commissioner's decision, or by rule because a document expired. */
export type Suspension = 'decision' | 'document';

/** What the authority that leads decides on an admission; each is a page under it. */
export const DECISIONS = ['suspend', 'reinstate', 'end', 'tier'] as const;
export type Decision = (typeof DECISIONS)[number];

export const isDecision = (word: string | undefined): word is Decision => DECISIONS.some((known) => known === word);

/**
 * Why an admission ends. A supplier leaves a market of the Procurement Act 2023 when it is excluded or excludable (s 36; the grounds are in
 * Schedules 6 and 7), or no longer meets its conditions; under the Public Contracts Regulations 2015 the grounds are in regulation 57.
 */
export const END_GROUNDS = [
  { code: 'provider_request', label: 'The provider asked to leave', hint: '' },
  {
    code: 'mandatory_exclusion',
    label: 'A mandatory exclusion ground applies',
    hint: 'Procurement Act 2023, Schedule 6; Public Contracts Regulations 2015, regulation 57(1) to (3)',
  },
  {
    code: 'discretionary_exclusion',
    label: 'A discretionary exclusion ground applies',
    hint: 'Procurement Act 2023, Schedule 7; Public Contracts Regulations 2015, regulation 57(8)',
  },
  { code: 'conditions_not_met', label: 'It no longer meets the conditions of membership', hint: '' },
  { code: 'contract_breach', label: 'It broke its contract', hint: '' },
  { code: 'registration_cancelled', label: 'Its registration was cancelled', hint: '' },
  { code: 'system_ended', label: 'The purchasing system, or the lot, has ended', hint: '' },
] as const;

export type EndGround = (typeof END_GROUNDS)[number]['code'];

export const END_GROUND_CODES = END_GROUNDS.map(({ code }) => code);

const GROUND_LABELS = new Map<string, string>(END_GROUNDS.map(({ code, label }) => [code, label]));

export const endGroundLabel = (code: string): string => GROUND_LABELS.get(code) ?? code;

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
