import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import { DomainError } from '../errors.ts';
import type { LotGrid } from './lot-grid.ts';
import type { PriceModel } from './price-levels.ts';

/** What the schedules of a lot fill in. Lots and their grids are known to whoever sees their system. */
export async function getLotGrid(db: Db, lotId: string): Promise<LotGrid> {
  const { model, ...parts } = await db
    .selectFrom('lots')
    .select(['priceModel as model', 'hourlyCeilingPence', 'leastIncludedHours'])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('lotLevels')
          .select(['code', 'label', 'needs'])
          .whereRef('lotLevels.lotId', '=', 'lots.id')
          .orderBy('position'),
      ).as('levels'),
      jsonArrayFrom(
        eb
          .selectFrom('lotPricePoints')
          .select(['level', 'ageFrom', 'ageTo', 'occupancyFrom', 'occupancyTo', 'ceilingPence'])
          .whereRef('lotPricePoints.lotId', '=', 'lots.id')
          .orderBy('level')
          .orderBy('ageFrom')
          .orderBy('occupancyFrom'),
      ).as('points'),
      jsonArrayFrom(
        eb
          .selectFrom('lotAddOns')
          .select(['code', 'label', 'unit', 'ceilingPence'])
          .whereRef('lotAddOns.lotId', '=', 'lots.id')
          .orderBy('position')
          .orderBy('code'),
      ).as('addOns'),
      jsonArrayFrom(
        eb
          .selectFrom('lotAdjustments')
          .select(['kind', 'threshold', 'leastBps', 'mostBps'])
          .whereRef('lotAdjustments.lotId', '=', 'lots.id')
          .orderBy('kind')
          .orderBy('threshold'),
      ).as('adjustments'),
    ])
    .where('lots.id', '=', lotId)
    .executeTakeFirstOrThrow(() => new DomainError('not-found', 'Lot not found'));
  return {
    model: model as PriceModel,
    levels: parts.levels,
    points: parts.points,
    addOns: parts.addOns as LotGrid['addOns'],
    adjustments: parts.adjustments as LotGrid['adjustments'],
    hourlyCeilingPence: parts.hourlyCeilingPence,
    leastIncludedHours: parts.leastIncludedHours,
  };
}
