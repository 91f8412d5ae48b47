import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import type { PriceModel } from '../price-schedules/price-levels.ts';
import { pointKey } from '../price-schedules/price-point.ts';
import { accommodationByCode } from '../services/accommodation.ts';
import { getLotToRun, type Lot, type LotKey, lockLot } from './lots.server.ts';
import {
  bandsOf,
  codesFor,
  gridOf,
  type ModelAddOn,
  type ModelAdjustment,
  type PriceModelContent,
  type PricePoint,
  usualPriceModel,
} from './price-model.ts';
import type { PriceModelInput } from './price-model-form.ts';
import type { PurchasingSystem } from './purchasing-systems.server.ts';

export interface PricedPoint extends PricePoint {
  label: string;
  ceilingPence: number | null;
}

/** The grids of lots, in the order people read them. Ceilings are public, prices are not. */
export async function listPricePoints(db: Db, lotIds: readonly string[]): Promise<(PricedPoint & { lotId: string })[]> {
  if (lotIds.length === 0) return [];
  return db
    .selectFrom('lotPricePoints as points')
    .innerJoin('lotLevels as levels', (join) =>
      join.onRef('levels.lotId', '=', 'points.lotId').onRef('levels.code', '=', 'points.level'),
    )
    .select([
      'points.lotId',
      'points.level',
      'levels.label',
      'points.ageFrom',
      'points.ageTo',
      'points.occupancyFrom',
      'points.occupancyTo',
      'points.ceilingPence',
    ])
    .where('points.lotId', 'in', [...lotIds])
    .orderBy('points.lotId')
    .orderBy('levels.position')
    .orderBy('points.ageFrom')
    .orderBy('points.occupancyFrom')
    .execute();
}

export async function listAddOns(db: Db, lotIds: readonly string[]): Promise<(ModelAddOn & { lotId: string })[]> {
  if (lotIds.length === 0) return [];
  const rows = await db
    .selectFrom('lotAddOns')
    .select(['lotId', 'label', 'unit', 'ceilingPence'])
    .where('lotId', 'in', [...lotIds])
    .orderBy('lotId')
    .orderBy('position')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({ ...row, unit: row.unit as ModelAddOn['unit'] }));
}

interface PricedLot {
  id: string;
  priceModel: string;
  accommodationType: number;
}

/** How a lot prices a place: the usual way of its model where nothing was saved yet. */
export async function getPriceModel(db: Db, lot: PricedLot): Promise<PriceModelContent & { isSaved: boolean }> {
  const model = lot.priceModel as PriceModel;
  const levels = await db
    .selectFrom('lotLevels')
    .select(['code', 'label', 'needs'])
    .where('lotId', '=', lot.id)
    .orderBy('position')
    .execute();
  if (levels.length === 0)
    return { ...usualPriceModel(model, accommodationByCode(lot.accommodationType).slug), isSaved: false };
  const points = await listPricePoints(db, [lot.id]);
  const adjustments = await db
    .selectFrom('lotAdjustments')
    .select(['kind', 'threshold', 'leastBps', 'mostBps'])
    .where('lotId', '=', lot.id)
    .orderBy('kind')
    .orderBy('threshold')
    .execute();
  const [ageBands, sizeBands] = [bandsOf(points, 'age'), bandsOf(points, 'size')];
  const hasOne = (code: string, of: 'age' | 'size', bands: readonly unknown[]) =>
    bands.length > 1 &&
    bandsOf(
      points.filter(({ level }) => level === code),
      of,
    ).length === 1;
  return {
    model,
    levels: levels.map(({ code, label, needs }) => ({
      ...{ label, needs },
      oneAge: hasOne(code, 'age', ageBands),
      oneSize: hasOne(code, 'size', sizeBands),
    })),
    ...{ ageBands, sizeBands },
    addOns: (await listAddOns(db, [lot.id])).map(({ lotId: _, ...addOn }) => addOn),
    adjustments: adjustments as ModelAdjustment[],
    isSaved: true,
  };
}

