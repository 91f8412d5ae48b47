import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { ACCOMMODATION_TYPES, type AccommodationSlug, accommodationBySlug } from '../services/accommodation.ts';
import { isWholeQuarter, type Period, quartersBefore } from './financial-year.ts';
import { listPlacementActivity, requireCostReader } from './placement-activity.server.ts';
import {
  type QuarterComparison,
  type ReportedQuarter,
  type SpotAndFramework,
  spotAgainstFramework,
  type TypeComparison,
} from './spot-and-framework.ts';

const QUARTERS_SHOWN = 8;
const REPORTED_QUARTERS_SHOWN = 6;
const QUARTERS_A_YEAR = 4;

/** New framework and spot placements as the authority published them, the latest six quarters, oldest first. */
export async function listReportedQuarters(db: Db, actor: Actor): Promise<ReportedQuarter[]> {
  requireCostReader(actor);
  const figures = await db
    .selectFrom('publishedFigures')
    .select(['item', 'startsOn', 'endsOn', 'value', 'source'])
    .where('authorityId', '=', actor.organisationId)
    .where('series', '=', 'new_placements')
    .where('item', 'in', ['framework', 'spot'])
    .orderBy('startsOn', 'desc')
    .orderBy('item')
    .limit(REPORTED_QUARTERS_SHOWN * 2)
    .execute();
  const byQuarter = Map.groupBy(figures, (figure) => figure.startsOn);
  return [...byQuarter.values()].reverse().flatMap((quarter) => {
    const [first] = quarter;
    if (!first) return [];
    const count = (item: string) => quarter.find((figure) => figure.item === item)?.value;
    const { startsOn, endsOn, source } = first;
    return [{ from: startsOn, until: endsOn, framework: count('framework'), spot: count('spot'), source }];
  });
}

/** The last eight quarters from placements, oldest first, and all of them together; the current one up to `today`. `type` undefined: every kind. */
export async function compareQuarters(
  db: Db,
  actor: Actor,
  { type, today }: { type: AccommodationSlug | undefined; today: string },
): Promise<{ quarters: QuarterComparison[]; overall: SpotAndFramework }> {
  const periods = quartersBefore(today, QUARTERS_SHOWN);
  const accommodationType = type && accommodationBySlug(type).code;
  const activity = await listPlacementActivity(db, actor, { periods, accommodationType });
  const quarters = periods.map((period) => ({
    ...period,
    ...spotAgainstFramework(activity.filter((row) => row.from === period.from)),
    whole: isWholeQuarter(period),
  }));
  return { quarters, overall: spotAgainstFramework(activity) };
}

/** Each kind of accommodation over the last four whole quarters, as one period. */
export async function compareTypesOverYear(
  db: Db,
  actor: Actor,
  { today }: { today: string },
): Promise<{ period: Period; types: TypeComparison[] }> {
  const whole = quartersBefore(today, QUARTERS_A_YEAR + 1)
    .filter(isWholeQuarter)
    .slice(-QUARTERS_A_YEAR);
  const period = { from: whole.at(0)?.from ?? today, until: whole.at(-1)?.until ?? today };
  const activity = await listPlacementActivity(db, actor, { periods: [period], accommodationType: undefined });
  const types = ACCOMMODATION_TYPES.map(({ code, slug, label }) => ({
    type: slug,
    label,
    ...spotAgainstFramework(activity.filter((row) => row.accommodationType === code)),
  }));
  return { period, types };
}
