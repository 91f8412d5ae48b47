import type { ExpressionBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';

/** Anyone may know of a purchasing system once it is published; of a draft only the authority that leads it. */
const visibleTo = (actor: Actor | null) => (eb: ExpressionBuilder<DB, 'purchasingSystems'>) =>
  actor
    ? eb.or([
        eb('purchasingSystems.status', '!=', 'draft'),
        eb('purchasingSystems.leadAuthorityId', '=', actor.organisationId),
      ])
    : eb('purchasingSystems.status', '!=', 'draft');

const MOST_SYSTEMS = 200;

const selectSystems = (db: Db, actor: Actor | null) =>
  db
    .selectFrom('purchasingSystems')
    .innerJoin('organisations as leads', 'leads.id', 'purchasingSystems.leadAuthorityId')
    .select([
      'purchasingSystems.id',
      'purchasingSystems.title',
      'purchasingSystems.kind',
      'purchasingSystems.regime',
      'purchasingSystems.status',
      'purchasingSystems.summary',
      'purchasingSystems.howToJoin',
      'purchasingSystems.startsOn',
      'purchasingSystems.endsOn',
      'leads.name as leadName',
    ])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('lots')
          .select([
            'lots.id',
            'lots.number',
            'lots.title',
            'lots.accommodationType',
            'lots.tiers',
            'lots.priceModel',
            'lots.ofstedRule',
          ])
          .whereRef('lots.systemId', '=', 'purchasingSystems.id')
          .orderBy('lots.number'),
      ).as('lots'),
      jsonArrayFrom(
        eb
          .selectFrom('purchasingSystemMembers')
          .innerJoin('organisations', 'organisations.id', 'purchasingSystemMembers.authorityId')
          .select(['organisations.id', 'organisations.name'])
          .whereRef('purchasingSystemMembers.systemId', '=', 'purchasingSystems.id')
          .orderBy('organisations.name'),
      ).as('members'),
    ])
    .where(visibleTo(actor));

export function listPurchasingSystems(db: Db, actor: Actor | null) {
  return selectSystems(db, actor)
    .orderBy('purchasingSystems.title')
    .orderBy('purchasingSystems.id')
    .limit(MOST_SYSTEMS)
    .execute();
}

export async function getPurchasingSystem(db: Db, actor: Actor | null, systemId: string) {
  const system = await selectSystems(db, actor).where('purchasingSystems.id', '=', systemId).executeTakeFirst();
  if (!system) throw new DomainError('not-found', 'Purchasing system not found');
  return system;
}

/**
 * Who is admitted to the system's lots: for its member authorities everyone, for a provider itself, for anyone else nobody. `scheduleId`
 * is the price schedule in force on the day, ISO.
 */
export async function listAdmissions(db: Db, actor: Actor | null, input: { systemId: string; on: string }) {
  if (!actor) return [];
  const member = await db
    .selectFrom('purchasingSystemMembers')
    .select('authorityId')
    .where('systemId', '=', input.systemId)
    .where('authorityId', '=', actor.organisationId)
    .executeTakeFirst();
  return db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('organisations', 'organisations.id', 'admissions.providerId')
    .select([
      'admissions.id',
      'admissions.lotId',
      'admissions.tier',
      'admissions.status',
      'admissions.admittedOn',
      'organisations.name as providerName',
    ])
    .select((eb) =>
      eb
        .selectFrom('priceSchedules')
        .select('priceSchedules.id')
        .whereRef('priceSchedules.admissionId', '=', 'admissions.id')
        .where('priceSchedules.status', 'in', ['approved', 'superseded'])
        .where('priceSchedules.validFrom', '<=', input.on)
        .where((until) =>
          until.or([until('priceSchedules.validUntil', 'is', null), until('priceSchedules.validUntil', '>', input.on)]),
        )
        .as('scheduleId'),
    )
    .where('lots.systemId', '=', input.systemId)
    .$if(!member, (query) => query.where('admissions.providerId', '=', actor.organisationId))
    .orderBy('lots.number')
    .orderBy('admissions.tier')
    .orderBy('organisations.name')
    .orderBy('admissions.id')
    .limit(MOST_ADMISSIONS)
    .execute();
}

const MOST_ADMISSIONS = 2000;
