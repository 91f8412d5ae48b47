import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const LENGTH = 32;

/** The secret in a file, made where there is none. */
export function keptSecret(file: string): string {
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (kept.length >= LENGTH) return kept;
  const made = randomBytes(LENGTH).toString('base64url');
  writeFileSync(file, made, { mode: 0o600 });
  return made;
}
