import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { canOverseeMarket } from './market-oversight-policy.ts';

/** A purchasing system that the actor's authority leads or buys from; to anyone else there is none. */
export async function getOverseenSystem(db: Db, actor: Actor, systemId: string) {
  const system = await db
    .selectFrom('purchasingSystems')
    .innerJoin('purchasingSystemMembers', 'purchasingSystemMembers.systemId', 'purchasingSystems.id')
    .innerJoin('organisations as leads', 'leads.id', 'purchasingSystems.leadAuthorityId')
    .select([
      'purchasingSystems.id',
      'purchasingSystems.title',
      'purchasingSystems.status',
      'purchasingSystems.leadAuthorityId',
      'purchasingSystems.startsOn',
      'purchasingSystems.endsOn',
      'purchasingSystems.reviewStartsOn',
      'purchasingSystems.extendableUntil',
      'leads.name as leadName',
    ])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('lots')
          .select(['lots.id', 'lots.number', 'lots.title', 'lots.accommodationType', 'lots.priceModel'])
          .select('lots.upliftMonthDay')
          .whereRef('lots.systemId', '=', 'purchasingSystems.id')
          .orderBy('lots.number'),
      ).as('lots'),
    )
    .where('purchasingSystems.id', '=', systemId)
    .where('purchasingSystemMembers.authorityId', '=', actor.organisationId)
    .executeTakeFirst();
  if (!system) throw new DomainError('not-found', 'Purchasing system not found');
  requireMarketOverseer(actor);
  return system;
}

export type OverseenSystem = Awaited<ReturnType<typeof getOverseenSystem>>;
export type OverseenLot = OverseenSystem['lots'][number];

export function requireMarketOverseer(actor: Actor): void {
  if (!canOverseeMarket(actor)) throw new DomainError('forbidden', 'Commissioners of an authority oversee its markets');
}
