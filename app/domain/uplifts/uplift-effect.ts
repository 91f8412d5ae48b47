import { addDays, anniversaries, daysBetween } from '../../lib/dates.ts';
import { type ComparedPrice, comparePrices } from '../price-schedules/price-comparison.ts';
import { type LevelRule, levelFor, levelsOf } from '../price-schedules/price-levels.ts';
import {
  type DatedPrices,
  inForceOn,
  type PricingProfile,
  type Quote,
  quoteStay,
  type SchedulePrices,
} from '../price-schedules/quote.ts';
import { NEEDS, type NeedCode } from '../services/needs.ts';

/** Children who live there now, of one age and level of care, whose stays have the same days. */
export interface PlacedChildren {
  /** Placed by the authority that asks, or by other members. */
  own: boolean;
  /** Years, at the start of the placement. */
  age: number;
  needLevel: string;
  /** ISO. */
  startedOn: string;
  /** The leaving day, ISO, which is not charged; null: none is recorded. */
  endedOn: string | null;
  placements: number;
}

/** Other prices than those that are charged. */
export interface PriceChange {
  /** Approved schedules that begin before the other prices do, the earliest first. */
  charged: readonly DatedPrices[];
  after: SchedulePrices;
  /** The first day of the other prices, ISO. */
  from: string;
}

export interface SpendPart {
  /** Those who live there still when the other prices begin, as far as is recorded. */
  children: number;
  /** Of the children: those for whom no price before is known. They count in no sum. */
  unpriced: number;
  /** Of the children: those for whom the other prices have none, so that the price before is carried on. */
  carriedOn: number;
  /** Pence for 7 nights for all of them, on the day on which the other prices begin. */
  weeklyBeforePence: number;
  weeklyAfterPence: number;
  /** Pence; negative where it costs less. */
  weeklyChangePence: number;
  /** Pence for the 365 nights from that day, as children grow older and leave; rounded to the nearest penny, own and others' each. */
  yearlyChangePence: number;
}

export interface SpendEffect {
  own: SpendPart;
  others: SpendPart;
  all: SpendPart;
  /**
   * What else changes for children who live there: add-ons, support hours, adjustments. A placement does not record what it buys of them,
   * so they count in no sum.
   */
  besides: ComparedPrice[];
  /** Of the lot: which age the fee is for, and which prices hold over a stay. */
  ageBasis: SchedulePrices['ageBasis'];
  priceBasis: SchedulePrices['priceBasis'];
}

const NIGHTS_OF_A_YEAR = 365;
const NIGHTS = 7;
/** Whole weeks that hold a year and the night before it. */
const WEEKS = 53;

/**
 * What other prices cost, in pence, for the children who live there now: the weekly fee of each by age and level, before and after, as
 * quoteStay has it. Where the fee follows the age, a child turns a year older on each anniversary of the placement's start, since no
 * birthday is recorded; where the prices at the start hold for the stay, those who live there before the other prices begin keep theirs.
 * Add-ons, further hours and adjustments are in no sum, since a placement does not record them: their own changes are told beside it; nor do
 * placements record the size of the home, so that the dearest line of a level counts.
 *
 * Source: docs/pricing.md, docs/price-schedules.md.
 */
export function spendEffect(placed: readonly PlacedChildren[], change: PriceChange): SpendEffect {
  const { charged, after, from } = change;
  const { ageBasis, priceBasis } = after;
  const staying = placed.filter(({ endedOn }) => endedOn === null || endedOn > from);
  const own = partOf(
    staying.filter((group) => group.own),
    change,
  );
  const others = partOf(
    staying.filter((group) => !group.own),
    change,
  );
  const keepTheirs = staying.length > 0 && staying.every((group) => keepsPrices(group, change));
  const besides = keepTheirs ? [] : comparePrices(after, charged.at(-1)?.prices ?? null);
  return {
    ...{ own, others, all: both(own, others) },
    besides: besides.filter((row) => !row.isFee && row.before !== row.after),
    ...{ ageBasis, priceBasis },
  };
}

/** The schedule in force at the start of the stay holds for it. */
const keepsPrices = ({ startedOn }: PlacedChildren, { after, from }: PriceChange): boolean =>
  after.priceBasis === 'at_start' && startedOn < from;

