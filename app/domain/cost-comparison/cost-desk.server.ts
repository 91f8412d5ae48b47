import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { financialYearOf, type Period } from './financial-year.ts';
import { listBudgetYears, listLineVariances } from './line-variances.server.ts';
import type { LineVariance } from './line-variances.ts';
import { compareTypesOverYear, listReportedQuarters } from './spot-and-framework.server.ts';
import type { ReportedQuarter, TypeComparison } from './spot-and-framework.ts';
import { sumVariances, type Variance } from './variance.ts';

export interface CostDesk {
  reported: ReportedQuarter[];
  period: Period;
  types: TypeComparison[];
  /** All budget lines of the latest year that has a period over; undefined where no budget has. */
  toDate: { year: number; variance: Variance; lines: number } | undefined;
  /** The latest forecast of a whole year that was reported. */
  forecast: { year: number; line: LineVariance; variance: Variance } | undefined;
}

/** The headline of every part of the cost comparison. */
export async function getCostDesk(db: Db, actor: Actor, { today }: { today: string }): Promise<CostDesk> {
  const reported = await listReportedQuarters(db, actor);
  const { period, types } = await compareTypesOverYear(db, actor, { today });
  const years = await listBudgetYears(db, actor);
  const running = years.filter(({ year }) => year <= financialYearOf(today)).slice(0, 2);
  let toDate: CostDesk['toDate'];
  for (const { year } of running) {
    const lines = (await listLineVariances(db, actor, { year, today })).flatMap((line) => line.toDate ?? []);
    if (lines.length === 0) continue;
    toDate = { year, variance: sumVariances(lines.map(({ variance }) => variance)), lines: lines.length };
    break;
  }
  const lastReported = years.find((year) => year.reported);
  return {
    reported,
    period,
    types,
    toDate,
    forecast: lastReported && (await findForecast(db, actor, lastReported.year, today)),
  };
}

async function findForecast(db: Db, actor: Actor, year: number, today: string): Promise<CostDesk['forecast']> {
  const lines = await listLineVariances(db, actor, { year, today });
  const line = lines.find(({ forecast }) => forecast);
  return line?.forecast && { year, line, variance: line.forecast.variance };
}
