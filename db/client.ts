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

interface PoolSettings
  extends Pick<
    pg.PoolConfig,
    'connectionTimeoutMillis' | 'statement_timeout' | 'idle_in_transaction_session_timeout' | 'keepAlive'
  > {
  /** Told of each connection that is lost while nobody uses it. */
  onLost?: (error: Error) => void;
}

export function createPool(connectionString: string, max = 10, { onLost, ...settings }: PoolSettings = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, ...settings });
  // A server that is stopped in order says so to every connection: no news, the pool makes new ones when it is back.
  const report = (error: Error & { code?: string }) => error.code !== ADMIN_SHUTDOWN && onLost?.(error);
  // Without a listener on both, a backend that dies takes the process with it.
  // One that is in use fails its query besides, so the pool's idle ones are all that is told.
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export function createDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
}

export function inTransaction<T>(database: Database, work: (db: Db) => Promise<T>): Promise<T> {
  return database.transaction().execute(work);
}
