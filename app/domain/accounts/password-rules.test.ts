import { expect, test } from 'vitest';
import { commonPasswords } from './common-passwords.server.ts';
import { lengthOf, MOST_PASSWORD, passwordIssue } from './password-rules.server.ts';

const about = { email: 'maeve.oconnell@kent.example', name: 'Maeve O’Connell', organisation: 'Kent County Council' };
const issue = (password: string) => passwordIssue(password, about);

test.each([
  'correct horse battery staple',
  'k7qm-x2hp-93tw-c5ad',
  'a-password-for-journeys',
  'tänk på ett lösenord',
  '我的密码是一个很长的句子吗',
  ' leading and trailing ',
  '4815162342108770',
  'x'.repeat(3).concat(' unlike anything ', 'q'.repeat(90)),
  '👩‍👩‍👧🦊🌧️🧭🪣🧶🫖🪁🧊🪨🥁🛶',
  'the ashford road at 6 in november',
])('takes %s', async (password) => {
  expect(await issue(password)).toBeUndefined();
});

test.each([
  'Password1234!',
  'P@ssw0rd2026!!',
  '!!!Passw0rd!!!',
  'passwordpassword',
  'Password1Password1',
  'Dragon!!!!!!!!',
  'qwerty123456',
  '1q2w3e4r5t6y',
  '123456789012',
  '987654321098',
  'abcdefghijklm',
  'aaaaaaaaaaaaaa',
  'abababababab',
  'iloveyou2025...',
  'ADMINISTRATOR',
  'i love you 2026',
])('refuses %s: it is used by many', async (password) => {
  expect(await issue(password)).toMatch(/used by many/);
});

test.each([
  'Maeve-OConnell-1987',
  'maeve.oconnell@kent',
  'KentCountyCouncil26',
  'SufficiencyMarket1!',
  'kent-password-2026',
  'm4eve0connell2026',
])('refuses %s: it rests on its person', async (password) => {
  expect(await issue(password)).toMatch(/rest on your name/);
});

test('counts characters as people do, and cuts nothing off', async () => {
  expect(lengthOf('é')).toBe(1);
  expect(lengthOf('e\u0301')).toBe(1);
  expect(lengthOf('👩‍👩‍👧‍👦')).toBe(1);
  expect(await issue('plum-ox-914')).toBe('Password must be 12 characters or more');
  expect(await issue('plum-ox-9142')).toBeUndefined();
  const unlike = (length: number) => Array.from({ length }, (_, i) => String.fromCodePoint(0x4e00 + i * 7)).join('');
  expect(await issue(unlike(MOST_PASSWORD))).toBeUndefined();
  expect(await issue(unlike(MOST_PASSWORD + 1))).toBe('Password must be 128 characters or fewer');
  expect(await issue(`a${'\u0301'.repeat(100_000)}`)).toMatch(/Password must be/);
});

// ASVS 5.0.0, 6.2.4: at least the 3,000 most used that are long enough.
test('every long password of the list is refused, and there are enough', async () => {
  const long = [...commonPasswords()].filter((password) => password.length >= 12);
  expect(long.length).toBeGreaterThanOrEqual(3_000);
  for (const password of long.filter((_, index) => index % 50 === 0)) {
    expect(await issue(password), password).toBeDefined();
    expect(await issue(`${password.toUpperCase()}!`), password).toBeDefined();
  }
});