/** Whether prices are held against the lot's grid: a schedule is submitted, or was approved. */
export async function holdsPrices(db: Db, lotId: string): Promise<boolean> {
  const held = await db
    .selectFrom('priceSchedules')
    .innerJoin('admissions', 'admissions.id', 'priceSchedules.admissionId')
    .select('priceSchedules.id')
    .where('admissions.lotId', '=', lotId)
    .where('priceSchedules.status', 'in', ['submitted', 'approved', 'superseded'])
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

const HELD = 'Providers have submitted or hold prices against this grid: it stays as it is';

/** Refuses to change what prices are held against. */
async function lockUnheldLot(db: Db, actor: Actor, key: LotKey & { revision: number }) {
  const locked = await lockLot(db, actor, key);
  if (await holdsPrices(db, key.lotId)) throw new DomainError('conflict', HELD);
  return locked;
}

/** The lot's grid, for the form of its ceilings: refused where there is none yet. */
export async function getGridToCap(
  db: Db,
  actor: Actor,
  key: LotKey,
): Promise<{ system: PurchasingSystem; lot: Lot; points: PricedPoint[] }> {
  const { system, lot } = await getLotToRun(db, actor, key);
  const points = await listPricePoints(db, [lot.id]);
  if (points.length === 0) throw new DomainError('conflict', 'Say how the lot is priced first');
  return { system, lot, points };
}

/** Replaces how a lot prices a place. A ceiling stays with its level, ages and size of home, where the new grid has them too. */
export async function savePriceModel(db: Db, actor: Actor, input: PriceModelInput & LotKey): Promise<void> {
  const { systemId, lotId, revision, ...content } = input;
  const { lot } = await lockUnheldLot(db, actor, { systemId, lotId, revision });
  const ceilings = new Map((await listPricePoints(db, [lotId])).map((point) => [pointKey(point), point.ceilingPence]));
  // Its points go with a level.
  await db.deleteFrom('lotPricePoints').where('lotId', '=', lotId).execute();
  await db.deleteFrom('lotLevels').where('lotId', '=', lotId).execute();
  await db.deleteFrom('lotAddOns').where('lotId', '=', lotId).execute();
  await db.deleteFrom('lotAdjustments').where('lotId', '=', lotId).execute();
  const codes = codesFor(content.levels.map(({ label }) => label));
  await db
    .insertInto('lotLevels')
    .values(
      content.levels.map(({ label, needs }, index) => ({
        ...{ lotId, label, needs, position: index + 1 },
        code: codes[index] ?? '',
      })),
    )
    .execute();
  const points = gridOf(content).map((point) => ({
    ...point,
    lotId,
    ceilingPence: ceilings.get(pointKey(point)) ?? null,
  }));
  await db.insertInto('lotPricePoints').values(points).execute();
  await insertExtras(db, lotId, content);
  await touchLot(db, lotId, { revision, priceModel: content.model });
  await recordAudit(db, actor, {
    event: 'lot.price_model_saved',
    subjectId: lotId,
    before: { priceModel: lot.priceModel, points: ceilings.size, revision },
    after: { priceModel: content.model, points: points.length, revision: revision + 1 },
  });
}

async function insertExtras(db: Db, lotId: string, { addOns, adjustments }: PriceModelContent): Promise<void> {
  const codes = codesFor(addOns.map(({ label }) => label));
  if (addOns.length > 0)
    await db
      .insertInto('lotAddOns')
      .values(addOns.map((addOn, index) => ({ ...addOn, lotId, code: codes[index] ?? '', position: index + 1 })))
      .execute();
  if (adjustments.length > 0)
    await db
      .insertInto('lotAdjustments')
      .values(adjustments.map((adjustment) => ({ ...adjustment, lotId })))
      .execute();
}

async function touchLot(
  db: Db,
  lotId: string,
  { revision, priceModel }: { revision: number; priceModel?: PriceModel },
) {
  await db
    .updateTable('lots')
    .set({
      ...(priceModel && { priceModel }),
      // Bounds of the hours go with the model that has any.
      ...(priceModel && priceModel !== 'support_hours' && { hourlyCeilingPence: null, leastIncludedHours: null }),
      ...{ revision: revision + 1, updatedAt: sql<Date>`clock_timestamp()` },
    })
    .where('id', '=', lotId)
    .execute();
}

interface CeilingsInput extends LotKey {
  revision: number;
  /** By `pointKey`, pence for 7 nights; null: no ceiling. */
  ceilings: Record<string, number | null>;
  /** Of lots priced by hours of support alone. */
  hourlyCeilingPence: number | null;
  leastIncludedHours: number | null;
}

/**
 * Sets the most that a schedule may ask for each point of the grid and each further hour, and the fewest hours that the fee includes.
 * Approved prices stay; schedules and uplifts that are decided after it are held to it.
 */
export async function saveCeilings(db: Db, actor: Actor, input: CeilingsInput): Promise<void> {
  const { systemId, lotId, revision, ceilings } = input;
  const { lot } = await lockLot(db, actor, { systemId, lotId, revision });
  const points = await listPricePoints(db, [lotId]);
  for (const point of points) {
    const ceilingPence = ceilings[pointKey(point)] ?? null;
    if (ceilingPence === point.ceilingPence) continue;
    await db
      .updateTable('lotPricePoints')
      .set({ ceilingPence })
      .where('lotId', '=', lotId)
      .where('level', '=', point.level)
      .where('ageFrom', '=', point.ageFrom)
      .where('occupancyFrom', '=', point.occupancyFrom)
      .execute();
  }
  const ofHours = lot.priceModel === 'support_hours' ? hoursBounds(input) : hoursBounds(lot);
  await db.updateTable('lots').set(ofHours).where('id', '=', lotId).execute();
  await touchLot(db, lotId, { revision });
  const ofPoints = (values: Record<string, number | null>) =>
    Object.fromEntries(points.map((point) => [pointKey(point), values[pointKey(point)] ?? null]));
  await recordAudit(db, actor, {
    event: 'lot.price_model_saved',
    subjectId: lotId,
    before: {
      ceilings: ofPoints(Object.fromEntries(points.map((point) => [pointKey(point), point.ceilingPence]))),
      ...hoursBounds(lot),
    },
    after: { ceilings: ofPoints(ceilings), ...ofHours, revision: revision + 1 },
  });
}

const hoursBounds = ({
  hourlyCeilingPence,
  leastIncludedHours,
}: Pick<CeilingsInput, 'hourlyCeilingPence' | 'leastIncludedHours'>) => ({ hourlyCeilingPence, leastIncludedHours });
