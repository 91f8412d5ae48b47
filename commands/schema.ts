import { readFile, writeFile } from 'node:fs/promises';
import { startThrowaway } from '../db/embedded.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { generateSchemaTypes, SCHEMA_FILE } from '../db/schema-types.ts';

// npm run schema: writes db/schema.ts anew from the migrations.
const server = await startThrowaway();
try {
  await migrateToLatest(server.connectionString);
  const types = await generateSchemaTypes(server.connectionString);
  const before = await readFile(SCHEMA_FILE, 'utf8').catch(() => '');
  await writeFile(SCHEMA_FILE, types);
  console.log(before === types ? 'db/schema.ts was up to date' : 'db/schema.ts was written');
} finally {
  await server.stop();
}
