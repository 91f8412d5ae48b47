import { divideRounded } from './rounding.ts';

/**
 * Care and what it cost, both exact, so that sums of many stays round once, when they are read.
 *
 * A client week is 7 nights of one child's stay. Budgets and reports count weeks to 2 decimals, placements count nights: both are whole
 * numbers of hundredths of a night. A price is pence for 7 nights, so cost is whole in 700ths of a penny.
 */
export interface Activity {
  nightHundredths: bigint;
  pence700ths: bigint;
}

/** Hundredths of a night in a client week; also the 700ths in a penny. */
const SCALE = 700n;

export const NO_ACTIVITY: Activity = { nightHundredths: 0n, pence700ths: 0n };

/** `weeks` are client weeks of at most 2 decimals; `unitCostPence` is whole pence for one of them. */
export interface WeeksAtUnitCost {
  weeks: number;
  unitCostPence: number;
}

export function activityOfWeeks({ weeks, unitCostPence }: WeeksAtUnitCost): Activity {
  const nightHundredths = BigInt(Math.round(weeks * 100)) * 7n;
  return { nightHundredths, pence700ths: nightHundredths * BigInt(unitCostPence) };
}

/** `nightPence` is the sum, over stays, of nights times pence for 7 nights. */
export function activityOfNights({ nights, nightPence }: { nights: number; nightPence: number }): Activity {
  return { nightHundredths: BigInt(nights) * 100n, pence700ths: BigInt(nightPence) * 100n };
}

export function sumActivity(activities: readonly Activity[]): Activity {
  return activities.reduce(
    (sum, activity) => ({
      nightHundredths: sum.nightHundredths + activity.nightHundredths,
      pence700ths: sum.pence700ths + activity.pence700ths,
    }),
    NO_ACTIVITY,
  );
}

/** Client weeks, to 2 decimals. */
export function clientWeeks(activity: Activity): number {
  return divideRounded(activity.nightHundredths, 7n) / 100;
}

/** To the nearest penny. */
export function costPence(activity: Activity): number {
  return divideRounded(activity.pence700ths, SCALE);
}

/**
 * Cost of one client week, to the nearest penny; undefined where there are no weeks.
 *
 * Source: KCC-2012, unit cost = cost / client weeks.
 */
export function unitCostPence(activity: Activity): number | undefined {
  if (activity.nightHundredths === 0n) return undefined;
  return divideRounded(activity.pence700ths, activity.nightHundredths);
}
