import { createDatabase, createPool } from '#db/client.ts';
import { config } from './config.server.ts';

export { inTransaction } from '#db/client.ts';

/** The market, under row level security: app/transactions.server.ts alone opens it. */
export const database = createDatabase(createPool(config.appDatabaseUrl));

/** People, their sessions and secrets; nothing of the market. better-auth builds a Kysely of its own on the pool. */
export const identityPool = createPool(config.identityDatabaseUrl, 5);
export const identityDatabase = createDatabase(identityPool);
