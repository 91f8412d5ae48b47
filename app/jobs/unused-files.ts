import type { Db } from '#db/client.ts';
import { forgetUnusedFiles, listNameless } from '../domain/files/unused-files.server.ts';
import type { FileStore } from '../file-store/file-store.ts';

const AT_ONCE = 500;

interface Storage {
  asSystem: <T>(reason: string, work: (db: Db) => Promise<T>) => Promise<T>;
  fileStore: FileStore;
}

/**
 * Removes what nobody can use any more of what is from before the moment: rows of files that nothing refers to, then stored files without a
 * row. Between a file's arrival and its row lies a request: what is younger may be on its way.
 */
export async function removeUnusedFiles(
  { asSystem, fileStore }: Storage,
  before: Date,
): Promise<{ rows: number; stored: number }> {
  const rows = await asSystem('forgets files that nothing refers to', (db) => forgetUnusedFiles(db, before));
  let stored = 0;
  for await (const ids of inBatches(fileStore.list(before))) {
    const nameless = await asSystem('looks for stored files without a row', (db) => listNameless(db, ids));
    for (const id of nameless) await fileStore.delete(id);
    stored += nameless.length;
  }
  return { rows, stored };
}

async function* inBatches(ids: AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const id of ids) {
    if (batch.push(id) < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
