import { sql } from 'kysely';
import { createDatabase, createPool, type Db, inTransaction } from '../../db/client.ts';

interface Market {
  /** As asSystem of app/transactions.server.ts, for commands: they have no running portal's settings. */
  asSystem: <T>(reason: string, work: (db: Db) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
}

const CONNECTIONS = 2;

/** The market, by the application's login: row level security holds, and a transaction says why it goes past the tenants' borders. */
export function openMarket(connectionString: string): Market {
  const database = createDatabase(createPool(connectionString, CONNECTIONS));
  return {
    asSystem: (reason, work) =>
      inTransaction(database, async (db) => {
        await sql`select set_config('app.system', ${reason}, true)`.execute(db);
        return work(db);
      }),
    close: () => database.destroy(),
  };
}
