import type { Db } from '#db/client.ts';
import type { PurchasingSystem } from './purchasing-systems.server.ts';
import type { SystemToPublish } from './system-status.ts';

export interface LotReadiness {
  id: string;
  number: number;
  title: string;
  /** Levels of price, and those of them that the grid has a point for. */
  levels: number;
  pricedLevels: number;
}

export interface Readiness extends SystemToPublish {
  lots: LotReadiness[];
  questions: number;
  documents: number;
  /** Authorities asked to join that have not answered. */
  unanswered: number;
}

/** How far the parts of a system are, for its lead. */
export async function getReadiness(db: Db, system: PurchasingSystem): Promise<Readiness> {
  const { startsOn, endsOn, takesApplications, howToJoin } = system;
  const lots = await db
    .selectFrom('lots')
    .select(['lots.id', 'lots.number', 'lots.title'])
    .select((eb) => [
      eb
        .selectFrom('lotLevels')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('lotLevels.lotId', '=', 'lots.id')
        .as('levels'),
      eb
        .selectFrom('lotPricePoints')
        .select((count) => count.fn.count<number>('lotPricePoints.level').distinct().as('count'))
        .whereRef('lotPricePoints.lotId', '=', 'lots.id')
        .as('pricedLevels'),
    ])
    .where('lots.systemId', '=', system.id)
    .orderBy('lots.number')
    .execute();
  const counts = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('applicationRounds')
        .select((count) => count.fn.countAll<number>().as('count'))
        .where('systemId', '=', system.id)
        .as('rounds'),
      eb
        .selectFrom('selectionQuestions')
        .select((count) => count.fn.countAll<number>().as('count'))
        .where('systemId', '=', system.id)
        .where('retiredAt', 'is', null)
        .as('questions'),
      eb
        .selectFrom('purchasingSystemDocuments')
        .select((count) => count.fn.countAll<number>().as('count'))
        .where('systemId', '=', system.id)
        .where('removedAt', 'is', null)
        .as('documents'),
      eb
        .selectFrom('purchasingSystemInvitations')
        .select((count) => count.fn.countAll<number>().as('count'))
        .where('systemId', '=', system.id)
        .where('answer', 'is', null)
        .as('unanswered'),
    ])
    .executeTakeFirstOrThrow();
  return {
    ...{ startsOn, endsOn, takesApplications, howToJoin },
    lots: lots.map((lot) => ({ ...lot, levels: lot.levels ?? 0, pricedLevels: lot.pricedLevels ?? 0 })),
    rounds: counts.rounds ?? 0,
    questions: counts.questions ?? 0,
    documents: counts.documents ?? 0,
    unanswered: counts.unanswered ?? 0,
  };
}
