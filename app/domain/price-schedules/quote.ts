import { daysBetween } from '../../lib/dates.ts';
import { ordinal } from '../../lib/phrases.ts';
import type { NeedCode } from '../services/needs.ts';
import { type LevelRule, levelFor, levelsOf, type PriceModel } from './price-levels.ts';

/** Pence for 7 nights for a child whose age in years is from `ageFrom` to `ageTo`, both included. */
export interface PriceLine {
  /** Code of a level. */
  level: string;
  ageFrom: number;
  ageTo: number;
  /** Children that the home is registered for, both included; any number where absent. */
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
  /** Years, on the start date. */
  age: number;
  needs: readonly NeedCode[];
  /** Siblings to be placed with the child. */
  siblings: number;
  /** Which of those placed together the child is priced as: 1 the first. Where absent, the last of them. */
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
  /** Weeks from the start to the child's next birthday. Stored nowhere: it would tell a date of birth. Where absent, age stays. */
  weeksToBirthday?: number | undefined;
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
  weeklyPence: number;
  /** True where the schedule has no price for the child by then, and the one before is carried on. */
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
}

const BPS = 10_000;
const NIGHTS = 7;
const NIGHTS_OF_A_YEAR = 365.25;

/** The price of a place under one schedule that holds throughout: see quoteStay. */
export function quote(prices: SchedulePrices, profile: PricingProfile): Quote | undefined {
  const start = '2000-01-01';
  return quoteStay([{ validFrom: start, validUntil: null, prices }], profile, start);
}

/**
 * The price of a place for a child, in pence for 7 nights and for the expected stay, under the schedules in force from `startsOn`, ISO;
 * undefined where there is no price at the start for this child's age and level, or for an add-on that is wanted.
 *
 * Each discount is taken from the core fee and rounded to the nearest penny, half up; together they never exceed it. The stay is charged by
 * the night, a seventh of the weekly price, and rounded once, at its end. Birthdays after the next are a mean year apart.
 *
 * Source: docs/pricing.md.
 */
export function quoteStay(
  schedules: readonly DatedPrices[],
  profile: PricingProfile,
  startsOn: string,
): Quote | undefined {
  const nights = profile.weeks * NIGHTS;
  const starts = schedules.map(({ validFrom }) => daysBetween(startsOn, validFrom));
  const at = (night: number) => {
    const index = schedules.findLastIndex((schedule, place) => {
      const until =
        schedule.validUntil === null ? Number.POSITIVE_INFINITY : daysBetween(startsOn, schedule.validUntil);
      return (starts[place] ?? 0) <= night && night < until;
    });
    const prices = schedules[index]?.prices;
    return prices && { prices, parts: weeklyParts(prices, profile, night) };
  };

  const first = at(0);
  if (!first?.parts) return undefined;
  const changes = [0, ...starts, ...schedules.flatMap(({ prices }) => changesWithin(prices, profile, nights))];
  const boundaries = [...new Set(changes)].filter((night) => night >= 0 && night < nights).sort((a, b) => a - b);

  const weeklyPence = sumOf(first.parts);
  const periods: QuotePeriod[] = [];
  for (const [index, fromNight] of boundaries.entries()) {
    const parts = at(fromNight)?.parts;
    const before = periods.at(-1);
    const pence = parts ? sumOf(parts) : (before?.weeklyPence ?? weeklyPence);
    const length = (boundaries[index + 1] ?? nights) - fromNight;
    const carriedOn = parts === undefined;
    if (before?.weeklyPence === pence && before.carriedOn === carriedOn) before.nights += length;
    else periods.push({ fromNight, nights: length, weeklyPence: pence, carriedOn });
  }
  const contributions = contributionsTo(weeklyPence, profile.contributions ?? []);
  const retainer = first.prices.adjustments.find(({ kind }) => kind === 'retainer');
  return {
    parts: first.parts,
    weeklyPence,
    contributions,
    netWeeklyPence: weeklyPence + sumOf(contributions),
    retainerWeeklyPence: retainer ? shareOf(weeklyPence, retainer.bps) : null,
    weeks: profile.weeks,
    periods,
    totalPence: Math.round(periods.reduce((sum, period) => sum + period.weeklyPence * period.nights, 0) / NIGHTS),
  };
}

const sumOf = (parts: readonly QuotePart[]) => parts.reduce((sum, part) => sum + part.weeklyPence, 0);

const shareOf = (pence: number, bps: number) => Math.round((pence * bps) / BPS);

