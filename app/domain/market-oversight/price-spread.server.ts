import { type ExpressionBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { addDays } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { financialYear, financialYearLabel, financialYearOf } from '../cost-comparison/financial-year.ts';
import type { PriceModel } from '../price-schedules/price-levels.ts';
import { type OverseenLot, type OverseenSystem, requireMarketOverseer } from './overseen-systems.server.ts';
import { type LineSpread, lineSpreads, type PricedLine } from './price-spread.ts';
import { type Spread, spreadOf } from './spread.ts';

const MOST_YEARS = 15;

const inForceOn = (eb: ExpressionBuilder<DB, 'priceSchedules'>, day: string) =>
  eb.and([
    eb('priceSchedules.status', 'in', ['approved', 'superseded']),
    eb('priceSchedules.validFrom', '<=', day),
    eb.or([eb('priceSchedules.validUntil', 'is', null), eb('priceSchedules.validUntil', '>', day)]),
  ]);

/** What the providers admitted to a lot ask for each line of it, in force on a day, ISO: of a system that getOverseenSystem gave. */
export async function listLineSpreads(
  db: Db,
  actor: Actor,
  { lot, on }: { lot: OverseenLot; on: string },
): Promise<LineSpread[]> {
  requireMarketOverseer(actor);
  const levels = await db
    .selectFrom('lots')
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('lotLevels')
          .select(['code', 'label', 'needs'])
          .whereRef('lotLevels.lotId', '=', 'lots.id')
          .orderBy('position'),
      ).as('rules'),
    )
    .where('lots.id', '=', lot.id)
    .executeTakeFirst();
  const prices = await db
    .selectFrom('admissions')
    .innerJoin('priceSchedules', (join) =>
      join
        .onRef('priceSchedules.admissionId', '=', 'admissions.id')
        .onRef('priceSchedules.providerId', '=', 'admissions.providerId'),
    )
    .innerJoin('priceLines', 'priceLines.scheduleId', 'priceSchedules.id')
    .select([
      'priceLines.level',
      'priceLines.ageFrom',
      'priceLines.ageTo',
      'priceLines.occupancyFrom',
      'priceLines.occupancyTo',
      'priceLines.weeklyPence',
    ])
    .where('admissions.lotId', '=', lot.id)
    .where('admissions.status', '=', 'active')
    .where((eb) => inForceOn(eb, on))
    .execute();
  return lineSpreads({ model: lot.priceModel as PriceModel, levels: levels?.rules ?? [] }, prices);
}

export interface YearSpread {
  /** "2026-27". */
  year: string;
  /** ISO: the year's last day, or today where it still runs. */
  on: string;
  spread: Spread;
}

/** One line's prices on the last day of each financial year of the system, and today: of those admitted then. */
export async function listPriceHistory(
  db: Db,
  actor: Actor,
  { system, lot, line, on }: { system: OverseenSystem; lot: OverseenLot; line: PricedLine; on: string },
): Promise<YearSpread[]> {
  requireMarketOverseer(actor);
  const days = yearEnds(system.startsOn, on);
  const { rows } = await sql<{ day: string; weeklyPence: number }>`
    select days.day::text as "day", price_lines.weekly_pence as "weeklyPence"
    from admissions
    join price_schedules on price_schedules.admission_id = admissions.id and price_schedules.provider_id = admissions.provider_id
    join price_lines on price_lines.schedule_id = price_schedules.id
    join unnest(${days}::date[]) as days (day)
      on price_schedules.valid_from <= days.day and (price_schedules.valid_until is null or days.day < price_schedules.valid_until)
      and admissions.admitted_on <= days.day and (admissions.ended_on is null or days.day < admissions.ended_on)
      and (days.day < ${on}::date or admissions.status = 'active')
    where admissions.lot_id = ${lot.id}::uuid
      and price_schedules.status in ('approved', 'superseded')
      and price_lines.level = ${line.level}
      and price_lines.age_from = ${line.ageFrom}::smallint
      and price_lines.occupancy_from = ${line.occupancyFrom}::smallint
  `.execute(db);
  const byDay = Map.groupBy(rows, ({ day }) => day);
  return days.flatMap((day) => {
    const spread = spreadOf((byDay.get(day) ?? []).map(({ weeklyPence }) => weeklyPence));
    return spread ? [{ year: financialYearLabel(financialYearOf(day)), on: day, spread }] : [];
  });
}

/** The last days of the financial years from the one that begins with `startsOn` to that of `today`, which ends for now with today. */
function yearEnds(startsOn: string, today: string): string[] {
  const last = financialYearOf(today);
  const first = Math.max(financialYearOf(startsOn), last - MOST_YEARS + 1);
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => {
    const end = addDays(financialYear(Math.min(first, last) + index).until, -1);
    return end < today ? end : today;
  });
}
