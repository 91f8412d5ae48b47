import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbedded } from '../../db/embedded.ts';
import { plantCanaries } from './canaries.ts';
import { startIdentityProviders } from './identity-providers.ts';

const START_MS = 180_000;
const STOP_MS = 30_000;
const FOLDER = 'sufficiency-market-e2e';

/**
 * Playwright's global set-up: one portal for the run, as "npm start" starts it, with a database of its own that goes with it.
 * PORTAL_URL and DEMO_PASSWORD name one that runs already, to use instead.
 */
export default async function startPortal(): Promise<() => Promise<void>> {
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `${FOLDER}-${process.pid}-`));
  await chmod(folder, 0o755);
  process.env.E2E_SESSIONS = join(folder, 'sessions');
  await mkdir(process.env.E2E_SESSIONS);
  process.env.E2E_MAIL = join(folder, 'data', 'mail');
  const portal = process.env.PORTAL_URL ? undefined : await start(folder);
  if (portal) {
    process.env.E2E_CANARIES = join(folder, 'canaries.json');
    await writeFile(process.env.E2E_CANARIES, JSON.stringify(await plantCanaries()));
  }
  return async () => {
    await portal?.();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Removes the folders of runs that were killed. */
async function sweep() {
  for (const name of await readdir(tmpdir())) {
    const [, pid] = name.match(new RegExp(`^${FOLDER}-(\\d+)-`)) ?? [];
    if (pid && !isAlive(Number(pid))) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Answers how to stop it. */
async function start(folder: string): Promise<() => Promise<void>> {
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const identityProviders = await startIdentityProviders(address);
  process.env.PORTAL_URL = address;
  process.env.DEMO_PASSWORD = 'a-password-for-journeys';
  const { DATABASE_URL, AUTH_SECRET, DEMO, ...environment } = process.env;
  const portal = spawn(process.execPath, ['commands/start.ts'], {
    env: {
      ...environment,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: address,
      DATA_DIR: join(folder, 'data'),
      OIDC_PROVIDERS: identityProviders.json,
    },
    // The channel ends the portal with us, however we end.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  process.env.E2E_LOG = join(folder, 'portal.log');
  const log = createWriteStream(process.env.E2E_LOG);
  for (const stream of [portal.stdout, portal.stderr]) {
    stream?.on('data', (chunk) => (said += chunk));
    stream?.pipe(log, { end: false });
  }
  portal.stderr?.pipe(process.stderr);
  const deadline = Date.now() + START_MS;
  while (!(await answers(`${address}/healthcheck`))) {
    if (portal.exitCode !== null || Date.now() > deadline) {
      await stop(portal);
      throw new Error(`The portal did not start:\n${said}`);
    }
    await pause(100);
  }
  // The portal's own server, joined as its owner: for what no page could plant or find.
  process.env.E2E_DATABASE_URL = (await startEmbedded({ folder: join(folder, 'data', 'postgres') })).connectionString;
  process.env.E2E_PORTAL_PID = String(portal.pid);
  return async () => {
    await stop(portal);
    await identityProviders.stop();
  };
}

async function stop(portal: ChildProcess) {
  if (portal.exitCode !== null || portal.signalCode !== null) return;
  const ended = once(portal, 'exit');
  portal.kill('SIGTERM');
  const impatience = setTimeout(() => portal.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(impatience);
}

const answers = (address: string) =>
  fetch(address).then(
    (response) => response.ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
