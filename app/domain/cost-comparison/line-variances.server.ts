import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { accommodationByCode } from '../services/accommodation.ts';
import { financialYear, type Period } from './financial-year.ts';
import { type BudgetPeriod, compareLine, type LineVariance } from './line-variances.ts';
import { listPlacementActivity, requireCostReader } from './placement-activity.server.ts';
import type { RouteOfPurchase } from './routes-of-purchase.ts';
import { activityOfNights, activityOfWeeks, NO_ACTIVITY } from './unit-cost.ts';

/** Of one authority in one year: 4 types by 4 routes by 12 months. */
const MOST_BUDGET_PERIODS = 192;
const MOST_YEARS = 50;

export interface BudgetYear {
  /** In which it starts: 2011 for 2011-12. */
  year: number;
  /** The authority reported activity for it: see LineVariance's basis. */
  reported: boolean;
}

/** The financial years that the authority has budgets for, the latest first. */
export async function listBudgetYears(db: Db, actor: Actor): Promise<BudgetYear[]> {
  requireCostReader(actor);
  const year = sql<number>`extract(year from budgets.starts_on - interval '3 months')::integer`;
  return db
    .selectFrom('budgets')
    .leftJoin('reportedActivity', (join) =>
      join
        .onRef('reportedActivity.authorityId', '=', 'budgets.authorityId')
        .onRef('reportedActivity.accommodationType', '=', 'budgets.accommodationType')
        .onRef('reportedActivity.route', '=', 'budgets.route')
        .onRef('reportedActivity.startsOn', '=', 'budgets.startsOn'),
    )
    .select([year.as('year'), sql<boolean>`count(reported_activity.weeks) > 0`.as('reported')])
    .where('budgets.authorityId', '=', actor.organisationId)
    .groupBy(year)
    .orderBy('year', 'desc')
    .limit(MOST_YEARS)
    .execute();
}

/**
 * Every budget line of a financial year against what happened, in the order of type and route. A line that the authority reported on is
 * compared with its reports; any other with its placements, for the periods that are over by `today`.
 */
export async function listLineVariances(
  db: Db,
  actor: Actor,
  { year, today }: { year: number; today: string },
): Promise<LineVariance[]> {
  requireCostReader(actor);
  const budgets = await listBudgets(db, actor, year);
  const reports = await listReports(db, actor, year);
  const over = budgets.filter((budget) => budget.until <= today);
  const periods = [...new Map(over.map(({ from, until }) => [`${from} ${until}`, { from, until }])).values()];
  const placed = await listPlacementActivity(db, actor, { periods, accommodationType: undefined });

  return [...Map.groupBy(budgets, lineKey)].map(([key, budget]) => {
    const reported = reports.filter((report) => lineKey(report) === key);
    const basis = reported.length > 0 ? 'reported' : 'placements';
    const forecast = reported.find((report) => report.basis === 'forecast');
    const fromReports = (period: Period) => {
      const report = reported.find((each) => each.basis === 'actual' && isSame(each, period));
      return report && activityOfWeeks(report);
    };
    const fromPlacements = (period: Period) => {
      if (period.until > today) return undefined;
      const activity = placed.find((each) => lineKey(each) === key && isSame(each, period));
      return activity ? activityOfNights(activity) : NO_ACTIVITY;
    };
    const [first] = budget;
    if (!first) throw new Error('A group has a row');
    return compareLine({
      type: accommodationByCode(first.accommodationType).slug,
      route: first.route,
      basis,
      budget,
      actualOf: basis === 'reported' ? fromReports : fromPlacements,
      forecast: forecast && { from: forecast.from, until: forecast.until, activity: activityOfWeeks(forecast) },
    });
  });
}

interface Line {
  accommodationType: number;
  route: RouteOfPurchase;
}

const lineKey = ({ accommodationType, route }: Line) => `${accommodationType} ${route}`;
const isSame = (one: Period, other: Period) => one.from === other.from && one.until === other.until;

async function listBudgets(db: Db, actor: Actor, year: number): Promise<(BudgetPeriod & Line)[]> {
  const { from, until } = financialYear(year);
  const rows = await db
    .selectFrom('budgets')
    .select(['accommodationType', 'route', 'startsOn as from', 'endsOn as until', 'weeks', 'unitCostPence', 'source'])
    .where('authorityId', '=', actor.organisationId)
    .where('startsOn', '>=', from)
    .where('startsOn', '<', until)
    .orderBy('accommodationType')
    .orderBy('route')
    .orderBy('startsOn')
    .limit(MOST_BUDGET_PERIODS)
    .execute();
  return rows.map((row) => ({ ...row, route: row.route as RouteOfPurchase }));
}

async function listReports(db: Db, actor: Actor, year: number) {
  const { from, until } = financialYear(year);
  const rows = await db
    .selectFrom('reportedActivity')
    .select(['accommodationType', 'route', 'basis', 'startsOn as from', 'endsOn as until', 'weeks', 'unitCostPence'])
    .where('authorityId', '=', actor.organisationId)
    .where('startsOn', '>=', from)
    .where('startsOn', '<', until)
    .orderBy('accommodationType')
    .orderBy('route')
    .orderBy('startsOn')
    .orderBy('basis')
    .limit(MOST_BUDGET_PERIODS * 2)
    .execute();
  return rows.map((row) => ({ ...row, route: row.route as RouteOfPurchase }));
}
