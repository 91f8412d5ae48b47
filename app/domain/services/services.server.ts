import type { ExpressionBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { type Actor, isFrom } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';

/** A service, with its name and where it is, is known to its own provider alone: public pages read the directory. */
const visibleTo = (actor: Actor) => (eb: ExpressionBuilder<DB, 'services'>) =>
  eb('services.providerId', '=', actor.organisationId);

const MOST_SERVICES = 500;

const COLUMNS = [
  'services.id',
  'services.providerId',
  'services.urn',
  'serviceAddresses.name',
  'services.accommodationType',
  'services.category',
  'services.registrationStatus',
  'services.registeredPlaces',
  'services.ageFrom',
  'services.ageTo',
  'services.gender',
  'services.canMeet',
  'serviceAddresses.outwardCode',
  'outwardCodes.postTown',
] as const;

export function listServices(db: Db, actor: Actor) {
  return db
    .selectFrom('services')
    .innerJoin('serviceAddresses', 'serviceAddresses.serviceId', 'services.id')
    .innerJoin('outwardCodes', 'outwardCodes.code', 'serviceAddresses.outwardCode')
    .select(COLUMNS)
    .select((eb) => [
      latestJudgement(eb).as('judgement'),
      eb
        .selectFrom('vacancies')
        .select((count) => count.fn.countAll<number>().as('published'))
        .whereRef('vacancies.serviceId', '=', 'services.id')
        .where('vacancies.status', '=', 'published')
        .as('publishedVacancies'),
    ])
    .where(visibleTo(actor))
    .orderBy('serviceAddresses.name')
    .orderBy('services.id')
    .limit(MOST_SERVICES)
    .execute();
}

export async function getService(db: Db, actor: Actor, serviceId: string) {
  const service = await db
    .selectFrom('services')
    .innerJoin('serviceAddresses', 'serviceAddresses.serviceId', 'services.id')
    .innerJoin('outwardCodes', 'outwardCodes.code', 'serviceAddresses.outwardCode')
    .select(COLUMNS)
    .select(['serviceAddresses.street', 'serviceAddresses.town', 'serviceAddresses.postcode'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('judgements')
          .select(['inspectedOn', 'judgement', 'scaleVersion'])
          .whereRef('judgements.serviceId', '=', 'services.id')
          .orderBy('inspectedOn', 'desc'),
      ).as('judgements'),
    )
    .where(visibleTo(actor))
    .where('services.id', '=', serviceId)
    .executeTakeFirst();
  if (!service) throw new DomainError('not-found', 'Service not found');
  return service;
}

export type Service = Awaited<ReturnType<typeof getService>>;

/** The judgement of the latest inspection; null where there was none. */
function latestJudgement(eb: ExpressionBuilder<DB, 'services'>) {
  return eb
    .selectFrom('judgements')
    .select('judgements.judgement')
    .whereRef('judgements.serviceId', '=', 'services.id')
    .orderBy('judgements.inspectedOn', 'desc')
    .limit(1);
}

/** The provider's desk is for providers: anyone else is refused. */
export function requireProvider(actor: Actor): void {
  if (!isFrom(actor, 'provider')) throw new DomainError('forbidden', 'These pages are for providers');
}
