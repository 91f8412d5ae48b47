import type { AccommodationSlug } from '../services/accommodation.ts';
import { fills, type Period } from './financial-year.ts';
import type { RouteOfPurchase } from './routes-of-purchase.ts';
import {
  type Activity,
  activityOfWeeks,
  clientWeeks,
  costPence,
  sumActivity,
  unitCostPence,
  type WeeksAtUnitCost,
} from './unit-cost.ts';
import { sumVariances, type Variance, variance } from './variance.ts';

export interface Figures {
  weeks: number;
  /** Undefined where there are no weeks. */
  unitCostPence: number | undefined;
  costPence: number;
}

export interface ComparedPeriod extends Period {
  budget: Figures;
  /** Undefined while there is nothing to compare: not over yet, or not reported. */
  actual: Figures | undefined;
  variance: Variance | undefined;
}

/** One budget line over one financial year. */
export interface LineVariance {
  type: AccommodationSlug;
  route: RouteOfPurchase;
  /** Where the actual weeks and costs are from: what the authority reported, or its placements here. */
  basis: 'reported' | 'placements';
  budgetSource: string;
  periods: ComparedPeriod[];
  /** The periods that have an actual; undefined where none has. */
  toDate: { budget: Figures; actual: Figures; variance: Variance; periods: number } | undefined;
  /** The whole year as forecast, where that was reported and the budget covers it. */
  forecast: (Period & { budget: Figures; forecast: Figures; variance: Variance }) | undefined;
}

export type BudgetPeriod = Period & WeeksAtUnitCost & { source: string };

interface LineInput {
  type: AccommodationSlug;
  route: RouteOfPurchase;
  basis: LineVariance['basis'];
  /** In order of time; at least one. */
  budget: readonly BudgetPeriod[];
  /** What happened in a period; undefined where that is not known. */
  actualOf: (period: Period) => Activity | undefined;
  forecast: (Period & { activity: Activity }) | undefined;
}

export function compareLine({ type, route, basis, budget, actualOf, forecast }: LineInput): LineVariance {
  const compared = budget.map((line) => ({ line, actual: actualOf(line) }));
  const periods = compared.map(({ line, actual }) => ({
    from: line.from,
    until: line.until,
    budget: budgetFigures([line]),
    actual: actual && figuresOf(actual),
    variance: actual && variance([line], actual),
  }));
  const past = compared.flatMap(({ line, actual }) => (actual ? [{ line, actual }] : []));
  return {
    type,
    route,
    basis,
    budgetSource: budget[0]?.source ?? '',
    periods,
    toDate:
      past.length === 0
        ? undefined
        : {
            budget: budgetFigures(past.map(({ line }) => line)),
            actual: figuresOf(sumActivity(past.map(({ actual }) => actual))),
            variance: sumVariances(past.map(({ line, actual }) => variance([line], actual))),
            periods: past.length,
          },
    forecast: forecast && compareForecast(budget, forecast),
  };
}

/** Nothing where the budget does not cover the forecast's period from end to end. */
function compareForecast(
  budget: readonly BudgetPeriod[],
  { from, until, activity }: Period & { activity: Activity },
): LineVariance['forecast'] {
  const within = budget.filter((line) => line.from >= from && line.until <= until);
  if (!fills(within, { from, until })) return undefined;
  return {
    from,
    until,
    budget: budgetFigures(within),
    forecast: figuresOf(activity),
    variance: variance(within, activity),
  };
}

function figuresOf(activity: Activity): Figures {
  return { weeks: clientWeeks(activity), unitCostPence: unitCostPence(activity), costPence: costPence(activity) };
}

function budgetFigures(lines: readonly WeeksAtUnitCost[]): Figures {
  const figures = figuresOf(sumActivity(lines.map(activityOfWeeks)));
  // A line of no weeks still has the unit cost it was set at.
  return {
    ...figures,
    unitCostPence: figures.unitCostPence ?? (lines.length === 1 ? lines[0]?.unitCostPence : undefined),
  };
}
