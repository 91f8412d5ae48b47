interface Ask {
  /** Basis points on every price; or, of lines, on those that are named and none on the others. */
  bps: number;
  lines?: readonly string[];
  reason: string;
}

interface Accepted {
  /** The same, of what is accepted. */
  bps: number;
  lines?: readonly string[];
}

export interface UpliftPlan {
  system: string;
  lot: number;
  /** Undefined: the first whose prices may be raised. */
  provider?: string;
  asked: Ask;
  status: 'submitted' | 'withdrawn' | 'accepted' | 'accepted_in_part' | 'refused';
  accepted?: Accepted;
  decisionReason?: string;
  /** From some weeks ago, where that is in this financial year; the others from the next 1 April. */
  hasBegun?: true;
}

const KENT_FOSTERING = { system: 'kent-independent-fostering', lot: 1 } as const;
const KENT_HOMES = { system: 'kent-childrens-homes', lot: 1 } as const;

/** One of each outcome, by percentage and line by line. */
export const UPLIFT_PLANS: readonly UpliftPlan[] = [
  {
    ...KENT_FOSTERING,
    asked: {
      bps: 480,
      reason:
        'Allowances to carers rise by 5.2% in April with the national minimum. Nine tenths of our fee goes to carers; the rest we hold.',
    },
    status: 'submitted',
  },
  {
    ...KENT_FOSTERING,
    asked: {
      bps: 900,
      lines: ['complex', 'parent_and_child'],
      reason:
        'Carers for children with complex needs leave us for agencies that pay them more: three households last year.',
    },
    status: 'accepted_in_part',
    accepted: { bps: 500, lines: ['complex'] },
    decisionReason:
      'Complex placements are short with every agency: five per cent there. Parent and child placements are not, and stay as they are.',
  },
  {
    ...KENT_FOSTERING,
    asked: { bps: 1_150, reason: 'Inflation, and the rent of our office.' },
    status: 'refused',
    decisionReason:
      'The request says nothing of what your costs were and are. Ask again with the figures: we would look at the part that goes to carers first.',
  },
  {
    ...KENT_HOMES,
    provider: 'kingcupp',
    asked: {
      bps: 650,
      lines: ['core', 'therapeutic', 'solo'],
      reason: 'The national living wage, and the second waking night worker whom Ofsted asked for in June.',
    },
    status: 'submitted',
  },
  {
    ...KENT_HOMES,
    provider: 'flintacre',
    asked: {
      bps: 800,
      lines: ['core', 'therapeutic', 'education'],
      reason: 'A teacher joined the home, and pay on the rota rose by 4.1% in April after our own uplift was agreed.',
    },
    status: 'accepted_in_part',
    accepted: { bps: 350, lines: ['core', 'education'] },
    decisionReason:
      'Education and core care, by what the pay slips show. Therapy is bought in, at the price of last year.',
    hasBegun: true,
  },
  {
    ...KENT_HOMES,
    provider: 'greenfinch',
    asked: { bps: 700, reason: 'Insurance, food and energy cost more.' },
    status: 'refused',
    decisionReason: 'These costs are a seventh of the fee by your own accounts, and the uplift of April covered them.',
  },
  {
    ...{ system: 'kent-childrens-homes', lot: 2, provider: 'oakenreach' },
    asked: { bps: 300, reason: 'Pay rises in April.' },
    status: 'withdrawn',
  },
  {
    ...{ system: 'west-sussex-residential-education', lot: 2 },
    asked: { bps: 520, reason: 'Teachers’ pay, by the national award.' },
    status: 'submitted',
  },
  {
    ...{ system: 'south-london-fostering-and-homes', lot: 2 },
    asked: { bps: 430, reason: 'The London living wage rises by 4.8% in April.' },
    status: 'submitted',
  },
];

/** Providers whose prices stay as they are: people sign in as them first. */
export const LEFT_ALONE: readonly string[] = [
  ...['orchardine', 'wrenfield', 'larkhollow', 'gorsehill', 'ravensole', 'fernacre', 'rowanlea'],
  ...['alderstrand', 'inglebourn', 'tamarisk', 'quaylark'],
];
