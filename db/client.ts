import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.ts';

/** What a domain function takes: a transaction, never the pool. */
export type Db = Transaction<DB>;
export type Database = Kysely<DB>;

const ADMIN_SHUTDOWN = '57P01';
const OID = { int8: 20, date: 1082, numeric: 1700 } as const;

// pg gives bigint and numeric as strings and turns a date into local midnight (the day before, in summer).
// Sums of pence stay far below 2^53, so numbers are exact here; a date stays the ISO string it is.
pg.types.setTypeParser(OID.int8, Number);
pg.types.setTypeParser(OID.numeric, Number);
pg.types.setTypeParser(OID.date, (iso) => iso);

export function createPool(connectionString: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString, max });
  // Without a listener on both, a backend that dies takes the process with it.
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report));
  return pool;
}

/** A server that is stopped in order says so to every connection: no news, the pool makes new ones when it is back. */
function report(error: Error & { code?: string }) {
  if (error.code !== ADMIN_SHUTDOWN) console.error('database connection lost:', error.message);
}

export function createDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
}

export function inTransaction<T>(database: Database, work: (db: Db) => Promise<T>): Promise<T> {
  return database.transaction().execute(work);
}
