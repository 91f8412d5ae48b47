import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { askServer } from '#server/testing.ts';

// The whole portal as "npm start" starts it, at an https address, on a database that the tests take away from it and give back.
const context = testDatabase();
const HOST = 'market.example';
const SECRET_PASSWORD = 'secret-of-the-form';
const EMAIL = 'jo@kent.example';
const START_MS = 120_000;

let portal: ChildProcess;
let said = '';
let port = 0;
let metricsPort = 0;
let folder = '';
let wire: Wire;

/** Between the portal and its database: can be cut. */
interface Wire {
  server: Server;
  port: number;
  open: boolean;
  sockets: Set<Socket>;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sufficiency-market-start-'));
  const database = new URL(context.connectionString);
  wire = await layWire(Number(database.port || 5432), database.hostname);
  database.host = `127.0.0.1:${wire.port}`;
  [port, metricsPort] = [await freePort(), await freePort()];
  await context.pool.query(
    'with one as (insert into users (name, email) values ($1, $2) returning id) ' +
      "insert into accounts (user_id, account_id, provider_id, password) select id, id::text, 'credential', $3 from one",
    ['Jo', EMAIL, await hashPassword(SECRET_PASSWORD)],
  );
  portal = spawn(process.execPath, ['commands/start.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: database.href,
      DATA_DIR: folder,
      DEMO: 'off',
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      PUBLIC_URL: `https://${HOST}`,
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [portal.stdout, portal.stderr]) stream?.on('data', (chunk) => (said += chunk));
  await vi.waitFor(async () => expect(await healthOr()).toBe(200), { timeout: START_MS, interval: 200 });
}, START_MS);

afterAll(async () => {
  if (portal.exitCode === null) {
    portal.kill('SIGKILL');
    await once(portal, 'exit');
  }
  cut(wire);
  wire.server.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = (path: string, { headers = {}, ...options }: Parameters<typeof askServer>[2] = {}) =>
  askServer(port, path, { ...options, headers: { Host: HOST, ...headers } });

async function healthOr(): Promise<number | string> {
  if (portal.exitCode !== null) throw new Error(`The portal ended:\n${said}`);
  return ask('/healthcheck').then(({ status }) => status, String);
}

const signIn = (headers: Record<string, string> = {}) =>
  ask('/sign-in', {
    method: 'POST',
    headers: {
      Origin: `https://${HOST}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'text/html',
      ...headers,
    },
    body: new URLSearchParams({ email: EMAIL, password: SECRET_PASSWORD }).toString(),
  });

test('over https the session’s cookie is this host’s alone, and is the one that is read', async () => {
  const { status, headers } = await signIn();
  expect(status).toBe(302);
  const cookies = headers['set-cookie'] ?? [];
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Host-sufficiency-market\./);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; Secure/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\/(;|$)/i);
    expect(cookie).not.toMatch(/Domain=/i);
  }
  const Cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
  const whereTo = async (cookie: string) => (await ask('/home', { headers: { Cookie: cookie } })).headers.location;
  expect(await whereTo(Cookie)).toBe('/organisation/choose?next=%2Fhome');
  expect(await whereTo(Cookie.replaceAll('__Host-', ''))).toBe('/sign-in?next=%2Fhome');
});

test('metrics have a port of their own', async () => {
  const { body } = await askServer(metricsPort, '/metrics');
  expect(body).toContain('http_request_duration_seconds_count{method="POST",route="/sign-in",status="3xx"}');
  expect(body).toMatch(/database_connections\{pool="app",state="idle"\} \d/);
  const { status, body: page } = await ask('/metrics');
  expect(status).toBe(404);
  expect(page).not.toContain('http_request_duration');
});

test('a killed backend is no news to the next request', async () => {
  await ask('/providers');
  const { rowCount } = await context.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like $1',
    ['sufficiency_market%'],
  );
  expect(rowCount).toBeGreaterThan(0);
  await expect.poll(async () => (await ask('/providers')).status).toBe(200);
  expect(portal.exitCode).toBeNull();
});

test('with the database away a page says so and gives a number, the log has the fault by it, and no secret', async () => {
  const before = said.length;
  cut(wire);
  const secrets = {
    Cookie: '__Host-sufficiency-market.session_token=secret-cookie.secret',
    Authorization: 'Bearer secret-token',
  };
  const { status, headers, body } = await signIn(secrets);
  expect(status).toBe(503);
  expect(headers['retry-after']).toBe('30');
  expect(body).toContain('Something went wrong');
  const number = String(headers['x-request-id']);
  expect(body).toContain(number);
  expect(body).not.toMatch(/ECONN|terminated|postgres|at \w+ \(|node_modules/i);
  expect((await ask('/sign-out', { method: 'POST', headers: { Origin: `https://${HOST}` } })).body).not.toMatch(
    /ECONN|postgres/i,
  );
  expect((await ask('/healthcheck')).status).toBe(503);

  wire.open = true;
  await expect.poll(healthOr).toBe(200);
  const log = said.slice(before);
  const faults = log.split('\n').filter((line) => line.includes('"fault"') && line.includes(number));
  expect(faults.length).toBeGreaterThan(0);
  expect(JSON.parse(faults[0] ?? '')).toMatchObject({
    level: 'error',
    fault: { stack: expect.stringContaining('at ') },
  });
  for (const line of log.trim().split('\n')) expect(() => JSON.parse(line), line).not.toThrow();
  // A server that trusts whoever comes has no password.
  const ownerPassword = new URL(context.connectionString).password || 'secret';
  for (const secret of ['secret', EMAIL, 'Bearer', ownerPassword]) expect(log).not.toContain(secret);
});

test('a signal stops it in order', async () => {
  const ended = once(portal, 'exit');
  portal.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  const left = 'select pid from pg_stat_activity where datname = current_database() and usename like $1';
  await expect.poll(async () => (await context.pool.query(left, ['sufficiency_market%'])).rowCount).toBe(0);
});

async function layWire(to: number, host: string): Promise<Wire> {
  const server = createServer((near) => {
    near.on('error', () => {});
    if (!made.open) return near.destroy();
    const far = connect(to, host);
    far.on('error', () => {});
    for (const socket of [near, far]) {
      made.sockets.add(socket);
      socket.once('close', () => {
        made.sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  const made: Wire = { server, port: 0, open: true, sockets: new Set() };
  await once(server, 'listening');
  made.port = (server.address() as AddressInfo).port;
  return made;
}

function cut(cutWire: Wire) {
  cutWire.open = false;
  for (const socket of cutWire.sockets) socket.destroy();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return free;
}
