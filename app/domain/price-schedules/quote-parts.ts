import { countOf, formatAges, ordinal } from '../../lib/phrases.ts';
import { levelFor, levelsOf } from './price-levels.ts';
import type { AdjustmentKind, PriceAdjustment, PriceLine, PricingProfile, QuotePart, SchedulePrices } from './quote.ts';

const BPS = 10_000;
/** The most children that a line names: as many, or more. A fostering agency is registered for hundreds. */
const OR_MORE = 99;

/** Where in the stay a night is. */
interface Day {
  /** Of the child, in years. */
  age: number;
  /** Whole weeks since the start. */
  weeks: number;
}

export const sumOf = (parts: readonly QuotePart[]): number => parts.reduce((sum, part) => sum + part.weeklyPence, 0);

/** Basis points of an amount, to the nearest penny, half up. */
export const shareOf = (pence: number, bps: number): number => Math.round((pence * bps) / BPS);

/**
 * What the weekly price is the sum of on a day of the stay: the core fee, what is added, what is taken off. Undefined where the schedule
 * has no price for the child, for an add-on that is wanted, or for the hours of support.
 */
export function weeklyParts(prices: SchedulePrices, profile: PricingProfile, day: Day): QuotePart[] | undefined {
  const level = levelFor(levelsOf(prices), profile.needs);
  const line = level && lineFor(prices.lines, level.code, day.age, profile.homePlaces);
  const hours = extraSupport(prices, profile);
  const addOns = addOnsFor(prices, profile);
  if (!line || !hours || !addOns) return undefined;
  return [
    { label: `${level.label} fee, age ${formatAges(line.ageFrom, line.ageTo)}`, weeklyPence: line.weeklyPence },
    ...hours,
    ...addOns,
    ...discounts(prices, profile, line.weeklyPence, day.weeks),
  ];
}

function lineFor(lines: readonly PriceLine[], level: string, age: number, homePlaces: number | undefined) {
  const fits = ({ occupancyFrom = 1, occupancyTo = OR_MORE }: PriceLine) =>
    homePlaces === undefined || (occupancyFrom <= homePlaces && (homePlaces <= occupancyTo || occupancyTo === OR_MORE));
  return lines
    .filter((line) => line.level === level && line.ageFrom <= age && age <= line.ageTo && fits(line))
    .reduce<PriceLine | undefined>(
      (dearest, line) => (dearest && dearest.weeklyPence >= line.weeklyPence ? dearest : line),
      undefined,
    );
}

/** Undefined where hours beyond those in the fee are wanted, and the schedule does not price them. */
function extraSupport(prices: SchedulePrices, profile: PricingProfile): QuotePart[] | undefined {
  const hours = (profile.supportHours ?? 0) - (prices.includedSupportHours ?? 0);
  if (prices.model !== 'support_hours' || hours <= 0) return [];
  if (prices.extraSupportHourPence === null) return undefined;
  const label = `${countOf(hours, 'further hour')} of support`;
  return [{ label, weeklyPence: hours * prices.extraSupportHourPence }];
}

/** Undefined where one is wanted that the schedule does not price. */
function addOnsFor(prices: SchedulePrices, profile: PricingProfile): QuotePart[] | undefined {
  const parts: QuotePart[] = [];
  for (const [code, quantity] of Object.entries(profile.addOns ?? {})) {
    if (quantity <= 0) continue;
    const addOn = prices.addOns.find((candidate) => candidate.code === code);
    if (!addOn) return undefined;
    const hours = addOn.unit === 'hour' ? quantity : 1;
    const label = addOn.unit === 'hour' ? `${addOn.label}, ${countOf(hours, 'hour')}` : addOn.label;
    parts.push({ label, weeklyPence: addOn.pence * hours });
  }
  return parts;
}

function discounts(prices: SchedulePrices, profile: PricingProfile, corePence: number, weeks: number): QuotePart[] {
  const nth = profile.nthChild ?? profile.siblings + 1;
  const met = [
    // A child who comes alone is nobody's sibling, whatever the threshold.
    {
      of: profile.siblings > 0 ? reached(prices, 'sibling', nth) : undefined,
      label: `${ordinal(nth)} child placed together`,
    },
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

/** What others pay, negative: in the order given, together never more than the weekly price. */
export function contributionsTo(weeklyPence: number, given: readonly QuotePart[]): QuotePart[] {
  let left = weeklyPence;
  return given.flatMap(({ label, weeklyPence: asked }) => {
    const paid = Math.min(left, Math.max(0, asked));
    left -= paid;
    return paid > 0 ? [{ label, weeklyPence: -paid }] : [];
  });
}
