import type { Readable } from 'node:stream';

/** Where the bytes of uploaded files are, each under its id. What is known of a file is in the database: without a row nobody sees it. */
export interface FileStore {
  /** Puts all of the content there, or nothing. */
  put: (id: string, content: Readable, about: { bytes: number; mediaType: string }) => Promise<void>;
  /** Undefined where there is none. */
  get: (id: string) => Promise<Readable | undefined>;
  /** No fault where there is none. */
  delete: (id: string) => Promise<void>;
  /** The ids of what was put there before the moment, and of what a put that was cut off left behind: delete() takes both away. */
  list: (before: Date) => AsyncIterable<string>;
}
