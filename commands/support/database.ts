import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbedded } from '../../db/embedded.ts';

/** The folder of everything this installation keeps outside the database: DATA_DIR, else .data. */
export function dataFolder(): string {
  const folder = resolve(process.env.DATA_DIR ?? '.data');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The database of DATABASE_URL, else the embedded one in the data folder. */
export async function openDatabase(): Promise<{ connectionString: string; stop: () => Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { connectionString: given, stop: async () => {} };
  return startEmbedded({ folder: join(dataFolder(), 'postgres'), say: (line) => console.log(line) });
}
