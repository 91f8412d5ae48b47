import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeUpPassword } from '../../db/seed/password.ts';

/**
 * The demonstration accounts' password beside the embedded cluster, so that it goes when the cluster goes. Nothing is kept for a server of
 * DATABASE_URL: its password is said once, by the start or the seed that loads it.
 */
const keptFile = (dataFolder: string) =>
  process.env.DATABASE_URL ? undefined : join(dataFolder, 'postgres', 'demonstration-password');

/** For a load that is about to happen: two at the same moment get the same one, whichever of them loads. */
export function chooseDemonstrationPassword(dataFolder: string): string {
  const file = keptFile(dataFolder);
  const password = process.env.DEMO_PASSWORD || makeUpPassword();
  if (!file) return password;
  mkdirSync(join(file, '..'), { recursive: true });
  try {
    // Kept before the load: were we killed in between, nobody would know the password of the accounts.
    writeFileSync(file, password, { mode: 0o600, flag: process.env.DEMO_PASSWORD ? 'w' : 'wx' });
    return password;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFileSync(file, 'utf8');
  }
}

/** Of a market that was loaded earlier; undefined where it was not kept. */
export function keptDemonstrationPassword(dataFolder: string): string | undefined {
  const file = keptFile(dataFolder);
  return file && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
