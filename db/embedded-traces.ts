import { spawnSync } from 'node:child_process';
import { readFile, readlink, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

// What a server and those who start it leave on disk, and how far it may be believed after a crash: the process numbers in
// such files may belong to anyone by now.

const TURN_MS = 60_000;
const ourTurns = new Set<string>();

/** The live server of this cluster; its port is 0 while it has not written one. */
export async function findServer(cluster: string): Promise<{ pid: number; port: number } | undefined> {
  const [pid, , , port] = await readPidFile(cluster);
  return pid && (await isServerOf(pid, cluster)) ? { pid, port: port || 0 } : undefined;
}

/**
 * Lets a server start on a cluster whose pid file names a process that is not its server. The number becomes ours: Postgres
 * takes a file that names its parent for stale, yet still looks whether processes of the old server use the memory it names.
 */
export async function forgetStaleServer(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  if (/^\d+\n/.test(text)) await writeFile(file, text.replace(/^\d+/, String(process.pid)));
  else await rm(file, { force: true });
}

async function readPidFile(cluster: string): Promise<number[]> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n').map((line) => Number.parseInt(line, 10));
}

/** Postgres works inside its cluster's folder; elsewhere than on Linux, what the process was started as tells. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const workplace = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    return workplace === (await realpath(cluster));
  }
  return String(spawnSync('ps', ['-o', 'command=', '-p', String(pid)]).stdout).includes(cluster);
}

/** Runs `work` while no other process does so under the same name, waiting for one that does. */
export async function inTurn<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!(await take(file))) await pause(100);
  ourTurns.add(file);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
    ourTurns.delete(file);
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
    const since = await stat(file).catch(() => undefined);
    const over = holder === process.pid ? !ourTurns.has(file) : holder > 0 && !isAlive(holder);
    if (since && (over || Date.now() - since.mtimeMs > TURN_MS)) await rm(file, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
