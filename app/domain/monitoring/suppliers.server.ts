import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { LONDON_TODAY, STATUS_NOW } from '../purchasing-systems/system-status-now.server.ts';
import { canMonitor } from './monitoring-policy.ts';

const MOST_SUPPLIERS = 1_000;
const MOST_SERVICES = 500;

/** Of a query's row of purchasing_systems: places are bought under it. */
const RUNS = sql<SqlBool>`${STATUS_NOW} in ('open', 'closed')`;

/**
 * The providers that the actor's authority buys from: in a lot of a purchasing system that it is a member of, a suspended one too; once the
 * system has ended, those alone with whom a child of the authority lives still. As supplying_providers() in the database.
 */
export const supplierIds = (db: Db, actor: Actor) =>
  db
    .selectFrom('admissions as supplies')
    .innerJoin('lots as supplied', 'supplied.id', 'supplies.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'supplied.systemId')
    .innerJoin('purchasingSystemMembers as buys', 'buys.systemId', 'supplied.systemId')
    .select('supplies.providerId')
    .where('buys.authorityId', '=', actor.organisationId)
    .where('supplies.status', 'in', ['active', 'suspended'])
    .where((eb) =>
      eb.or([
        RUNS,
        eb.exists(
          eb
            .selectFrom('placements as living')
            .select('living.id')
            .whereRef('living.providerId', '=', 'supplies.providerId')
            .where('living.authorityId', '=', actor.organisationId)
            .where((until) =>
              until.or([until('living.endedOn', 'is', null), until('living.endedOn', '>', LONDON_TODAY)]),
            ),
        ),
      ]),
    );

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

/** Of a member of a system that the actor's provider is admitted to: the system runs, or the member has a child living with the provider. */
export const isInformed = sql<SqlBool>`(${RUNS} or purchasing_system_members.authority_id = any ((select placing_authorities())::uuid[]))`;

/** The authorities that buy from the actor's provider, or have a child living with it whose purchasing system has ended: whom it notifies. */
export function listBuyers(db: Db, actor: Actor): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('admissions')
        .innerJoin('lots', 'lots.id', 'admissions.lotId')
        .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
        .innerJoin('purchasingSystemMembers', 'purchasingSystemMembers.systemId', 'lots.systemId')
        .select('purchasingSystemMembers.authorityId')
        .where('admissions.providerId', '=', actor.organisationId)
        .where('admissions.status', 'in', ['active', 'suspended'])
        .where(isInformed),
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
