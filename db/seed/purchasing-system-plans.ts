import type { PriceModel } from '#app/domain/price-schedules/price-levels.ts';
import type { AdjustmentKind } from '#app/domain/price-schedules/quote.ts';
import type { Regime, SystemKind, SystemStatus } from '#app/domain/purchasing-systems/purchasing-system.ts';
import type { AccommodationSlug } from '#app/domain/services/accommodation.ts';

type MonthAndDay = readonly [month: number, day: number];

export interface LotPlan {
  number: number;
  title: string;
  type: AccommodationSlug;
  tiers: number;
  model: PriceModel;
  ofstedRule: 'none' | 'not_inadequate' | 'good_or_better';
  /** How many providers of the kind are admitted, or have asked to be. */
  admissions: number;
  /** Its prices against the market's middle: 1 is the middle. */
  priceFactor: number;
  /** Whether no schedule may ask more than a ceiling. */
  hasCeilings: boolean;
  /** MM-DD: the one day of the year on which its prices rise, where it names one. */
  upliftMonthDay?: string;
  /** Whether a home for two is priced apart from a larger one. */
  byOccupancy?: true;
  addOns: readonly AddOnPlan[];
  adjustments: readonly AdjustmentPlan[];
}

interface AddOnPlan {
  code: string;
  label: string;
  unit: 'week' | 'hour';
  pounds: number;
  /** Came after the others: random numbers of its own price it, so that theirs stay as they were. */
  ownStream?: true;
}

interface AdjustmentPlan {
  kind: AdjustmentKind;
  threshold: number;
  leastBps: number;
  mostBps: number;
}

/** Add-ons and adjustments by how a lot prices: what published schedules of such lots have. */
export const OF_FOSTERING = {
  addOns: [],
  adjustments: [
    { kind: 'sibling', threshold: 2, leastBps: 0, mostBps: 700 },
    { kind: 'sibling', threshold: 3, leastBps: 0, mostBps: 1_000 },
    { kind: 'long_term', threshold: 52, leastBps: 0, mostBps: 400 },
    { kind: 'retainer', threshold: 0, leastBps: 5_000, mostBps: 7_500 },
  ],
} as const;
export const OF_HOMES = {
  addOns: [
    { code: 'education', label: 'Education on site', unit: 'week', pounds: 1_050 },
    { code: 'therapy', label: 'Individual therapy', unit: 'week', pounds: 340 },
    { code: 'staff_hours', label: 'Additional staff', unit: 'hour', pounds: 26 },
    { code: 'same_day_start', label: 'Same-day start', unit: 'week', pounds: 180, ownStream: true },
  ],
  adjustments: [{ kind: 'volume', threshold: 5, leastBps: 0, mostBps: 300 }],
} as const;
export const OF_SUPPORT = {
  addOns: [],
  adjustments: [{ kind: 'retainer', threshold: 0, leastBps: 3_000, mostBps: 6_000 }],
} as const;

export interface SystemPlan {
  slug: string;
  lead: string;
  members: readonly { slug: string; joinedLater?: MonthAndDay }[];
  kind: SystemKind;
  /** Where the kind does not say it. */
  regime?: Regime;
  takesApplications?: 'in_rounds';
  title: string;
  summary: string;
  howToJoin: string;
  status: SystemStatus;
  starts: MonthAndDay;
  ends: MonthAndDay;
  /**
   * The calendar years of both, counted from the one in which the current financial year began. Usually two before it and three after it; of
   * what is yet to begin, three later.
   */
  years?: readonly [starts: number, ends: number];
  /** How many days before it starts it was drawn up, and published: usually 60. */
  preparedDays?: number;
  /** Its end was moved by so many days, to where it is now. */
  extension?: { days: number; reason: string };
  lots: readonly LotPlan[];
}

const EIGHT_BOROUGHS = [
  ...['southwark', 'lambeth', 'lewisham', 'greenwich', 'bexley', 'bromley', 'croydon', 'wandsworth'],
] as const;

/**
 * Modelled on Kent's fostering framework (KCC-2012, KCC-2014, KCC-2019), West Sussex's system for residential education, which Kent
 * joined (KCC-2014), and the shared commissioning of eight South London boroughs (SWK-2018). Terms and providers are made up.
 */
