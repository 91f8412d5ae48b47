import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../testing.ts';
import { readSeedArguments } from './options.ts';
import { makeUpPassword } from './password.ts';

const context = testDatabase();
const COMMAND = fileURLToPath(new URL('../../commands/seed.ts', import.meta.url));

function seed(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: context.connectionString, DEMO_PASSWORD: '' };
  return spawnSync(process.execPath, [COMMAND, ...args], { env, encoding: 'utf8' });
}

test('loads as many as asked, says the password, and refuses a second time', async () => {
  const first = seed('--vacancies', '12', '--placements', '30', '--seed', '5');
  expect(first.stderr).toBe('');
  expect(first.status).toBe(0);
  expect(first.stdout).toMatch(/12 vacancies and 30 placements/);
  expect(first.stdout).toMatch(/^Password: [a-z0-9-]{16,}$/m);
  const count = () => context.pool.query('select count(*) from placements').then(({ rows }) => rows);
  expect(await count()).toEqual([{ count: 30 }]);

  const second = seed();
  expect(second.status).toBe(1);
  expect(second.stderr.trim().split('\n')).toEqual([expect.stringContaining('already holds organisations')]);
  expect(await count()).toEqual([{ count: 30 }]);
});

test('says what is wrong with its arguments in one line, and ends with 2', () => {
  const { status, stderr } = seed('--vacancie', '3');
  expect(status).toBe(2);
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('--vacancie')]);
});

describe('readSeedArguments', () => {
  test('has defaults', () => expect(readSeedArguments([])).toEqual({ seed: 1, vacancies: 600, placements: 4_000 }));

  test('reads whole numbers up to a million', () =>
    expect(readSeedArguments(['--vacancies=1000000', '--placements', '0', '--seed', '7'])).toEqual({
      ...{ seed: 7, vacancies: 1_000_000, placements: 0 },
    }));

  test.each([['600'], ['--vacancies']])('refuses %s', (argument) =>
    expect(() => readSeedArguments([argument])).toThrow(),
  );

  test.each(['1.5', 'many', '-1', '', '1e3', '1000001', ' 5'])('refuses --placements "%s"', (typed) =>
    expect(() => readSeedArguments([`--placements=${typed}`])).toThrow(/--placements must be a whole number/),
  );
});

test('made-up passwords are long, readable and not repeated', () => {
  const made = Array.from({ length: 50 }, makeUpPassword);
  expect(new Set(made).size).toBe(50);
  for (const password of made) expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
});
