import { config } from './config.server.ts';
import type { FileStore } from './file-store/file-store.ts';
import { localFileStore } from './file-store/local-file-store.server.ts';

/** Where this installation keeps uploaded files. */
export const fileStore: FileStore = localFileStore(config.filesFolder);
