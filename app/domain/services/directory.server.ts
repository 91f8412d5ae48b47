import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { lastPage } from '../../lib/paging.ts';
import { DomainError } from '../errors.ts';

const PAGE_SIZE = 50;

/**
 * The public directory: providers, their kinds, the authority areas they work in and their latest judgements. No service's name, place
 * or price is in it.
 */
const selectProviders = (db: Db) =>
  db
    .selectFrom('organisations')
    .select(['organisations.id', 'organisations.name', 'organisations.about', 'organisations.companyNumber'])
    .select([
      sql<number[]>`array(
        select distinct accommodation_type from services
        where services.provider_id = organisations.id and registration_status != 'closed' order by 1
      )`.as('accommodationTypes'),
      sql<string[]>`array(
        select distinct areas.name from services
        join local_authority_areas areas on areas.ons_code = services.area_ons_code
        where services.provider_id = organisations.id and registration_status != 'closed' order by 1
      )`.as('areas'),
    ])
    .where('organisations.kind', '=', 'provider');

export async function listProviders(db: Db, input: { page: number }) {
  const { total } = await db
    .selectFrom('organisations')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('kind', '=', 'provider')
    .executeTakeFirstOrThrow();
  const page = lastPage(input.page, total, PAGE_SIZE);
  const providers = await selectProviders(db)
    .orderBy('organisations.name')
    .orderBy('organisations.id')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  return { providers, page, total, pageSize: PAGE_SIZE };
}

export async function getProvider(db: Db, providerId: string) {
  const provider = await selectProviders(db).where('organisations.id', '=', providerId).executeTakeFirst();
  if (!provider) throw new DomainError('not-found', 'Provider not found');
  const judgements = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('services')
        .leftJoin('judgements', 'judgements.serviceId', 'services.id')
        .distinctOn('services.id')
        .select(['services.accommodationType', 'judgements.judgement'])
        .where('services.providerId', '=', providerId)
        .where('services.registrationStatus', '!=', 'closed')
        .orderBy('services.id')
        .orderBy('judgements.inspectedOn', (order) => order.desc().nullsLast())
        .as('latest'),
    )
    .select(['latest.accommodationType', 'latest.judgement'])
    .select((eb) => eb.fn.countAll<number>().as('services'))
    .groupBy(['latest.accommodationType', 'latest.judgement'])
    .orderBy('latest.accommodationType')
    .orderBy('services', 'desc')
    .orderBy('latest.judgement')
    .execute();
  return { ...provider, judgements };
}
