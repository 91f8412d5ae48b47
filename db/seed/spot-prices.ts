import type { AccommodationSlug } from '#app/domain/services/accommodation.ts';
import type { NeedLevel } from '#app/domain/services/needs.ts';
import type { Random } from './random.ts';

type Pounds = readonly [from: number, to: number];

/** Pounds a week outside every purchasing system: most of each range is above the framework price of the same level. */
const RANGES: Record<AccommodationSlug, Record<NeedLevel, Pounds>> = {
  fostering: {
    standard: [720, 1_120],
    enhanced: [900, 1_300],
    complex: [1_150, 1_650],
    parent_and_child: [1_250, 1_650],
  },
  home: {
    standard: [3_800, 4_700],
    enhanced: [4_200, 5_600],
    complex: [5_300, 7_500],
    parent_and_child: [4_200, 5_600],
  },
  supported_accommodation: {
    standard: [450, 850],
    enhanced: [650, 1_200],
    complex: [1_100, 1_900],
    parent_and_child: [700, 1_300],
  },
  residential_school: {
    standard: [4_500, 5_600],
    enhanced: [4_900, 6_900],
    complex: [6_300, 9_000],
    parent_and_child: [4_900, 6_900],
  },
};

const MOST_ADVERTISED_POUNDS: Record<AccommodationSlug, number> = {
  fostering: 1_400,
  home: 7_500,
  supported_accommodation: 1_900,
  residential_school: 9_000,
};

const toFivePounds = (pounds: number): number => Math.round(pounds / 5) * 500;

/** Pence for 7 nights. */
export function spotPrice(random: Random, type: AccommodationSlug, level: NeedLevel): number {
  return toFivePounds(random.middling(...RANGES[type][level]));
}

/** Pence for 7 nights that a vacancy shows before anything is agreed: the dearest are left to talk about. */
export function advertisedPrice(random: Random, type: AccommodationSlug, level: NeedLevel): number {
  return Math.min(spotPrice(random, type, level), MOST_ADVERTISED_POUNDS[type] * 100);
}
