import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Home, prepareHome, USER } from './embedded-home.ts';
import { findServer, forgetStaleServer, inTurn } from './embedded-traces.ts';

/** A Postgres that npm installed and that runs for this project alone, on 127.0.0.1. */
export interface EmbeddedPostgres {
  connectionString: string;
  /** Where the cluster and its password are: the folder asked for, or what stands for it (embedded-home.ts). */
  folder: string;
  /** False where another process of ours had started it: then stop() leaves it running. */
  owned: boolean;
  stop: () => Promise<void>;
}

interface EmbeddedOptions {
  /** Folder of the cluster and its password; made where it is missing. */
  folder: string;
  /** Loses its data: quick, and its folder goes with it. */
  throwaway?: boolean;
  say?: (line: string) => void;
}

const DATABASE = 'sufficiency_market';
const ANSWER_TIMEOUT_MS = 30_000;
/** Long, for a server that first puts right what a crash left. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;
const START_TRIES = 8;
/** Another program took the port that was free a moment ago; or processes of a killed server are still leaving. */
const PASSING_TROUBLE = /could not bind|Address already in use|pre-existing shared memory/;

/**
 * Starts the embedded server, or joins one that is already running on the same folder. It does not outlive this process,
 * however that ends.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = await prepareHome(options.folder, options.say ?? (() => {}));
  const { folder } = home;
  return inTurn(join(folder, 'starting'), async () => {
    const cluster = join(folder, 'cluster');
    const password = await readOrMakePassword(folder);
    const running = await joinRunning(cluster, password);
    const started = running ? undefined : await startServer(home, cluster, password, options.throwaway ?? false);
    const port = running ?? started?.port ?? 0;
    await createDatabaseOnce(port, password);
    const connectionString = url(port, password);
    return { connectionString, folder, owned: !running, stop: started?.stop ?? (async () => {}) };
  });
}

/** A server for one test run: quick rather than durable, its folder removed when it stops. */
export async function startThrowaway(): Promise<EmbeddedPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'sufficiency-market-'));
  await chmod(folder, 0o755);
  const server = await startEmbedded({ folder, throwaway: true });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      for (const place of [folder, server.folder]) await rm(place, { recursive: true, force: true });
    },
  };
}

const url = (port: number, password: string, database = DATABASE) =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

async function readOrMakePassword(folder: string): Promise<string> {
  const file = join(folder, 'password');
  if (!existsSync(file)) await writeFile(file, randomBytes(18).toString('base64url'), { mode: 0o600 });
  return (await readFile(file, 'utf8')).trim();
}

/** The port of the live server of this cluster, once it answers; undefined where there is none, or it ends meanwhile. */
async function joinRunning(cluster: string, password: string): Promise<number | undefined> {
  const deadline = Date.now() + ANSWER_TIMEOUT_MS;
  for (;;) {
    const server = await findServer(cluster);
    if (!server) return undefined;
    const refusal = server.port ? await knock(server.port, password) : 'It has not said on which port it listens';
    if (refusal === undefined) return server.port;
    if (Date.now() > deadline) {
      throw new Error(`A Postgres (process ${server.pid}) holds ${cluster} but lets nobody in: ${refusal}`);
    }
    await pause(100);
  }
}

/** Why the server lets nobody in; undefined where it does. */
async function knock(port: number, password: string): Promise<string | undefined> {
  const connectionString = url(port, password, 'postgres');
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function startServer(home: Home, cluster: string, password: string, throwaway: boolean) {
  if (!existsSync(cluster)) await initialise(home, cluster, password);
  await forgetStaleServer(cluster);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      const child = await launch(home, cluster, port, throwaway);
      return { port, stop: () => stop(child) };
    } catch (error) {
      if (attempt === START_TRIES || !PASSING_TROUBLE.test(String(error))) throw error;
      await pause(attempt * 200);
    }
  }
}

/** Makes the cluster aside and puts it in place whole: an interrupted one is never taken for finished. */
async function initialise({ binaries, runAs }: Home, cluster: string, password: string) {
  const unfinished = `${cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const passwordFile = `${cluster}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs) for (const path of [unfinished, passwordFile]) await chown(path, runAs.uid, runAs.gid);
  const flags = [
    '--auth=scram-sha-256',
    `--username=${USER}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const made = spawnSync(binaries.initdb, [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`, ...flags], {
    ...runAs,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
  });
  await rm(passwordFile, { force: true });
  if (made.status !== 0) throw new Error(`The embedded Postgres could not be made: ${made.stderr || made.error}`);
  await rename(unfinished, cluster);
}

async function launch({ folder, binaries, runAs }: Home, cluster: string, port: number, throwaway: boolean) {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=256MB',
    ...(throwaway ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  const child = spawn(
    binaries.postgres,
    ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    // A group of its own: Ctrl+C reaches us alone, and we stop it in order.
    { ...runAs, cwd: '/', env: { ...process.env, LC_ALL: 'C' }, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  child.once('error', (error) => {
    log += error.message;
  });
  stopAfterUs(child, throwaway ? folder : undefined);
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log = (log + chunk).slice(-4_000);
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!log.includes('ready to accept connections')) {
    if (hasEnded(child)) throw new Error(`The embedded Postgres did not start:\n${log}`);
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw new Error(`The embedded Postgres did not answer within two minutes:\n${log}`);
    }
    await pause(20);
  }
  child.unref();
  (child.stderr as unknown as { unref?: () => void }).unref?.();
  return child;
}

const hasEnded = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

const WATCH = `read -r _
kill -INT "$1" 2>/dev/null
[ -n "$2" ] || exit 0
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null || break; sleep 0.3; done
rm -rf -- "$2"`;

/**
 * A shell that waits on a pipe from us: the pipe closes when this process ends, killed or not, and then it stops the server.
 * It removes `folder` as well where one is given.
 */
function stopAfterUs(server: ChildProcess, folder: string | undefined) {
  if (process.platform === 'win32' || server.pid === undefined) return;
  const watch = spawn('/bin/sh', ['-c', WATCH, 'sh', String(server.pid), folder ?? ''], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watch.on('error', () => {});
  watch.stdin.on('error', () => {});
  watch.unref();
  (watch.stdin as unknown as { unref?: () => void }).unref?.();
  server.once('exit', () => watch.kill('SIGKILL'));
}

async function stop(child: ChildProcess) {
  if (hasEnded(child)) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.ref();
  child.kill('SIGINT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(impatience);
}

async function createDatabaseOnce(port: number, password: string) {
  const client = new pg.Client({ connectionString: url(port, password, 'postgres') });
  await client.connect();
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (!rowCount) await client.query(`create database ${DATABASE}`);
  await client.end();
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? done(address.port) : fail(new Error('No free port')),
      );
    });
  });
}
