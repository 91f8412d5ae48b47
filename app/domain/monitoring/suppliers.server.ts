import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { canMonitor } from './monitoring-policy.ts';

const MOST_SUPPLIERS = 1_000;
const MOST_SERVICES = 500;

/** The providers that the actor's authority buys from: in a lot of a purchasing system that it is a member of, a suspended one too. */
export const supplierIds = (db: Db, actor: Actor) =>
  db
    .selectFrom('admissions as supplies')
    .innerJoin('lots as supplied', 'supplied.id', 'supplies.lotId')
    .innerJoin('purchasingSystemMembers as buys', 'buys.systemId', 'supplied.systemId')
    .select('supplies.providerId')
    .where('buys.authorityId', '=', actor.organisationId)
    .where('supplies.status', 'in', ['active', 'suspended']);

/** By name. */
export async function listSuppliers(db: Db, actor: Actor): Promise<{ id: string; name: string }[]> {
  requireMonitor(actor);
  return db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('id', 'in', supplierIds(db, actor))
    .orderBy('name')
    .orderBy('id')
    .limit(MOST_SUPPLIERS)
    .execute();
}

/** A provider that the actor's authority buys from, with the services that a visit can be to. */
export async function getSupplier(db: Db, actor: Actor, providerId: string) {
  requireMonitor(actor);
  const supplier = await db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('id', '=', providerId)
    .where('id', 'in', supplierIds(db, actor))
    .executeTakeFirst();
  if (!supplier) throw new DomainError('not-found', 'Provider not found');
  return { ...supplier, services: await listVisitableServices(db, providerId) };
}

/** A provider's services by what is public of them: never a name or an address. */
export function listVisitableServices(db: Db, providerId: string) {
  return db
    .selectFrom('services')
    .innerJoin('localAuthorityAreas as areas', 'areas.onsCode', 'services.areaOnsCode')
    .select(['services.id', 'services.urn', 'services.accommodationType', 'areas.name as areaName'])
    .where('services.providerId', '=', providerId)
    .where('services.registrationStatus', '!=', 'closed')
    .orderBy('services.accommodationType')
    .orderBy('areas.name')
    .orderBy('services.urn')
    .limit(MOST_SERVICES)
    .execute();
}

/** The authorities that may buy from the actor's provider: whom it notifies. */
export function listBuyers(db: Db, actor: Actor): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('admissions')
        .innerJoin('lots', 'lots.id', 'admissions.lotId')
        .innerJoin('purchasingSystemMembers', 'purchasingSystemMembers.systemId', 'lots.systemId')
        .select('purchasingSystemMembers.authorityId')
        .where('admissions.providerId', '=', actor.organisationId)
        .where('admissions.status', 'in', ['active', 'suspended']),
    )
    .orderBy('name')
    .orderBy('id')
    .limit(MOST_SUPPLIERS)
    .execute();
}

/** Recording visits is for commissioners: anyone else is refused. */
export function requireMonitor(actor: Actor): void {
  if (!canMonitor(actor)) throw new DomainError('forbidden', 'Commissioners record monitoring visits');
}
