import { divideRounded } from './rounding.ts';
import { type Activity, activityOfWeeks, sumActivity, type WeeksAtUnitCost } from './unit-cost.ts';

/** Above zero: costs more than the budget. */
export interface Variance {
  /** What the difference in client weeks costs, at the budget's unit cost. */
  volumePence: number;
  /** What the difference in unit cost costs, over the weeks there were. */
  pricePence: number;
  /** Always volume + price. */
  totalPence: number;
}

/**
 * Budget against what happened, or is forecast: volume effect = (Wf − Wb) × Cb, price effect = (Cf − Cb) × Wf, and
 * total = Cf × Wf − Cb × Wb = volume + price, with W client weeks and C pence a client week.
 *
 * Several budget lines (the quarters of a year) count as one, at their weighted unit cost; where they hold no weeks at all, at the mean of
 * their unit costs. Everything is exact until the end: total and volume are rounded to the nearest penny, price is the rest.
 *
 * Source: KCC-2012 (reference/README.md, "How the papers compute a budget variance").
 */
export function variance(budget: readonly WeeksAtUnitCost[], actual: Activity): Variance {
  const budgeted = sumActivity(budget.map(activityOfWeeks));
  const [dividend, divisor] = budgetUnitCost(budget, budgeted);
  const weeksMore = actual.nightHundredths - budgeted.nightHundredths;
  const volumePence = divideRounded(weeksMore * dividend, divisor * 700n);
  const totalPence = divideRounded(actual.pence700ths - budgeted.pence700ths, 700n);
  return { volumePence, pricePence: totalPence - volumePence, totalPence };
}

/** Pence a client week, as an exact fraction. */
function budgetUnitCost(lines: readonly WeeksAtUnitCost[], budgeted: Activity): [dividend: bigint, divisor: bigint] {
  if (budgeted.nightHundredths > 0n) return [budgeted.pence700ths, budgeted.nightHundredths];
  if (lines.length === 0) throw new RangeError('A variance needs a budget');
  return [BigInt(lines.reduce((sum, line) => sum + line.unitCostPence, 0)), BigInt(lines.length)];
}

/** Adds the effects of several lines or quarters, each against its own budget. */
export function sumVariances(variances: readonly Variance[]): Variance {
  return variances.reduce(
    (sum, each) => ({
      volumePence: sum.volumePence + each.volumePence,
      pricePence: sum.pricePence + each.pricePence,
      totalPence: sum.totalPence + each.totalPence,
    }),
    { volumePence: 0, pricePence: 0, totalPence: 0 },
  );
}

/** For showing in whole pounds (still pence here): total and volume to the nearest pound, price the rest, so that the row still adds up. */
export function toWholePounds({ volumePence, totalPence }: Variance): Variance {
  const total = nearestPound(totalPence);
  const volume = nearestPound(volumePence);
  return { volumePence: volume, pricePence: total - volume, totalPence: total };
}

const nearestPound = (pence: number) => Math.sign(pence) * Math.round(Math.abs(pence) / 100) * 100 || 0;
