import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import type { PriceModel } from '../price-schedules/price-levels.ts';
import { pointKey } from '../price-schedules/price-point.ts';
import { accommodationByCode } from '../services/accommodation.ts';
import { type LotKey, lockLot, updateLot } from './lots.server.ts';
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
import { fixesGrid } from './system-status.ts';

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

export interface PricedAddOn extends ModelAddOn {
  lotId: string;
  code: string;
}

export async function listAddOns(db: Db, lotIds: readonly string[]): Promise<PricedAddOn[]> {
  if (lotIds.length === 0) return [];
  const rows = await db
    .selectFrom('lotAddOns')
    .select(['lotId', 'code', 'label', 'unit', 'ceilingPence'])
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
    addOns: (await listAddOns(db, [lot.id])).map(({ lotId: _, code: __, ...addOn }) => addOn),
    adjustments: adjustments as ModelAdjustment[],
    isSaved: true,
  };
}

/** Replaces how a lot prices a place, until it is published. A ceiling stays with its level, ages and size of home, where the new grid has them too. */
export async function savePriceModel(db: Db, actor: Actor, input: PriceModelInput & LotKey): Promise<void> {
  const { systemId, lotId, revision, ...content } = input;
  const { system, lot } = await lockLot(db, actor, { systemId, lotId, revision });
  const ceilings = new Map((await listPricePoints(db, [lotId])).map((point) => [pointKey(point), point.ceilingPence]));
  if (fixesGrid(system, { hasGrid: ceilings.size > 0 }))
    throw new DomainError('conflict', 'This lot is published: how it is priced stands, its ceilings alone may change');
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
  await updateLot(db, lot, {
    priceModel: content.model,
    // Bounds of the hours go with the model that has any.
    ...(content.model !== 'support_hours' && { hourlyCeilingPence: null, leastIncludedHours: null }),
  });
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
