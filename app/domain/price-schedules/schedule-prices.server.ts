import type { ExpressionBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { DomainError } from '../errors.ts';
import type { LevelRule, PriceModel } from './price-levels.ts';
import type { PriceAddOn, PriceAdjustment, PriceLine, SchedulePrices } from './quote.ts';

/** The prices of a schedule that the caller has found; taken back since by its provider, it is not found any more. */
export async function pricesOfSchedule(db: Db, scheduleId: string): Promise<SchedulePrices> {
  const row = await db
    .selectFrom('priceSchedules')
    .innerJoin('admissions', 'admissions.id', 'priceSchedules.admissionId')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .select(TERMS)
    .select(priceParts)
    .where('priceSchedules.id', '=', scheduleId)
    .executeTakeFirstOrThrow(() => new DomainError('not-found', 'Price schedule not found'));
  return pricesOf(row);
}

const MOST_SCHEDULES = 200;

interface Charged {
  admission: { id: string; providerId: string };
  /** ISO: those that are over by then are left out. Absent: none is. */
  from?: string;
  /** ISO: those that begin before it. */
  until: string;
}

/** The schedules of an admission that were approved, of those that the caller may read, with their prices; the earliest first. */
export async function listChargedPrices(db: Db, { admission, from, until }: Charged) {
  const rows = await db
    .selectFrom('priceSchedules')
    .innerJoin('admissions', 'admissions.id', 'priceSchedules.admissionId')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .select(['priceSchedules.id', 'priceSchedules.validFrom', 'priceSchedules.validUntil', ...TERMS])
    .select(priceParts)
    .where('priceSchedules.admissionId', '=', admission.id)
    .where('priceSchedules.providerId', '=', admission.providerId)
    .where('priceSchedules.status', 'in', ['approved', 'superseded'])
    .where('priceSchedules.validFrom', '<', until)
    .$if(from !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('priceSchedules.validUntil', 'is', null), eb('priceSchedules.validUntil', '>', from ?? until)]),
      ),
    )
    .orderBy('priceSchedules.validFrom', 'desc')
    .orderBy('priceSchedules.id', 'desc')
    .limit(MOST_SCHEDULES)
    .execute();
  return rows
    .toReversed()
    .map(({ id, validFrom, validUntil, ...row }) => ({ id, validFrom, validUntil, prices: pricesOf(row) }));
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
