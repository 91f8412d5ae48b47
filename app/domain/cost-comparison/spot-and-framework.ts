import type { AccommodationSlug } from '../services/accommodation.ts';
import type { Period } from './financial-year.ts';
import { type Activity, activityOfNights, clientWeeks, costPence, sumActivity, unitCostPence } from './unit-cost.ts';

/** An average of fewer placements than this says little, and could say something about one child. */
export const FEW_PLACEMENTS = 5;

export interface RouteFigures {
  started: number;
  /** With a charged night; one that was there in two of the periods added up counts in each. */
  placements: number;
  weeks: number;
  costPence: number;
  /** Undefined where there were no weeks. */
  unitCostPence: number | undefined;
  /** The average is of at least one placement and fewer than five. */
  few: boolean;
}

export interface SpotAndFramework {
  framework: RouteFigures;
  spot: RouteFigures;
  /** Spot's average weekly cost less the framework's; undefined unless both have weeks. */
  differencePence: number | undefined;
}

export type QuarterComparison = Period & SpotAndFramework & { whole: boolean };

/** As the authority published it. */
export interface ReportedQuarter extends Period {
  /** New placements; undefined where none was published. */
  framework: number | undefined;
  spot: number | undefined;
  source: string;
}

export interface TypeComparison extends SpotAndFramework {
  type: AccommodationSlug;
  label: string;
}

interface Counted {
  started: number;
  placements: number;
  nights: number;
  nightPence: number;
}

function routeFigures(rows: readonly Counted[]): RouteFigures {
  const activity: Activity = sumActivity(rows.map(activityOfNights));
  const placements = rows.reduce((sum, row) => sum + row.placements, 0);
  return {
    started: rows.reduce((sum, row) => sum + row.started, 0),
    placements,
    weeks: clientWeeks(activity),
    costPence: costPence(activity),
    unitCostPence: unitCostPence(activity),
    few: placements > 0 && placements < FEW_PLACEMENTS,
  };
}

export function spotAgainstFramework(rows: readonly (Counted & { route: string })[]): SpotAndFramework {
  const framework = routeFigures(rows.filter((row) => row.route === 'framework'));
  const spot = routeFigures(rows.filter((row) => row.route === 'spot'));
  const differencePence =
    framework.unitCostPence === undefined || spot.unitCostPence === undefined
      ? undefined
      : spot.unitCostPence - framework.unitCostPence;
  return { framework, spot, differencePence };
}
