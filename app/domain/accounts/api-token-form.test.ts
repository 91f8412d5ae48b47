import { expect, test } from 'vitest';
import { NewApiToken } from './api-token-form.ts';

const FORM = { key: '019f0000-0000-4000-8000-000000000001', name: 'Case system', scopes: ['read'], days: '90' };

test('reads what was chosen, each scope once', () => {
  const { scopes, days } = NewApiToken.parse({ ...FORM, scopes: ['write', 'read', 'write'] });
  expect([scopes, days]).toEqual([['read', 'write'], 90]);
});

test.each([
  ['name', ''],
  ['name', undefined],
  ['name', 'x'.repeat(81)],
  ['name', 'a\u0000b'],
  ['name', '\ud800'],
  ['name', ['a', 'b']],
  ['scopes', []],
  ['scopes', undefined],
  ['scopes', ['admin']],
  ['scopes', ['__proto__']],
  ['days', '31'],
  ['days', '1e309'],
  ['days', undefined],
  ['key', 'x'],
])('refuses %s = %j', (field, value) => {
  const { error } = NewApiToken.safeParse({ ...FORM, [field]: value });
  expect(error?.issues.map(({ path }) => path[0])).toContain(field);
});
