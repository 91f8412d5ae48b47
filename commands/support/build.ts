import { spawnSync } from 'node:child_process';
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
const OUTPUT = 'build/server/index.js';

/** Builds the pages where they were never built, or a source is newer than what was built. */
export function buildIfNeeded(say: (line: string) => void): void {
  if (existsSync(OUTPUT) && newest(SOURCES) <= statSync(OUTPUT).mtimeMs) return;
  say('Building the pages …');
  const built = spawnSync(process.execPath, ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (built.status !== 0) throw new Error(`The build failed:\n${built.stdout}\n${built.stderr}`);
}

function newest(paths: string[]): number {
  return paths.reduce((latest, path) => {
    if (!existsSync(path)) return latest;
    const status = statSync(path);
    const here = status.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : status.mtimeMs;
    return Math.max(latest, here);
  }, 0);
}
