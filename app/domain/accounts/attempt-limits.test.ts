import { expect, test } from 'vitest';
import { inTransaction } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { giveBackTries, LIMITS, networkOf, type Try, takeTries } from './attempt-limits.server.ts';

const here = testDatabase();

const guess = (email: string, address: string): Try[] => [
  { limit: LIMITS.signInByAccount, whom: email },
  { limit: LIMITS.signInByAddress, whom: networkOf(address) },
];
const take = (tries: Try[]) => inTransaction(here.database, (db) => takeTries(db, tries));
const addressNumber = (index: number) => `10.${index >> 8}.${index & 255}.1`;

test('1,000 guesses in parallel at one account, each from an address of its own: ten are made', async () => {
  const guesses = Array.from({ length: 1_000 }, (_, index) => guess('ana@example.org', addressNumber(index)));
  const taken = await Promise.all(guesses.map(take));
  expect(taken.filter(Boolean)).toHaveLength(10);
});

test('1,000 guesses in parallel at as many accounts from one address: fifty are made', async () => {
  const guesses = Array.from({ length: 1_000 }, (_, index) => guess(`person-${index}@example.org`, '192.0.2.7'));
  const taken = await Promise.all(guesses.map(take));
  expect(taken.filter(Boolean)).toHaveLength(50);
});

test('a success gives back its own try, and no other', async () => {
  const tries = guess('bea@example.org', '192.0.2.8');
  for (let made = 0; made < 9; made++) expect(await take(tries)).toBeDefined();
  const right = await take(tries);
  expect(await take(tries)).toBeUndefined();
  await inTransaction(here.database, (db) => giveBackTries(db, right ?? []));
  expect(await take(tries)).toBeDefined();
  expect(await take(tries)).toBeUndefined();
});

test('a refused try takes nothing of its other limits', async () => {
  const refused = Array.from({ length: 20 }, () => guess('cal@example.org', '192.0.2.9'));
  for (const tries of refused) await take(tries);
  for (let made = 0; made < 40; made++) {
    expect(await take(guess(`cal-${made}@example.org`, '192.0.2.9'))).toBeDefined();
  }
  expect(await take(guess('cal-40@example.org', '192.0.2.9'))).toBeUndefined();
});

test('tries count for a quarter of an hour, go when they are old, and name nobody', async () => {
  await here.rolledBack(async (db) => {
    const tries = guess('dee@example.org', '192.0.2.10');
    for (let made = 0; made < 10; made++) await takeTries(db, tries);
    expect(await takeTries(db, tries)).toBeUndefined();
    const rows = await db.selectFrom('signInAttempts').select('subject').execute();
    expect(rows.every(({ subject }) => /^(account|address):[0-9a-f]{64}$/.test(subject))).toBe(true);

    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await db
      .updateTable('signInAttempts')
      .set({ attemptedAt: ago(14) })
      .execute();
    expect(await takeTries(db, tries)).toBeUndefined();
    await db
      .updateTable('signInAttempts')
      .set({ attemptedAt: ago(15) })
      .execute();
    expect(await takeTries(db, tries)).toBeDefined();
    await db
      .updateTable('signInAttempts')
      .set({ attemptedAt: ago(61) })
      .execute();
    for (let swept = 0; swept < 10; swept++) await takeTries(db, guess(`eve-${swept}@example.org`, '192.0.2.11'));
    const old = await db.selectFrom('signInAttempts').select('id').where('attemptedAt', '<', ago(60)).execute();
    expect(old).toEqual([]);
  });
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:2::', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['nonsense', 'unknown'],
  ['', 'unknown'],
])('%s is counted as %s', (address, expected) => {
  expect(networkOf(address)).toBe(expected);
});
