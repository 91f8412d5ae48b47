import { daysBetween } from '../../lib/dates.ts';
import type { NeedCode } from '../services/needs.ts';
import type { LevelRule, PriceModel } from './price-levels.ts';
import { contributionsTo, shareOf, sumOf, weeklyParts } from './quote-parts.ts';

/** Pence for 7 nights for a child whose age in years is from `ageFrom` to `ageTo`, both included. */
export interface PriceLine {
  /** Code of a level. */
  level: string;
  ageFrom: number;
  ageTo: number;
  /** Children that the home is registered for, both included; to 99: or more. Any number where absent. */
  occupancyFrom?: number;
  occupancyTo?: number;
  weeklyPence: number;
}

export interface PriceAddOn {
  code: string;
  label: string;
  /** week: a sum a week, whole or not at all; hour: a sum for each hour a week. */
  unit: 'week' | 'hour';
  pence: number;
}

export type AdjustmentKind = 'sibling' | 'long_term' | 'volume' | 'retainer';

export interface PriceAdjustment {
  kind: AdjustmentKind;
  /**
   * sibling: from the nth child placed together; long_term: after so many weeks; volume: after so many placements in the system;
   * retainer: 0. Of several that a child meets, the one with the highest threshold counts.
   */
  threshold: number;
  /** Basis points off the core fee; of a retainer: of the weekly price, while the place is kept and empty. */
  bps: number;
}

/** The prices of one admission over one period. */
export interface SchedulePrices {
  model: PriceModel;
  /** The lot's own, the lowest first; empty: the model's usual ones. */
  levels: readonly LevelRule[];
  /** Whether the fee stays that of the age at the start, or follows the child's age. */
  ageBasis: 'at_start' | 'in_stay';
  /** Whether the schedule in force at the start holds for the stay, or the fee follows the schedules. */
  priceBasis: 'at_start' | 'in_stay';
  /** Hours of support a week inside the core fee; supported accommodation alone. */
  includedSupportHours: number | null;
  /** Pence for each further hour a week. */
  extraSupportHourPence: number | null;
  lines: readonly PriceLine[];
  addOns: readonly PriceAddOn[];
  adjustments: readonly PriceAdjustment[];
}

/** A schedule that asks for nothing but its weekly fees. */
export const PLAIN_PRICES: Omit<SchedulePrices, 'model' | 'lines'> = {
  levels: [],
  ageBasis: 'at_start',
  priceBasis: 'in_stay',
  includedSupportHours: null,
  extraSupportHourPence: null,
  addOns: [],
  adjustments: [],
};

/** Half-open, ISO dates; null: no end is known. */
export interface DatedPrices {
  validFrom: string;
  validUntil: string | null;
  prices: SchedulePrices;
}

/** What of a child's need, and of the place, changes the price. */
export interface PricingProfile {
  /** Years, on the start date: a birthday on that day is counted. */
  age: number;
  needs: readonly NeedCode[];
  /** Siblings to be placed with the child. */
  siblings: number;
  /** Which of those placed together the child is priced as: 1 the first. Where absent, the last of them. Counts for nothing alone. */
  nthChild?: number | undefined;
  /** Hours of support a week; undefined where the need does not say. */
  supportHours?: number | undefined;
  /** Whole weeks the stay is expected to last. */
  weeks: number;
  /** Of each add-on that is wanted: hours a week, or 1. */
  addOns?: Readonly<Record<string, number>> | undefined;
  /** Children that the home is registered for; where absent, the dearest line counts. */
  homePlaces?: number | undefined;
  /** Children placed with the provider under the system already. */
  placementsInSystem?: number | undefined;
  /**
   * Nights from the start to the child's next birthday; 0, a birthday on the first night, is in `age` already. Stored nowhere, and in no
   * address: it would tell a date of birth. Where absent, age stays.
   */
  nightsToBirthday?: number | undefined;
  /** What others pay a week, positive: education, health. */
  contributions?: readonly QuotePart[] | undefined;
}

export interface QuotePart {
  label: string;
  /** Negative for a discount and for a contribution. */
  weeklyPence: number;
}

/** Part of a stay over which the weekly price is the same. */
export interface QuotePeriod {
  /** Nights from the start of the stay. */
  fromNight: number;
  nights: number;
  /** What the weekly price is the sum of. */
  parts: QuotePart[];
  weeklyPence: number;
  /** True where no schedule in force has a price for the child: the prices before are carried on. */
  carriedOn: boolean;
}

export interface Quote {
  /** What the weekly price at the start is the sum of. */
  parts: QuotePart[];
  /** Pence for 7 nights at the start. */
  weeklyPence: number;
  /** Negative; never more than the weekly price. */
  contributions: QuotePart[];
  /** The weekly price less contributions. */
  netWeeklyPence: number;
  /** Pence a week while the place is kept and empty; null where the schedule has no retainer. */
  retainerWeeklyPence: number | null;
  weeks: number;
  periods: QuotePeriod[];
  /** Pence for the stay. */
  totalPence: number;
  /** Pence for the stay, less contributions. */
  netTotalPence: number;
}

const NIGHTS = 7;
const NIGHTS_OF_A_YEAR = 365.25;

/** The price of a place under one schedule that holds throughout: see quoteStay. */
export function quote(prices: SchedulePrices, profile: PricingProfile): Quote | undefined {
  const start = '2000-01-01';
  return quoteStay([{ validFrom: start, validUntil: null, prices }], profile, start);
}

