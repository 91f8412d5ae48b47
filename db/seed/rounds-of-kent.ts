import type { Quality } from './applications.ts';

/** Days are working days before today. */
interface Asked {
  asked: number;
  question: string;
  /** Working days that the provider has. */
  within: number;
  answer?: { ago: number; text: string };
}

/** What has become of an application in the round that is open. Evaluators are in their order: the commissioner, then the second one. */
export interface ApplicationNow {
  lot: 1 | 2;
  slug: string;
  submitted: number | null;
  /** How many evaluators; 0: nobody yet. */
  evaluators: 0 | 1 | 2;
  /** When each declared that they have no interest in it; the day after it was submitted they were asked. */
  declared?: readonly [first?: number, second?: number];
  conflict?: { of: 0 | 1; note: string };
  /** Who has written scores down. */
  scored?: readonly (0 | 1)[];
  finished?: readonly [first: number | null, second: number | null];
  extended?: { ago: number; reason: string };
  clarifications?: readonly Asked[];
  quality?: Quality;
  agreed?: number;
  decided?: { ago: number; tier: number | null; reason: string };
  withdrawn?: { ago: number; reason: string };
}

/** One for each thing that can become of an application, to Kent's framework for children's homes. */
export const APPLICATIONS_NOW: readonly ApplicationNow[] = [
  { lot: 2, slug: 'beechquay', submitted: null, evaluators: 0 },
  { lot: 1, slug: 'hawkslade', submitted: 1, evaluators: 0 },
  {
    ...{ lot: 2, slug: 'dunlinwood', submitted: 5, evaluators: 2, declared: [3, 3] },
    ...{ scored: [0, 1], finished: [null, 1] },
  },
  {
    ...{ lot: 2, slug: 'eastmere', submitted: 6, evaluators: 2, declared: [4] },
    clarifications: [
      {
        asked: 2,
        within: 5,
        question:
          'You write that the home is staffed by two at night. Your rota in the answer on safeguarding shows one waking and one sleeping in. Which is it, and what changes when the child goes missing?',
      },
    ],
  },
  {
    ...{ lot: 2, slug: 'flintacre', submitted: 9, evaluators: 2, declared: [8, 6], scored: [0] },
    clarifications: [
      {
        asked: 7,
        within: 5,
        question:
          'How many of the children whose outcomes you give lived in a home of their own, and how many with others?',
        answer: {
          ago: 5,
          text: 'Three of the eleven lived in a home of their own. We have marked them in the table that follows.',
        },
      },
    ],
  },
  {
    ...{ lot: 2, slug: 'greenfinch', submitted: 12, evaluators: 2, declared: [10, 10], scored: [0] },
    conflict: { of: 1, note: 'My brother-in-law manages one of its homes.' },
    extended: {
      ago: 4,
      reason:
        'The home is not open yet: we visit it before we decide, and the earliest day that suits both of us is next week.',
    },
  },
  {
    ...{ lot: 2, slug: 'jaybrook', submitted: 8, evaluators: 2, declared: [6, 6] },
    ...{ scored: [0, 1], finished: [3, 2], quality: 'disputed' },
  },
  {
    ...{ lot: 2, slug: 'kingcupp', submitted: 9, evaluators: 2, declared: [7, 7] },
    ...{ scored: [0, 1], finished: [4, 3], agreed: 1 },
  },
  {
    ...{ lot: 2, slug: 'keyturn', submitted: 14, evaluators: 2, declared: [12, 12] },
    ...{ scored: [0, 1], finished: [9, 8], quality: 'good', agreed: 6 },
    decided: {
      ago: 5,
      tier: 2,
      reason:
        'Every condition is met and each answer reaches the standard. Tier 2 for now: the home has not been inspected under its new manager.',
    },
  },
  {
    ...{ lot: 2, slug: 'pebblewick', submitted: 15, evaluators: 2, declared: [13, 13] },
    ...{ scored: [0, 1], finished: [10, 10], quality: 'poor', agreed: 8 },
    decided: {
      ago: 7,
      tier: null,
      reason:
        'The answers on safeguarding and on outcomes do not reach the standard for a child who lives alone: neither says what staff do on the first night, or how progress is measured. You may apply again in the next round.',
    },
  },
  {
    ...{ lot: 2, slug: 'northwhistle', submitted: 10, evaluators: 1, declared: [8] },
    withdrawn: { ago: 4, reason: 'The purchase of the house fell through. We mean to apply again in the next round.' },
  },
];

interface FirstRound {
  lot: 1 | 2;
  slug: string;
  /** Null: not admitted. */
  tier: number | null;
}

/** Who applied in the first round, with what came of it. */
export const FIRST_ROUND: readonly FirstRound[] = [
  { lot: 1, slug: 'beechquay', tier: 1 },
  { lot: 1, slug: 'dunlinwood', tier: 1 },
  { lot: 1, slug: 'flintacre', tier: 2 },
  { lot: 1, slug: 'greenfinch', tier: 2 },
  { lot: 1, slug: 'jaybrook', tier: 2 },
  { lot: 1, slug: 'kingcupp', tier: 3 },
  { lot: 1, slug: 'lavenderlea', tier: 3 },
  { lot: 1, slug: 'millpetal', tier: 3 },
  { lot: 1, slug: 'northwhistle', tier: 2 },
  { lot: 1, slug: 'hawkslade', tier: null },
  { lot: 2, slug: 'cloverstone', tier: 1 },
  { lot: 2, slug: 'oakenreach', tier: 2 },
];

/** Whose certificate has run out, so that the rule has suspended its admission. */
export const WITHOUT_INDEMNITY = 'lavenderlea';

/** Admitted in the first round, and still there. */
export const ADMITTED_FIRST = FIRST_ROUND.filter(({ tier }) => tier !== null).map(({ slug }) => slug);
