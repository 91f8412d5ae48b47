/** A file in the store, and what is known of it. */
export interface StoredFile {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  /** Of its content, in hexadecimal. */
  sha256: string;
}

/** A file that is recorded with the command that gives it its use. */
export interface ArrivedFile {
  file: StoredFile;
  /** As much as all files of an organisation may be together. */
  mostBytes: number;
}

/** "5 GB", "2.4 MB", "310 KB". */
export function formatBytes(bytes: number): string {
  if (bytes >= 1_000_000_000) return `${Number((bytes / 1_000_000_000).toFixed(1))} GB`;
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1_000)).toLocaleString('en-GB')} KB`;
}