/** Nights of the stay on which one schedule's fee may change: birthdays and the thresholds of long-term discounts. */
function changesWithin(prices: SchedulePrices, { weeksToBirthday }: PricingProfile, nights: number): number[] {
  const longTerm = prices.adjustments
    .filter(({ kind }) => kind === 'long_term')
    .map(({ threshold }) => threshold * NIGHTS);
  if (prices.ageBasis === 'at_start' || weeksToBirthday === undefined) return longTerm;
  const birthdays: number[] = [];
  for (let night = weeksToBirthday * NIGHTS; night < nights; night += NIGHTS_OF_A_YEAR)
    birthdays.push(Math.ceil(night));
  return [...longTerm, ...birthdays];
}

function ageOn(night: number, prices: SchedulePrices, { age, weeksToBirthday }: PricingProfile): number {
  if (prices.ageBasis === 'at_start' || weeksToBirthday === undefined) return age;
  const since = night - weeksToBirthday * NIGHTS;
  return since < 0 ? age : age + 1 + Math.floor(since / NIGHTS_OF_A_YEAR);
}

/** What the weekly price is the sum of on a night of the stay; undefined where the schedule has no price for the child. */
function weeklyParts(prices: SchedulePrices, profile: PricingProfile, night: number): QuotePart[] | undefined {
  const level = levelFor(levelsOf(prices), profile.needs);
  const line = level && lineFor(prices.lines, level.code, ageOn(night, prices, profile), profile.homePlaces);
  const addOns = addOnsFor(prices, profile);
  if (!line || !addOns) return undefined;
  return [
    { label: `${level.label} fee, age ${line.ageFrom} to ${line.ageTo}`, weeklyPence: line.weeklyPence },
    ...extraSupport(prices, profile),
    ...addOns,
    ...discounts(prices, profile, line.weeklyPence, Math.floor(night / NIGHTS)),
  ];
}

function lineFor(lines: readonly PriceLine[], level: string, age: number, homePlaces: number | undefined) {
  const fits = ({ occupancyFrom = 1, occupancyTo = Number.POSITIVE_INFINITY }: PriceLine) =>
    homePlaces === undefined || (occupancyFrom <= homePlaces && homePlaces <= occupancyTo);
  return lines
    .filter((line) => line.level === level && line.ageFrom <= age && age <= line.ageTo && fits(line))
    .reduce<PriceLine | undefined>(
      (dearest, line) => (dearest && dearest.weeklyPence >= line.weeklyPence ? dearest : line),
      undefined,
    );
}

function extraSupport(prices: SchedulePrices, profile: PricingProfile): QuotePart[] {
  const hours = (profile.supportHours ?? 0) - (prices.includedSupportHours ?? 0);
  if (prices.model !== 'support_hours' || prices.extraSupportHourPence === null || hours <= 0) return [];
  return [{ label: `${hours} further hours of support`, weeklyPence: hours * prices.extraSupportHourPence }];
}

/** Undefined where one is wanted that the schedule does not price. */
function addOnsFor(prices: SchedulePrices, profile: PricingProfile): QuotePart[] | undefined {
  const parts: QuotePart[] = [];
  for (const [code, quantity] of Object.entries(profile.addOns ?? {})) {
    if (quantity <= 0) continue;
    const addOn = prices.addOns.find((candidate) => candidate.code === code);
    if (!addOn) return undefined;
    const hours = addOn.unit === 'hour' ? quantity : 1;
    const label = addOn.unit === 'hour' ? `${addOn.label}, ${quantity} hours` : addOn.label;
    parts.push({ label, weeklyPence: addOn.pence * hours });
  }
  return parts;
}

function discounts(prices: SchedulePrices, profile: PricingProfile, corePence: number, weeks: number): QuotePart[] {
  const nth = profile.nthChild ?? profile.siblings + 1;
  const met = [
    { of: reached(prices, 'sibling', nth), label: `${ordinal(nth)} child placed together` },
    { of: reached(prices, 'long_term', weeks), label: 'Long stay' },
    { of: reached(prices, 'volume', profile.placementsInSystem ?? 0), label: 'Number of placements' },
  ];
  let left = corePence;
  return met.flatMap(({ of, label }) => {
    const off = Math.min(left, of ? shareOf(corePence, of.bps) : 0);
    left -= off;
    return off > 0 ? [{ label, weeklyPence: -off }] : [];
  });
}

/** Of the adjustments of a kind, the one with the highest threshold that is reached. */
function reached(prices: SchedulePrices, kind: AdjustmentKind, count: number): PriceAdjustment | undefined {
  return prices.adjustments
    .filter((adjustment) => adjustment.kind === kind && adjustment.threshold <= count)
    .sort((a, b) => b.threshold - a.threshold)[0];
}

function contributionsTo(weeklyPence: number, given: readonly QuotePart[]): QuotePart[] {
  let left = weeklyPence;
  return given.flatMap(({ label, weeklyPence: asked }) => {
    const paid = Math.min(left, Math.max(0, asked));
    left -= paid;
    return paid > 0 ? [{ label, weeklyPence: -paid }] : [];
  });
}
