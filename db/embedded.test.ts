import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts';

// A dozen real starts: seconds each where the machine has other work.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let started: EmbeddedPostgres[];

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sufficiency-market-embedded-')));
  await chmod(folder, 0o755);
  started = [];
});

afterEach(async () => {
  for (const server of started) await server.stop();
  for (const place of new Set([folder, ...started.map((server) => server.folder)]))
    await rm(place, { recursive: true });
});

async function start(where = folder, say: (line: string) => void = () => {}) {
  const server = await startEmbedded({ folder: where, say });
  started.push(server);
  return server;
}

async function ask<Row extends object>(server: Pick<EmbeddedPostgres, 'connectionString'>, query: string) {
  const client = new pg.Client({ connectionString: server.connectionString });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<Row>(query);
  await client.end();
  return rows;
}

const pidFile = () => join(folder, 'cluster', 'postmaster.pid');
const pidOfServer = async () => Number.parseInt(await readFile(pidFile(), 'utf8'), 10);

/** Ends the server as a crash does; what it left behind stays. */
async function crash() {
  const pid = await pidOfServer();
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => existsSync(`/proc/${pid}/cwd`), { timeout: 10_000 }).toBe(false);
}

test('starts on a new folder, keeps its data over a stop, and cares for accents and order', async () => {
  const first = await start();
  expect(first).toMatchObject({ owned: true, folder });
  await ask(first, "create table kept as select 'Ysgol Pen-y-bryn â' as name");
  await first.stop();
  await first.stop();

  const second = await start();
  expect(second.owned).toBe(true);
  expect(await ask(second, 'select upper(name) as name from kept')).toEqual([{ name: 'YSGOL PEN-Y-BRYN Â' }]);
});

test('two that start at the same moment share one server, by whatever path they name its folder', async () => {
  const link = `${folder}-link`;
  await symlink(folder, link);
  try {
    const both = await Promise.all([start(), start(link)]);
    expect(both.map((server) => server.owned).sort()).toEqual([false, true]);
    const answers = await Promise.all(both.map((server) => ask(server, 'select pg_postmaster_start_time() as since')));
    expect(answers[0]).toEqual(answers[1]);
  } finally {
    await rm(link);
  }
});

test('recovers from a crash of the server, whoever has its number and port by now', async () => {
  const before = await start();
  await ask(before, 'create table kept as select 1 as one');
  await crash();
  // The number now belongs to a live process that is no Postgres, and its port to another program.
  const port = Number(new URL(before.connectionString).port);
  const squatter = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
  try {
    const stale = await readFile(pidFile(), 'utf8');
    await writeFile(pidFile(), stale.replace(/^\d+/, String(stranger.pid)));
    const after = await start();
    expect(after.owned).toBe(true);
    expect(new URL(after.connectionString).port).not.toBe(String(port));
    expect(await ask(after, 'select one from kept')).toEqual([{ one: 1 }]);
  } finally {
    stranger.kill();
    squatter.close();
  }
});

const REMAINS: [what: string, leave: () => Promise<void>][] = [
  ['an empty pid file', () => writeFile(pidFile(), '')],
  ['the pid file of a dead process', async () => {}],
  ['the turn of a process killed while starting', () => writeFile(join(folder, 'starting'), '4194399')],
  ['a turn of our own number, from before a restart', () => writeFile(join(folder, 'starting'), String(process.pid))],
];

test('recovers from whatever else a crash leaves', async () => {
  await start();
  for (const [what, leave] of REMAINS) {
    await crash();
    await leave();
    expect((await start()).owned, what).toBe(true);
  }
});

test('an interrupted making of the cluster is begun anew', async () => {
  const first = await start();
  await first.stop();
  await rm(join(folder, 'cluster'), { recursive: true });
  await writeFile(join(folder, 'cluster.unfinished'), 'half');
  expect((await start()).owned).toBe(true);
});

describe('the process that started it', () => {
  const STARTER = `
    const { startEmbedded } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)});
    const server = await startEmbedded({ folder: process.argv[1] });
    process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
    console.log(server.connectionString);
    setInterval(() => {}, 1000);
  `;

  async function startApart(): Promise<{ starter: ChildProcess; connectionString: string }> {
    const starter = spawn(process.execPath, ['--input-type=module', '-e', STARTER, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(starter.stdout ?? starter, 'data')) as [Buffer];
    return { starter, connectionString: String(line).trim() };
  }

  test('others join the server while it lives', async () => {
    const { starter, connectionString } = await startApart();
    const joined = await start();
    expect(joined).toMatchObject({ owned: false, connectionString });
    await joined.stop();
    expect(await ask({ connectionString }, 'select 1 as one')).toEqual([{ one: 1 }]);
    starter.kill('SIGTERM');
    await once(starter, 'exit');
    expect(existsSync(pidFile())).toBe(false);
  });

  test('killed, it takes the server with it, in order, and the next start works at once', async () => {
    const { starter, connectionString } = await startApart();
    await ask({ connectionString }, 'create table kept as select 1 as one');
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    const next = await start();
    expect(next.owned).toBe(true);
    expect(await ask(next, 'select one from kept')).toEqual([{ one: 1 }]);
    await next.stop();

    const again = await startApart();
    again.starter.kill('SIGKILL');
    await expect.poll(() => existsSync(pidFile()), { timeout: 10_000 }).toBe(false);
  });
});

test.runIf(process.getuid?.() === 0)(
  'root’s private folder: the database lives elsewhere, and it says so',
  async () => {
    await chmod(folder, 0o700);
    const said: string[] = [];
    const server = await start(join(folder, 'data'), (line) => said.push(line));
    expect(server.folder).toMatch(/^\/var\/lib\/sufficiency-market\//);
    expect(said).toEqual([expect.stringContaining(`The database lives in ${server.folder}`)]);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  },
);