export const SYSTEM_PLANS: readonly SystemPlan[] = [
  {
    slug: 'kent-independent-fostering',
    lead: 'kent',
    members: [{ slug: 'kent' }],
    kind: 'framework',
    title: 'Independent fostering framework',
    summary:
      'Foster homes with independent fostering agencies for children in the care of Kent County Council. Weekly fees are set by the child’s age and level of need, and change once a year. Preferred providers, in lot 2, are asked first; then the providers in lot 1, by tier.',
    howToJoin:
      'The framework is closed to new providers until it is let again. To hear when that is planned, follow our market position statement. Agencies on the framework may ask to change tier once a year, in February.',
    status: 'closed',
    starts: [4, 1],
    ends: [4, 1],
    lots: [
      {
        number: 1,
        title: 'Foster placements',
        type: 'fostering',
        tiers: 2,
        model: 'age_band_by_need_level',
        ofstedRule: 'not_inadequate',
        admissions: 24,
        priceFactor: 1,
        hasCeilings: true,
        upliftMonthDay: '04-01',
        ...OF_FOSTERING,
      },
      {
        number: 2,
        title: 'Placements with preferred providers',
        type: 'fostering',
        tiers: 1,
        model: 'age_band_by_need_level',
        ofstedRule: 'good_or_better',
        admissions: 9,
        priceFactor: 0.97,
        hasCeilings: true,
        ...OF_FOSTERING,
      },
    ],
  },
  {
    slug: 'west-sussex-residential-education',
    lead: 'westsussex',
    members: [{ slug: 'westsussex' }, { slug: 'kent', joinedLater: [5, 1] }],
    kind: 'dps',
    title: 'Residential education dynamic purchasing system',
    summary:
      'Residential special schools, and children’s homes that come with education, for children who need both care and schooling in one place. Fees are weekly and by package: core, therapeutic or solo. Other authorities may join and buy on the same terms.',
    howToJoin:
      'Open throughout its life, to any number of providers. Tell us about your registration, your last inspection, your safeguarding and your weekly fees for each package. We answer within 10 working days, or 15 where we need to visit. Joining is free.',
    status: 'open',
    starts: [9, 1],
    ends: [1, 1],
    lots: [
      {
        number: 1,
        title: 'Residential special schools',
        type: 'residential_school',
        tiers: 1,
        model: 'package',
        ofstedRule: 'good_or_better',
        admissions: 5,
        priceFactor: 1,
        hasCeilings: false,
        ...OF_HOMES,
      },
      {
        number: 2,
        title: 'Children’s homes with education',
        type: 'home',
        tiers: 1,
        model: 'package',
        ofstedRule: 'not_inadequate',
        admissions: 12,
        priceFactor: 1.08,
        hasCeilings: false,
        ...OF_HOMES,
      },
    ],
  },
  {
    slug: 'south-london-fostering-and-homes',
    lead: 'southwark',
    members: EIGHT_BOROUGHS.map((slug) => ({ slug })),
    kind: 'dps',
    title: 'Independent fostering and children’s homes dynamic purchasing system',
    summary:
      'Foster homes, children’s homes and supported accommodation for the children of eight South London boroughs, which manage their referrals and watch outcomes together. Fostering fees are by age and need, homes by package, supported accommodation by a core fee and a rate for each further hour of support.',
    howToJoin:
      'Open throughout its life. Apply to one lot or several with one set of answers: registration, inspection, safeguarding, insurance and prices. We answer within 10 working days, or 15 where we need to visit. Come to a provider workshop first, if you like; joining is free.',
    status: 'open',
    starts: [7, 1],
    ends: [2, 1],
    lots: [
      {
        number: 1,
        title: 'Fostering',
        type: 'fostering',
        tiers: 2,
        model: 'age_band_by_need_level',
        ofstedRule: 'good_or_better',
        admissions: 20,
        priceFactor: 1.05,
        hasCeilings: true,
        ...OF_FOSTERING,
      },
      {
        number: 2,
        title: 'Children’s homes',
        type: 'home',
        tiers: 2,
        model: 'package',
        ofstedRule: 'not_inadequate',
        admissions: 15,
        priceFactor: 1.03,
        byOccupancy: true,
        hasCeilings: false,
        ...OF_HOMES,
      },
      {
        number: 3,
        title: 'Supported accommodation',
        type: 'supported_accommodation',
        tiers: 1,
        model: 'support_hours',
        ofstedRule: 'none',
        admissions: 12,
        priceFactor: 1,
        hasCeilings: true,
        ...OF_SUPPORT,
      },
    ],
  },
  {
    slug: 'kent-supported-accommodation',
    lead: 'kent',
    members: [{ slug: 'kent' }],
    kind: 'dynamic_market',
    title: 'Supported accommodation dynamic market',
    summary:
      'Supported accommodation for young people aged 16 and over in the care of Kent County Council, and for those who leave it. Fees are a core fee with included hours, and a rate for each further hour of support.',
    howToJoin:
      'Join at any time, with one set of answers. The conditions of membership stay the same throughout. We answer within 10 working days; joining is free.',
    status: 'draft',
    starts: [4, 1],
    ends: [4, 1],
    lots: [
      {
        number: 1,
        title: 'Supported accommodation',
        type: 'supported_accommodation',
        tiers: 1,
        model: 'support_hours',
        ofstedRule: 'not_inadequate',
        admissions: 0,
        priceFactor: 1,
        hasCeilings: true,
        ...OF_SUPPORT,
      },
    ],
  },
];