function partOf(groups: readonly PlacedChildren[], change: PriceChange): SpendPart {
  const sums = { children: 0, unpriced: 0, carriedOn: 0, weeklyBeforePence: 0, weeklyAfterPence: 0 };
  let yearly = 0;
  for (const group of groups) {
    const { placements } = group;
    const fees = feesOf(group, change);
    sums.children += placements;
    if (!fees) {
      sums.unpriced += placements;
      continue;
    }
    const { before, after } = fees;
    if (after.isCarriedOn) sums.carriedOn += placements;
    sums.weeklyBeforePence += before.weeklyPence * placements;
    sums.weeklyAfterPence += after.weeklyPence * placements;
    yearly += (after.penceByNight - before.penceByNight) * placements;
  }
  return {
    ...sums,
    weeklyChangePence: sums.weeklyAfterPence - sums.weeklyBeforePence,
    // Never a negative nought.
    yearlyChangePence: Math.round(yearly / NIGHTS) + 0,
  };
}

/** What is rounded is what is added, so that the two add up to it on the page. */
const both = (own: SpendPart, others: SpendPart): SpendPart => ({
  children: own.children + others.children,
  unpriced: own.unpriced + others.unpriced,
  carriedOn: own.carriedOn + others.carriedOn,
  weeklyBeforePence: own.weeklyBeforePence + others.weeklyBeforePence,
  weeklyAfterPence: own.weeklyAfterPence + others.weeklyAfterPence,
  weeklyChangePence: own.weeklyChangePence + others.weeklyChangePence,
  yearlyChangePence: own.yearlyChangePence + others.yearlyChangePence,
});

interface Fees {
  /** Of the first night that counts. */
  weeklyPence: number;
  isCarriedOn: boolean;
  /** The weekly fee of each night of the year that counts, summed: seven times what the nights cost. */
  penceByNight: number;
}

/** One child's weekly fees under the prices before and the others; undefined where no price before is known. */
function feesOf(child: PlacedChildren, change: PriceChange): { before: Fees; after: Fees } | undefined {
  const { charged, after, from } = change;
  const { startedOn, endedOn } = child;
  const isNew = startedOn >= from;
  const held = keepsPrices(child, change) ? inForceOn(charged, startedOn) : charged.at(-1);
  if (!held) return undefined;
  // The night before the other prices begin is quoted too: by it the quote knows what was charged, and which schedule holds.
  const startsOn = isNew ? startedOn : addDays(from, -1);
  const profile = profileOn(startsOn, child, after);
  const fee = (prices: SchedulePrices, validFrom: string, validUntil: string | null = null): DatedPrices => ({
    ...{ validFrom, validUntil },
    prices: { ...prices, adjustments: [] },
  });
  const unchanged = quoteStay([fee(held.prices, startsOn)], profile, startsOn);
  const changed = isNew
    ? quoteStay([fee(after, startsOn)], profile, startsOn)
    : quoteStay([fee(held.prices, startsOn, from), fee(after, from)], profile, startsOn);
  if (!unchanged || !changed) return undefined;
  const first = isNew ? 0 : 1;
  const yearEnds = daysBetween(startsOn, from) + NIGHTS_OF_A_YEAR;
  const until = endedOn === null ? yearEnds : Math.min(yearEnds, daysBetween(startsOn, endedOn));
  return { before: feesWithin(unchanged, first, until), after: feesWithin(changed, first, until) };
}

function profileOn(day: string, { age, needLevel, startedOn }: PlacedChildren, prices: SchedulePrices): PricingProfile {
  const { years, next } = anniversaries(startedOn, day);
  return {
    age: prices.ageBasis === 'in_stay' ? age + years : age,
    nightsToBirthday: daysBetween(day, next),
    needs: needsAt(levelsOf(prices), needLevel),
    siblings: 0,
    weeks: WEEKS,
  };
}

/** Of the nights from `first` to `until`, which is not one of them. */
function feesWithin({ periods }: Quote, first: number, until: number): Fees {
  const at = periods.findLast(({ fromNight }) => fromNight <= first);
  const nightsOf = ({ fromNight, nights }: Quote['periods'][number]) =>
    Math.max(0, Math.min(fromNight + nights, until) - Math.max(fromNight, first));
  return {
    weeklyPence: at?.weeklyPence ?? 0,
    isCarriedOn: at?.carriedOn ?? false,
    penceByNight: periods.reduce((sum, period) => sum + period.weeklyPence * nightsOf(period), 0),
  };
}

/**
 * A need that leads to the row of the lot's grid to which most needs of a level of care lead; of two rows alike, the lower. A placement
 * records the level of care, and not which need asked for it.
 */
export function needsAt(levels: readonly LevelRule[], needLevel: string): NeedCode[] {
  const needs = NEEDS.filter(({ level }) => level === needLevel && level !== 'standard').map(({ code }) => code);
  const rowOf = (need: NeedCode) => levels.findIndex(({ code }) => code === levelFor(levels, [need])?.code);
  const [most] = [...Map.groupBy(needs, rowOf)].sort(
    ([a, those], [b, others]) => others.length - those.length || a - b,
  );
  return most?.[1].slice(0, 1) ?? [];
}
