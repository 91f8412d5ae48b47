import { Kysely, PostgresDialect } from 'kysely';
import { generate, PostgresDialect as PostgresIntrospection } from 'kysely-codegen';
import { createPool } from './client.ts';

export const SCHEMA_FILE = new URL('./schema.ts', import.meta.url);

/** The TypeScript of db/schema.ts, from a migrated database: the types that db/client.ts's parsers give. */
export async function generateSchemaTypes(connectionString: string): Promise<string> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: createPool(connectionString, 1) }) });
  try {
    return await generate({
      db,
      dialect: new PostgresIntrospection(),
      camelCase: true,
      excludePattern: '(kysely_*|graphile_worker.*)',
      typeMapping: { date: 'string', numeric: 'number', int8: 'number' },
      verify: false,
    });
  } finally {
    await db.destroy();
  }
}
