import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from './file-store.ts';

const PART = '.part';

/** Files in a folder on this machine, for the portal's own user alone. */
export function localFileStore(folder: string): FileStore {
  const pathOf = (id: string) => join(folder, id);
  const partOf = (id: string) => `${pathOf(id)}${PART}`;
  return {
    async put(id, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const part = partOf(id);
      try {
        // Whoever reads meanwhile finds all of it or nothing; what was acknowledged outlives a loss of power.
        await pipeline(content, createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }));
        await rename(part, pathOf(id));
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    async get(id) {
      const file = await orNone(open(pathOf(id)));
      return file && createReadStream('', { fd: file });
    },
    async delete(id) {
      for (const path of [pathOf(id), partOf(id)]) await rm(path, { force: true });
    },
    async *list(before) {
      const entries = await orNone(opendir(folder));
      if (!entries) return;
      for await (const entry of entries) {
        const about = entry.isFile() && (await orNone(stat(join(folder, entry.name))));
        if (about && about.mtime < before) yield basename(entry.name, PART);
      }
    },
  };
}

const orNone = <T>(found: Promise<T>): Promise<T | undefined> =>
  found.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
