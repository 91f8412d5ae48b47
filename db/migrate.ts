import { readdir } from 'node:fs/promises';
import { Kysely, PostgresDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { createPool } from './client.ts';
import { prepareQueue } from './queue.ts';
import { ensureRoles } from './roles.ts';

const MIGRATIONS = new URL('./migrations/', import.meta.url);
const OLDEST_SERVER = 150_000;

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.ts')).sort();
  const entries = await Promise.all(
    files.map(async (file) => [file.replace(/\.ts$/, ''), await import(new URL(file, MIGRATIONS).href)] as const),
  );
  return Object.fromEntries(entries);
}

/** Brings the database to the newest schema and returns the names of the migrations it applied. */
export async function migrateToLatest(connectionString: string): Promise<string[]> {
  const pool = createPool(connectionString, 1);
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { rows } = await pool.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    if ((rows[0]?.version ?? 0) < OLDEST_SERVER) throw new Error('Postgres 15 or later is needed');
    await ensureRoles(pool);
    const migrator = new Migrator({ db: database, provider: { getMigrations: readMigrations } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    await prepareQueue(pool);
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await database.destroy();
  }
}
