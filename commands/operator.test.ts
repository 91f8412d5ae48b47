import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findInvitation } from '../app/domain/accounts/joining.server.ts';
import { testDatabase } from '../db/testing.ts';

const context = testDatabase();
const COMMAND = fileURLToPath(new URL('operator.ts', import.meta.url));

function operator(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: context.connectionString, PUBLIC_URL: 'https://market.example' };
  return spawnSync(process.execPath, [COMMAND, ...args], { env, encoding: 'utf8' });
}

const rows = async (query: string) => (await context.pool.query<Record<string, unknown>>(query)).rows;

test('makes the operator once, and prints a link that the invited person joins by', async () => {
  const first = operator('--email', 'Me@Example.org');
  expect(first.stderr).toBe('');
  expect(first.status).toBe(0);
  const [, secret = ''] = first.stdout.match(/^https:\/\/market\.example\/join\/([\w-]{43})$/m) ?? [];
  await context.rolledBack(async (db) => {
    expect(await findInvitation(db, secret)).toMatchObject({
      ...{ email: 'me@example.org', roles: ['operator'], invitedBy: null, hasAccount: false },
    });
  });

  const second = operator('--email', 'me@example.org');
  expect(second.status).toBe(0);
  expect(second.stdout).not.toContain(secret);
  await context.rolledBack(async (db) => expect(await findInvitation(db, secret)).toBeUndefined());
  expect(await rows('select kind from organisations')).toEqual([{ kind: 'operator' }]);
  expect(await rows('select event, user_id from audit_events')).toEqual([
    { event: 'member.invited', user_id: null },
    { event: 'member.invited', user_id: null },
  ]);
});

test.each([[], ['--email'], ['--email', 'nobody'], ['--mail', 'me@example.org']])(
  'says what it needs in one line, and ends with 2: %j',
  (...args) => {
    const { status, stderr } = operator(...args);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('npm run operator -- --email')]);
  },
);
