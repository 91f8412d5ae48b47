import { createDatabase, createPool } from '#db/client.ts';
import { config } from './config.server.ts';

export { inTransaction } from '#db/client.ts';

export const pool = createPool(config.databaseUrl);
export const database = createDatabase(pool);
