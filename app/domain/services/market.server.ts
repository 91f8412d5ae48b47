import type { Db } from '#db/client.ts';
import { STATUS_NOW } from '../purchasing-systems/system-status-now.server.ts';

/** The size of the public market, for its first page: nothing about one provider, service or child. */
export function countMarket(db: Db) {
  return db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('organisations')
        .select((count) => count.fn.countAll<number>().as('count'))
        .where('kind', '=', 'provider')
        .as('providers'),
      eb
        .selectFrom('services')
        .select((count) => count.fn.countAll<number>().as('count'))
        .where('registrationStatus', '!=', 'closed')
        .as('services'),
      eb
        .selectFrom('purchasingSystems')
        .select((count) => count.fn.countAll<number>().as('count'))
        .where(STATUS_NOW, 'in', ['open', 'closed'])
        .as('purchasingSystems'),
      eb
        .selectFrom('marketPositionStatements')
        .select((count) => count.fn.countAll<number>().as('count'))
        .where('status', '=', 'published')
        .as('statements'),
    ])
    .executeTakeFirstOrThrow();
}
