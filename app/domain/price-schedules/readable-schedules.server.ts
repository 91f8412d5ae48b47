import type { Db } from '#db/client.ts';
import { lastPage } from '../../lib/paging.ts';
import type { Actor } from '../accounts/actor.ts';
import { requirePriceReader, selectSchedules } from './price-schedules.server.ts';

const PAGE_SIZE = 50;

/**
 * The price schedules that the actor reads, a page at a time: a provider its own, an authority those of the systems it belongs to, newest
 * first within each admission. A page past the end becomes the last.
 */
export async function listReadableSchedules(db: Db, actor: Actor, filter: { page: number }) {
  requirePriceReader(actor);
  const { total } = await selectSchedules(db, actor)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const page = lastPage(filter.page, total, PAGE_SIZE);
  const schedules = await selectSchedules(db, actor)
    .select('priceSchedules.providerId')
    .orderBy('purchasingSystems.title')
    .orderBy('lots.number')
    .orderBy('providers.name')
    .orderBy('priceSchedules.validFrom', 'desc')
    .orderBy('priceSchedules.id')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  return { schedules, page, total, pageSize: PAGE_SIZE };
}
