export type JudgementScale = 'social_care_four_point' | 'supported_accommodation_three_point';

/** Ofsted's words as its files have them, in small letters. */
const WORDS: Record<string, { scale: JudgementScale; judgement: string }> = {
  outstanding: { scale: 'social_care_four_point', judgement: 'outstanding' },
  good: { scale: 'social_care_four_point', judgement: 'good' },
  'requires improvement to be good': { scale: 'social_care_four_point', judgement: 'requires_improvement' },
  'requires improvement': { scale: 'social_care_four_point', judgement: 'requires_improvement' },
  inadequate: { scale: 'social_care_four_point', judgement: 'inadequate' },
  'consistently strong': { scale: 'supported_accommodation_three_point', judgement: 'consistently_strong' },
  inconsistent: { scale: 'supported_accommodation_three_point', judgement: 'inconsistent' },
  'serious or widespread weaknesses': {
    scale: 'supported_accommodation_three_point',
    judgement: 'serious_weaknesses',
  },
};

/** What Ofsted's words mean; undefined where they are none of a scale that is known. */
export function judgementOfWords(words: string): { scale: JudgementScale; judgement: string } | undefined {
  const plain = words.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return Object.hasOwn(WORDS, plain) ? WORDS[plain] : undefined;
}

const SUPPORTED_ACCOMMODATION = 3;

/** The scale by which a kind of accommodation is judged; `accommodationType` is the smallint. */
export const scaleOf = (accommodationType: number): JudgementScale =>
  accommodationType === SUPPORTED_ACCOMMODATION ? 'supported_accommodation_three_point' : 'social_care_four_point';

const FRAMEWORK_OF_2024 = '2024-04-01';

/** The edition of Ofsted's social care common inspection framework in use on the day of an inspection, ISO. */
export const scaleVersionOn = (inspectedOn: string): string =>
  inspectedOn < FRAMEWORK_OF_2024 ? 'SCCIF 2017' : 'SCCIF 2024';