/**
 * The price of a place for a child, in pence for 7 nights and for the expected stay, under the schedules of one admission, which do not
 * overlap; the stay begins on `startsOn`, ISO. Undefined where no schedule is in force on that day, or where it has no price for this
 * child's age and level, for an add-on that is wanted, or for the hours of support.
 *
 * Each discount is taken from the core fee and rounded to the nearest penny, half up; together they never exceed it. The stay is charged by
 * the night, a seventh of the weekly price, and rounded once, at its end. Birthdays after the next are a mean year apart. Prices go on
 * past the end of a schedule that none follows.
 *
 * Source: docs/pricing.md.
 */
export function quoteStay(
  schedules: readonly DatedPrices[],
  profile: PricingProfile,
  startsOn: string,
): Quote | undefined {
  const first = inForceOn(schedules, startsOn);
  const parts = first && weeklyParts(first.prices, profile, { age: profile.age, weeks: 0 });
  if (!parts) return undefined;

  const periods = periodsOf(nightsInForce(first, schedules, startsOn), profile, parts);
  const weeklyPence = sumOf(parts);
  const asked = profile.contributions ?? [];
  const contributions = contributionsTo(weeklyPence, asked);
  const retainer = first.prices.adjustments.find(({ kind }) => kind === 'retainer');
  const stayPence = (weekly: (period: QuotePeriod) => number) =>
    Math.round(periods.reduce((sum, period) => sum + weekly(period) * period.nights, 0) / NIGHTS);
  return {
    parts,
    weeklyPence,
    contributions,
    netWeeklyPence: weeklyPence + sumOf(contributions),
    retainerWeeklyPence: retainer ? shareOf(weeklyPence, retainer.bps) : null,
    weeks: profile.weeks,
    periods,
    totalPence: stayPence((period) => period.weeklyPence),
    netTotalPence: stayPence((period) => period.weeklyPence + sumOf(contributionsTo(period.weeklyPence, asked))),
  };
}

/** The schedule that is in force on a day, ISO. */
export const inForceOn = (schedules: readonly DatedPrices[], on: string): DatedPrices | undefined =>
  schedules.find(({ validFrom, validUntil }) => validFrom <= on && (validUntil === null || on < validUntil));

/** Half-open, in nights from the start of the stay. */
interface InForce {
  from: number;
  until: number;
  prices: SchedulePrices;
}

/** The schedules that count for a stay, the earliest first. */
function nightsInForce(first: DatedPrices, schedules: readonly DatedPrices[], startsOn: string): InForce[] {
  if (first.prices.priceBasis === 'at_start')
    return [{ from: 0, until: Number.POSITIVE_INFINITY, prices: first.prices }];
  return schedules
    .map(({ validFrom, validUntil, prices }) => ({
      from: daysBetween(startsOn, validFrom),
      until: validUntil === null ? Number.POSITIVE_INFINITY : daysBetween(startsOn, validUntil),
      prices,
    }))
    .sort((a, b) => a.from - b.from);
}

function periodsOf(inForce: readonly InForce[], profile: PricingProfile, atStart: QuotePart[]): QuotePeriod[] {
  const nights = profile.weeks * NIGHTS;
  const changes = inForce.flatMap(({ from, until, prices }) => [
    from,
    until,
    ...changesWithin(prices, profile, nights),
  ]);
  const boundaries = [...new Set([0, ...changes])]
    .filter((night) => night >= 0 && night < nights)
    .sort((a, b) => a - b);
  const periods: QuotePeriod[] = [];
  for (const [index, fromNight] of boundaries.entries()) {
    const schedule = inForce.findLast(({ from }) => from <= fromNight);
    const day = { age: ageOn(fromNight, schedule?.prices, profile), weeks: Math.floor(fromNight / NIGHTS) };
    const own = schedule && weeklyParts(schedule.prices, profile, day);
    const before = periods.at(-1);
    const parts = own ?? before?.parts ?? atStart;
    const length = (boundaries[index + 1] ?? nights) - fromNight;
    const carriedOn = own === undefined || fromNight >= (schedule?.until ?? 0);
    const weeklyPence = sumOf(parts);
    if (before?.weeklyPence === weeklyPence && before.carriedOn === carriedOn) before.nights += length;
    else periods.push({ fromNight, nights: length, parts, weeklyPence, carriedOn });
  }
  return periods;
}

/** Nights of the stay on which one schedule's fee may change: birthdays and the thresholds of long-term discounts. */
function changesWithin(prices: SchedulePrices, { nightsToBirthday }: PricingProfile, nights: number): number[] {
  const longTerm = prices.adjustments
    .filter(({ kind }) => kind === 'long_term')
    .map(({ threshold }) => threshold * NIGHTS);
  if (prices.ageBasis === 'at_start' || nightsToBirthday === undefined) return longTerm;
  const birthdays: number[] = [];
  for (let night = firstBirthday(nightsToBirthday); night < nights; night += NIGHTS_OF_A_YEAR) {
    birthdays.push(Math.ceil(night));
  }
  return [...longTerm, ...birthdays];
}

/** The first birthday that `age` does not count. */
const firstBirthday = (nightsToBirthday: number) => (nightsToBirthday > 0 ? nightsToBirthday : NIGHTS_OF_A_YEAR);

function ageOn(night: number, prices: SchedulePrices | undefined, { age, nightsToBirthday }: PricingProfile): number {
  if (prices?.ageBasis !== 'in_stay' || nightsToBirthday === undefined) return age;
  const since = night - firstBirthday(nightsToBirthday);
  return since < 0 ? age : age + 1 + Math.floor(since / NIGHTS_OF_A_YEAR);
}
