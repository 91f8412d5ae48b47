import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** A browser without windows of its own, which draws the same pages with less work: the first choice. */
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';
const SHOW_VERSION_MS = 30_000;
const DOWNLOAD_MS = 5 * 60_000;
const APT_MS = 10 * 60_000;

/** A browser that is on this machine already: CHROMIUM_PATH, a system's, Playwright's own. */
export function findBrowser(): string | undefined {
  return candidates(process.env, isProgram, playwrightsOwn()).find(starts);
}

/** The browser that is here, else one that it gets, saying so; an error of one line where neither is to be had. */
export async function getBrowser(say: (line: string) => void): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given && !starts(given)) throw new Error(`CHROMIUM_PATH=${given} is no browser that starts`);
  const found = findBrowser();
  if (found) return found;

  say('No Chromium or Chrome was found: getting Playwright’s …');
  const environment = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '20000' };
  await run(process.execPath, [PLAYWRIGHT, 'install', 'chromium', '--no-shell'], DOWNLOAD_MS, environment);
  const downloaded = findBrowser();
  if (downloaded) return downloaded;

  if (mayInstall()) {
    say('That did not work: installing Debian’s by apt-get …');
    const quietly = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], APT_MS, quietly);
    // Older releases have the whole browser alone.
    for (const name of [SHELL, 'chromium']) {
      await run('apt-get', ['install', '-y', '-qq', '-o', 'DPkg::Lock::Timeout=120', name], APT_MS, quietly);
      const installed = findBrowser();
      if (installed) return installed;
    }
  }
  throw new Error('No browser for the browser tests: install Chromium, or set CHROMIUM_PATH to one');
}

/** Where a browser may be, the best first. */
export function candidates(
  { CHROMIUM_PATH, PATH = '' }: Record<string, string | undefined>,
  exists: (path: string) => boolean,
  own?: string,
): string[] {
  if (CHROMIUM_PATH) return [CHROMIUM_PATH];
  const folders = PATH.split(delimiter).filter((folder) => folder !== '');
  const systems = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)).filter(exists));
  return own && exists(own) ? [...systems, own] : systems;
}

/** Whether /etc/os-release is of Debian, Ubuntu or one made from them. */
export function isDebian(osRelease: string): boolean {
  const values = [...osRelease.matchAll(/^(?:ID|ID_LIKE)=(.*)$/gm)].map(([, value = '']) => value.replaceAll('"', ''));
  return values.flatMap((value) => value.split(' ')).some((id) => id === 'debian' || id === 'ubuntu');
}

function mayInstall(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    return isDebian(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function playwrightsOwn(): string | undefined {
  try {
    return chromium.executablePath();
  } catch {
    return undefined; // Playwright has none for this system
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser without its libraries, or a stand-in that only tells how to install one, does not show a version. */
function starts(path: string): boolean {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: SHOW_VERSION_MS });
  return status === 0 && /chrom/i.test(stdout);
}

/** Runs a program that may fail, or hang: the next look for a browser tells. Its last words come out where it failed. */
function run(program: string, args: string[], timeout: number, env: NodeJS.ProcessEnv): Promise<void> {
  const options: SpawnOptions = { env, timeout, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'] };
  return new Promise((done) => {
    const child = spawn(program, args, options);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.once('error', () => done());
    // Not "close": a process that the killed one started may hold the pipes.
    child.once('exit', (status) => {
      const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
      if (status !== 0) console.log(lines.slice(-2).join('\n'));
      done();
    });
  });
}
