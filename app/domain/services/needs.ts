export type NeedLevel = 'standard' | 'enhanced' | 'complex' | 'parent_and_child';

/**
 * What a child may need of a place, coded. The words are those of the placements data standard's referral vocabulary; `level` is the
 * lowest level of care at which the need is met, from which the price follows.
 */
export const NEEDS = [
  { code: 'emotional_wellbeing', label: 'Emotional wellbeing and mental health', level: 'enhanced' },
  { code: 'learning_disability', label: 'Learning disability', level: 'enhanced' },
  { code: 'autism', label: 'Autism', level: 'enhanced' },
  { code: 'communication', label: 'Communication needs', level: 'standard' },
  { code: 'sensory_impairment', label: 'Sensory impairment', level: 'enhanced' },
  { code: 'home_adaptation', label: 'Home adapted for a physical disability', level: 'enhanced' },
  { code: 'health_condition', label: 'Long-term health condition', level: 'enhanced' },
  { code: 'cultural_or_faith', label: 'Particular culture or faith', level: 'standard' },
  { code: 'asylum_seeking', label: 'Unaccompanied and seeking asylum', level: 'standard' },
  { code: 'missing', label: 'Goes missing', level: 'enhanced' },
  { code: 'drug_and_alcohol', label: 'Drug and alcohol use', level: 'enhanced' },
  { code: 'self_harm', label: 'Self harm', level: 'complex' },
  { code: 'eating_disorder', label: 'Eating disorder', level: 'complex' },
  { code: 'sexual_exploitation', label: 'Risk of sexual exploitation', level: 'complex' },
  { code: 'criminal_exploitation', label: 'Risk of criminal exploitation', level: 'complex' },
  { code: 'risk_to_others', label: 'Risk to others', level: 'complex' },
  { code: 'therapeutic', label: 'Therapeutic care', level: 'enhanced' },
  { code: 'solo', label: 'Solo placement', level: 'complex' },
  { code: 'parent_and_child', label: 'Parent and child together', level: 'parent_and_child' },
] as const satisfies readonly { code: string; label: string; level: NeedLevel }[];

export type NeedCode = (typeof NEEDS)[number]['code'];

export const NEED_CODES = NEEDS.map((need) => need.code);

const LABELS = new Map<string, string>(NEEDS.map((need) => [need.code, need.label]));

export function needLabel(code: string): string {
  return LABELS.get(code) ?? code;
}
