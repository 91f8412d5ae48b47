import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { asTheSystem } from '../admissions/testing.ts';
import { aMember, aProvider, underRowSecurity } from '../testing.ts';
import { anUnusedFile } from './testing.ts';
import { forgetUnusedFiles, listNameless } from './unused-files.server.ts';

const databases = testDatabase();
const LATER = new Date('2100-01-01');

test('files are forgotten for what refers to them, and nothing else does', () =>
  databases.rolledBack(async (db) => {
    const { rows } = await sql<{ name: string }>`
      select conrelid::regclass::text as name from pg_constraint where confrelid = 'files'::regclass order by name
    `.execute(db);
    expect(rows.map(({ name }) => name)).toEqual(['provider_documents', 'purchasing_system_documents']);
  }));

test('whoever does not see every row takes nothing for nameless', () =>
  databases.rolledBack(async (db) => {
    const organisationId = await aProvider(db);
    const actor = await aMember(db, organisationId, 'provider', 'bids');
    const id = await anUnusedFile(db, organisationId);
    const unknown = randomUUID();
    const ask = (db: Parameters<typeof listNameless>[0]) => listNameless(db, [id, unknown, 'read-me.txt', 'cut-off']);
    for (const other of [actor, null]) expect(await underRowSecurity(db, other, ask)).toEqual([]);
    expect(await asTheSystem(db, ask)).toEqual([unknown]);
    expect(await underRowSecurity(db, null, (db) => forgetUnusedFiles(db, LATER))).toBe(0);
    expect(await asTheSystem(db, (db) => forgetUnusedFiles(db, LATER))).toBe(1);
  }));
