import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { createDatabase, createPool, type Database, type Db, inTransaction } from './client.ts';

/** A migrated database of the test file's own, cloned from the run's template and dropped at its end. */
export interface TestDatabase {
  database: Database;
  pool: pg.Pool;
  connectionString: string;
  /** Runs `work` in a transaction that is always rolled back. */
  rolledBack: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
}

class RollBack<T> extends Error {
  readonly result: T;
  constructor(result: T) {
    super('rolled back');
    this.result = result;
  }
}

/** Call it at the top level of a test file. */
export function testDatabase(): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const context = {} as TestDatabase;

  beforeAll(async () => {
    await onServer((client) => client.query(`create database ${name} template sufficiency_market_template`));
    const url = new URL(serverUrl());
    url.pathname = `/${name}`;
    context.connectionString = url.href;
    context.pool = createPool(url.href, 8);
    context.database = createDatabase(context.pool);
    context.rolledBack = async <T>(work: (db: Db) => Promise<T>) => {
      const outcome = context.database.transaction().execute(async (db) => {
        throw new RollBack(await work(db));
      });
      return outcome.catch((error: unknown) => {
        if (error instanceof RollBack) return error.result as T;
        throw error;
      }) as Promise<T>;
    };
  });

  afterAll(async () => {
    await context.database?.destroy();
    await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
  });

  return context;
}

/** Transactions that are committed, each on a connection of its own; they begin their work when the last of them is open. */
export async function atOnce<T>(
  { connectionString }: TestDatabase,
  works: ((db: Db) => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  const database = createDatabase(createPool(connectionString, works.length));
  let waiting = works.length;
  let start = () => {};
  const begun = new Promise<void>((resolve) => (start = resolve));
  const outcomes = await Promise.allSettled(
    works.map((work) =>
      inTransaction(database, async (db) => {
        if (--waiting === 0) start();
        await begun;
        return work(db);
      }),
    ),
  );
  await database.destroy();
  return outcomes;
}

function serverUrl(): string {
  const url = process.env.TEST_SERVER_URL;
  if (!url) throw new Error('Run tests by "npm run unit": db/testing-setup.ts starts the server');
  return url;
}

async function onServer(work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  await work(client);
  await client.end();
}
