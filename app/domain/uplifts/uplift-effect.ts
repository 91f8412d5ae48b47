import { type ComparedPrice, comparePrices } from '../price-schedules/price-comparison.ts';
import { type LevelRule, levelFor, levelsOf } from '../price-schedules/price-levels.ts';
import { quote, type SchedulePrices } from '../price-schedules/quote.ts';
import { NEEDS, type NeedCode } from '../services/needs.ts';

/** Children who live there now, of one age and level of care. */
export interface PlacedChildren {
  /** Placed by the authority that asks, or by other members. */
  own: boolean;
  /** Years, at the start of the placement. */
  age: number;
  needLevel: string;
  placements: number;
}

export interface SpendPart {
  children: number;
  /** Of the children: those whom the schedule before, or the one after, has no price for. They count in no sum. */
  unpriced: number;
  /** Pence for 7 nights for all of them. */
  weeklyBeforePence: number;
  weeklyAfterPence: number;
  /** Pence; negative where it costs less. */
  weeklyChangePence: number;
  /** Pence for 365 nights, rounded to the nearest penny. */
  yearlyChangePence: number;
}

export interface SpendEffect {
  own: SpendPart;
  others: SpendPart;
  all: SpendPart;
  /** What else changes: add-ons, support hours, adjustments. A placement does not record what it buys of them, so they count in no sum. */
  besides: ComparedPrice[];
}

const NIGHTS_OF_A_YEAR = 365;
const NIGHTS = 7;

/**
 * What other prices cost, in pence, for the children who live there now: the weekly fee of each by age and level, before and after. Add-ons,
 * further hours and adjustments are in no sum, since a placement does not record them: their own changes are told beside it; nor do placements record the size of the home, so that
 * the dearest line of a level counts.
 *
 * Source: docs/price-schedules.md.
 */
export function spendEffect(
  placed: readonly PlacedChildren[],
  before: SchedulePrices,
  after: SchedulePrices,
): SpendEffect {
  const own = partOf(
    placed.filter((group) => group.own),
    before,
    after,
  );
  const others = partOf(
    placed.filter((group) => !group.own),
    before,
    after,
  );
  const besides = comparePrices(after, before).filter((row) => !row.isFee && row.before !== row.after);
  return { own, others, all: partOf(placed, before, after), besides };
}

function partOf(placed: readonly PlacedChildren[], before: SchedulePrices, after: SchedulePrices): SpendPart {
  const sums = { children: 0, unpriced: 0, weeklyBeforePence: 0, weeklyAfterPence: 0 };
  for (const group of placed) {
    sums.children += group.placements;
    const [was, willBe] = [weeklyFee(before, group), weeklyFee(after, group)];
    if (was === undefined || willBe === undefined) sums.unpriced += group.placements;
    else {
      sums.weeklyBeforePence += was * group.placements;
      sums.weeklyAfterPence += willBe * group.placements;
    }
  }
  const weeklyChangePence = sums.weeklyAfterPence - sums.weeklyBeforePence;
  return {
    ...sums,
    weeklyChangePence,
    yearlyChangePence: Math.round((weeklyChangePence * NIGHTS_OF_A_YEAR) / NIGHTS),
  };
}

function weeklyFee(prices: SchedulePrices, { age, needLevel }: PlacedChildren): number | undefined {
  const needs = needsAt(levelsOf(prices), needLevel);
  return quote({ ...prices, adjustments: [] }, { age, needs, siblings: 0, weeks: 1 })?.weeklyPence;
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
