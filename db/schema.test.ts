import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generateSchemaTypes, SCHEMA_FILE } from './schema-types.ts';
import { testDatabase } from './testing.ts';

const context = testDatabase();

test('db/schema.ts says what the migrated database is: "npm run schema" writes it anew', async () => {
  expect(await generateSchemaTypes(context.connectionString)).toBe(await readFile(SCHEMA_FILE, 'utf8'));
});
