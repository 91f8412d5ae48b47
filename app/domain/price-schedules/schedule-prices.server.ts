import type { ExpressionBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import type { LevelRule, PriceModel } from './price-levels.ts';
import type { PriceAddOn, PriceAdjustment, PriceLine, SchedulePrices } from './quote.ts';

/** The prices of a schedule that the caller has found already. */
export async function pricesOfSchedule(db: Db, scheduleId: string): Promise<SchedulePrices> {
  const row = await db
    .selectFrom('priceSchedules')
    .innerJoin('admissions', 'admissions.id', 'priceSchedules.admissionId')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .select(TERMS)
    .select(priceParts)
    .where('priceSchedules.id', '=', scheduleId)
    .executeTakeFirstOrThrow();
  return pricesOf(row);
}

/** What of a schedule and its lot is no row of its own. */
export const TERMS = [
  'lots.priceModel',
  'lots.ageBasis',
  'lots.priceBasis',
  'priceSchedules.includedSupportHours',
  'priceSchedules.extraSupportHourPence',
] as const;

/** The rows that a schedule's prices are made of, and those of its lot. */
export const priceParts = (eb: ExpressionBuilder<DB, 'priceSchedules' | 'lots'>) => [
  jsonArrayFrom(
    eb
      .selectFrom('priceLines')
      .select(['level', 'ageFrom', 'ageTo', 'occupancyFrom', 'occupancyTo', 'weeklyPence'])
      .whereRef('priceLines.scheduleId', '=', 'priceSchedules.id')
      .orderBy('level')
      .orderBy('ageFrom')
      .orderBy('occupancyFrom'),
  ).as('lines'),
  jsonArrayFrom(
    eb
      .selectFrom('priceAddOns')
      .innerJoin('lotAddOns', (join) =>
        join.onRef('lotAddOns.code', '=', 'priceAddOns.code').onRef('lotAddOns.lotId', '=', 'lots.id'),
      )
      .select(['priceAddOns.code', 'lotAddOns.label', 'lotAddOns.unit', 'priceAddOns.pence'])
      .whereRef('priceAddOns.scheduleId', '=', 'priceSchedules.id')
      .orderBy('lotAddOns.position')
      .orderBy('priceAddOns.code'),
  ).as('addOns'),
  jsonArrayFrom(
    eb
      .selectFrom('priceAdjustments')
      .select(['kind', 'threshold', 'bps'])
      .whereRef('priceAdjustments.scheduleId', '=', 'priceSchedules.id')
      .orderBy('kind')
      .orderBy('threshold'),
  ).as('adjustments'),
  jsonArrayFrom(
    eb
      .selectFrom('lotLevels')
      .select(['code', 'label', 'needs'])
      .whereRef('lotLevels.lotId', '=', 'lots.id')
      .orderBy('position'),
  ).as('levels'),
];

export interface PriceRow {
  priceModel: string;
  ageBasis: string;
  priceBasis: string;
  includedSupportHours: number | null;
  extraSupportHourPence: number | null;
  lines: PriceLine[];
  addOns: { code: string; label: string; unit: string; pence: number }[];
  adjustments: { kind: string; threshold: number; bps: number }[];
  levels: LevelRule[];
}

export const pricesOf = (row: PriceRow): SchedulePrices => ({
  model: row.priceModel as PriceModel,
  ageBasis: row.ageBasis as SchedulePrices['ageBasis'],
  priceBasis: row.priceBasis as SchedulePrices['priceBasis'],
  includedSupportHours: row.includedSupportHours,
  extraSupportHourPence: row.extraSupportHourPence,
  lines: row.lines,
  addOns: row.addOns as PriceAddOn[],
  adjustments: row.adjustments as PriceAdjustment[],
  levels: row.levels,
});
