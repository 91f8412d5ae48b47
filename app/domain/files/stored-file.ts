/** A file in the store, and what is known of it. */
export interface StoredFile {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  /** Of its content, in hexadecimal. */
  sha256: string;
}

/** "2.4 MB", "310 KB". */
export function formatBytes(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1_000)).toLocaleString('en-GB')} KB`;
}
