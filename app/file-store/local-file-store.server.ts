import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from './file-store.ts';

/** Files in a folder on this machine, for the portal's own user alone. */
export function localFileStore(folder: string): FileStore {
  const pathOf = (id: string) => join(folder, id);
  return {
    async put(id, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const part = `${pathOf(id)}.part`;
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
      const file = await open(pathOf(id)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return file && createReadStream('', { fd: file });
    },
    delete: (id) => rm(pathOf(id), { force: true }),
  };
}
