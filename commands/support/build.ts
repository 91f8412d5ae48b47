import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = [
  'app',
  'db',
  'styles',
  'public',
  'package-lock.json',
  'vite.config.ts',
  'remix.config.js',
  'tsconfig.json',
];
const MOST_OUTPUT = 2_000;
/** Written in this order: the server's is there only when the build was finished. */
const OUTPUTS = ['build/client', 'build/server/index.js'] as const;

/** Builds the pages where they were never built, or a source is newer than what was built. */
export async function buildIfNeeded(say: (line: string) => void): Promise<void> {
  if (OUTPUTS.every((path) => existsSync(path)) && newest(SOURCES) <= statSync(OUTPUTS[1]).mtimeMs) return;
  if (!existsSync('node_modules/@remix-run/dev')) {
    throw new Error('The pages are not built, and the tools that build them are not installed: run "npm ci"');
  }
  say('Building the pages …');
  const build = spawn(process.execPath, ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [build.stdout, build.stderr]) stream.on('data', (chunk) => (output += chunk));
  const status = await new Promise((done, fail) => build.once('error', fail).once('close', done));
  if (status !== 0) throw new Error(`The build failed:\n${output.slice(0, MOST_OUTPUT)}`);
}

/** The time of the latest change; a folder's own time tells of what was removed from it. */
function newest(paths: string[]): number {
  return paths.reduce((latest, path) => {
    if (!existsSync(path)) return latest;
    const status = statSync(path);
    const inside = status.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : 0;
    return Math.max(latest, status.mtimeMs, inside);
  }, 0);
}
