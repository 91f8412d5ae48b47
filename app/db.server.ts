import { createDatabase, createPool } from '#db/client.ts';
import { config } from './config.server.ts';
import { log, withoutSecrets } from './log.server.ts';

export { inTransaction } from '#db/client.ts';

const APP_CONNECTIONS = 10;
const IDENTITY_CONNECTIONS = 5;

/** No request waits for ever, or holds a connection for ever: whoever asks is told to come back instead. */
const limits = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 60_000,
  keepAlive: true,
  onLost: (error: Error) => log.warn({ reason: withoutSecrets(error.message) }, 'database connection lost'),
};

const marketPool = createPool(config.appDatabaseUrl, APP_CONNECTIONS, limits);

/** The market, under row level security: app/transactions.server.ts alone opens it. */
export const database = createDatabase(marketPool);

/** People, their sessions and secrets; nothing of the market. better-auth builds a Kysely of its own on the pool. */
export const identityPool = createPool(config.identityDatabaseUrl, IDENTITY_CONNECTIONS, limits);
export const identityDatabase = createDatabase(identityPool);

/** For the server: how many connections there are, and their end. */
export const connections = {
  counts: () =>
    Object.entries({ app: marketPool, identity: identityPool }).map(
      ([pool, { totalCount, idleCount, waitingCount }]) => ({
        pool,
        open: totalCount,
        idle: idleCount,
        waiting: waitingCount,
      }),
    ),
  close: async () => {
    await Promise.all([marketPool.end(), identityPool.end()]);
  },
};
