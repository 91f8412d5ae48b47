import { type ExpressionBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { addDays } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { financialYear, financialYearLabel, financialYearOf } from '../cost-comparison/financial-year.ts';
import type { PriceModel } from '../price-schedules/price-levels.ts';
import { type OverseenLot, type OverseenSystem, requireMarketOverseer } from './overseen-systems.server.ts';
import {
  type ExtraPrice,
  type ExtraSpread,
  extraSpreads,
  type LineSpread,
  lineSpreads,
  type PricedLine,
} from './price-spread.ts';
import { type Spread, spreadOf } from './spread.ts';

const MOST_YEARS = 15;

const inForceOn = (eb: ExpressionBuilder<DB, 'priceSchedules'>, day: string) =>
  eb.and([
    eb('priceSchedules.status', 'in', ['approved', 'superseded']),
    eb('priceSchedules.validFrom', '<=', day),
    eb.or([eb('priceSchedules.validUntil', 'is', null), eb('priceSchedules.validUntil', '>', day)]),
  ]);

const selectInForce = (db: Db, lot: OverseenLot, on: string) =>
  db
    .selectFrom('admissions')
    .innerJoin('priceSchedules', (join) =>
      join
        .onRef('priceSchedules.admissionId', '=', 'admissions.id')
        .onRef('priceSchedules.providerId', '=', 'admissions.providerId'),
    )
    .where('admissions.lotId', '=', lot.id)
    .where('admissions.status', '=', 'active')
    .where((eb) => inForceOn(eb, on));

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
  const prices = await selectInForce(db, lot, on)
    .innerJoin('priceLines', 'priceLines.scheduleId', 'priceSchedules.id')
    .select([
      'priceLines.level',
      'priceLines.ageFrom',
      'priceLines.ageTo',
      'priceLines.occupancyFrom',
      'priceLines.occupancyTo',
      'priceLines.weeklyPence',
    ])
    .execute();
  return lineSpreads({ model: lot.priceModel as PriceModel, levels: levels?.rules ?? [] }, prices);
}

/** What they ask beside their weekly fees, each on its own: a further hour of support, and every add-on of the lot. */
export async function listExtraSpreads(
  db: Db,
  actor: Actor,
  { lot, on }: { lot: OverseenLot; on: string },
): Promise<ExtraSpread[]> {
  requireMarketOverseer(actor);
  const rates = await selectInForce(db, lot, on)
    .select('priceSchedules.extraSupportHourPence as pence')
    .where('priceSchedules.extraSupportHourPence', 'is not', null)
    .$narrowType<{ pence: number }>()
    .execute();
  const addOns = await selectInForce(db, lot, on)
    .innerJoin('priceAddOns', 'priceAddOns.scheduleId', 'priceSchedules.id')
    .innerJoin('lotAddOns', (join) =>
      join.onRef('lotAddOns.lotId', '=', 'admissions.lotId').onRef('lotAddOns.code', '=', 'priceAddOns.code'),
    )
    .select(['lotAddOns.code', 'lotAddOns.label', 'lotAddOns.unit', 'priceAddOns.pence'])
    .orderBy('lotAddOns.position')
    .orderBy('lotAddOns.code')
    .execute();
  return extraSpreads([
    ...rates.map(({ pence }) => ({ ...FURTHER_HOUR, pence })),
    ...addOns.map((addOn) => ({ ...addOn, unit: addOn.unit as ExtraPrice['unit'] })),
  ]);
}

const FURTHER_HOUR = { code: null, label: 'Each further hour of support', unit: 'hour' } as const;

export interface YearSpread {
  /** "2026-27". */
  year: string;
  /** ISO: the year's last day, or today where it still runs. */
  on: string;
  spread: Spread;
}

type Priced = PricedLine | Pick<ExtraSpread, 'code'>;

/** The prices of one line or one extra on the last day of each financial year of the system, and today: of those admitted then. */
export async function listPriceHistory(
  db: Db,
  actor: Actor,
  { system, lot, line, on }: { system: OverseenSystem; lot: OverseenLot; line: Priced; on: string },
): Promise<YearSpread[]> {
  requireMarketOverseer(actor);
  const days = yearEnds(system.startsOn, on);
  const { rows } = await sql<{ day: string; pence: number }>`
    select days.day::text as "day", prices.pence
    from admissions
    join price_schedules on price_schedules.admission_id = admissions.id and price_schedules.provider_id = admissions.provider_id
    join (${pricesOf(line)}) as prices on prices.schedule_id = price_schedules.id
    join unnest(${days}::date[]) as days (day)
      on price_schedules.valid_from <= days.day and (price_schedules.valid_until is null or days.day < price_schedules.valid_until)
      and admissions.admitted_on <= days.day and (admissions.ended_on is null or days.day < admissions.ended_on)
      and (days.day < ${on}::date or admissions.status = 'active')
    where admissions.lot_id = ${lot.id}::uuid
      and price_schedules.status in ('approved', 'superseded')
  `.execute(db);
  const byDay = Map.groupBy(rows, ({ day }) => day);
  return days.flatMap((day) => {
    const spread = spreadOf((byDay.get(day) ?? []).map(({ pence }) => pence));
    return spread ? [{ year: financialYearLabel(financialYearOf(day)), on: day, spread }] : [];
  });
}

function pricesOf(line: Priced) {
  if ('level' in line) {
    return sql`select schedule_id, weekly_pence as pence from price_lines where level = ${line.level}
      and age_from = ${line.ageFrom}::smallint and occupancy_from = ${line.occupancyFrom}::smallint`;
  }
  return line.code === null
    ? sql`select id as schedule_id, extra_support_hour_pence as pence from price_schedules where extra_support_hour_pence is not null`
    : sql`select schedule_id, pence from price_add_ons where code = ${line.code}`;
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
