import type { AccommodationSlug } from '#app/domain/services/accommodation.ts';
import type { NeedLevel } from '#app/domain/services/needs.ts';
import { type Day, isWeekend, monthOf } from './calendar.ts';
import type { Random } from './random.ts';

export type Route = 'framework' | 'spot' | 'in_house' | 'block';
type Weighted<T> = readonly (readonly [T, number])[];
type Range = readonly [from: number, to: number];

export const AUTHORITY_WEIGHTS: Weighted<string> = [
  ['kent', 46],
  ['medway', 12],
  ['southwark', 11],
  ['westsussex', 13],
  ['lambeth', 3],
  ['lewisham', 3],
  ['greenwich', 3],
  ['bexley', 2],
  ['bromley', 2],
  ['croydon', 3],
  ['wandsworth', 2],
];

export const TYPE_WEIGHTS: Weighted<AccommodationSlug> = [
  ['fostering', 57],
  ['home', 20],
  ['supported_accommodation', 19],
  ['residential_school', 4],
];

/** Where the authority may buy through a lot of the kind; without one, the framework's share goes to the others. */
export const ROUTE_WEIGHTS: Record<AccommodationSlug, Weighted<Route>> = {
  fostering: [
    ['framework', 42],
    ['in_house', 44],
    ['spot', 14],
  ],
  home: [
    ['framework', 48],
    ['spot', 42],
    ['block', 7],
    ['in_house', 3],
  ],
  supported_accommodation: [
    ['framework', 50],
    ['spot', 35],
    ['block', 15],
  ],
  residential_school: [
    ['framework', 65],
    ['spot', 35],
  ],
};

export const AGES: Record<AccommodationSlug, Weighted<Range>> = {
  fostering: [
    [[0, 4], 30],
    [[5, 10], 29],
    [[11, 15], 29],
    [[16, 17], 12],
  ],
  home: [
    [[8, 11], 15],
    [[12, 15], 60],
    [[16, 17], 25],
  ],
  supported_accommodation: [[[16, 17], 1]],
  residential_school: [
    [[8, 11], 40],
    [[12, 16], 60],
  ],
};

export const LEVELS: Record<AccommodationSlug, Weighted<NeedLevel>> = {
  fostering: [
    ['standard', 58],
    ['enhanced', 26],
    ['complex', 13],
    ['parent_and_child', 3],
  ],
  home: [
    ['standard', 20],
    ['enhanced', 45],
    ['complex', 35],
  ],
  supported_accommodation: [
    ['standard', 62],
    ['enhanced', 28],
    ['complex', 10],
  ],
  residential_school: [
    ['enhanced', 65],
    ['complex', 35],
  ],
};

/** Nights. */
export const LENGTHS: Record<AccommodationSlug, Weighted<Range>> = {
  fostering: [
    [[2, 28], 22],
    [[29, 180], 28],
    [[181, 600], 25],
    [[601, 3_500], 25],
  ],
  home: [
    [[2, 28], 14],
    [[29, 240], 44],
    [[241, 900], 42],
  ],
  supported_accommodation: [
    [[7, 60], 18],
    [[61, 365], 56],
    [[366, 720], 26],
  ],
  residential_school: [
    [[190, 400], 35],
    [[401, 1_400], 65],
  ],
};

export const SPOT_REASONS: Weighted<string> = [
  ['no_framework_offer', 45],
  ['same_day', 21],
  ['specialist_need', 22],
  ['court_direction', 4],
  ['other', 8],
];

/** New placements by month, January first: most when school terms begin, fewest in August and December. */
const SEASON = [1.1, 1.05, 1.1, 0.95, 1, 1, 0.95, 0.8, 1.15, 1.15, 1, 0.75];
const WINDOW_DAYS = 730;
/** How much busier the last day is than the first. */
const GROWTH = 0.3;

function busyness(day: Day, today: Day): number {
  const season = SEASON[monthOf(day) - 1] ?? 1;
  const growth = 1 + GROWTH * (1 - (today - day) / WINDOW_DAYS);
  return season * growth * (isWeekend(day) ? 0.2 : 1);
}

/** The days on which `count` placements start in the two years up to `today`, earliest first. */
export function* startDays(random: Random, count: number, today: Day): Generator<Day> {
  const days = Array.from({ length: WINDOW_DAYS }, (_, index) => today - WINDOW_DAYS + 1 + index);
  const total = days.reduce((sum, day) => sum + busyness(day, today), 0);
  let day = today - WINDOW_DAYS + 1;
  let reached = busyness(day, today);
  for (let i = 0; i < count; i++) {
    const target = ((i + random.next()) / count) * total;
    while (reached < target && day < today) {
      day++;
      reached += busyness(day, today);
    }
    yield day;
  }
}
