import { expect, test } from 'vitest';
import { localAddress } from './local-address.ts';

test.each([
  ['/search?type=home', '/search?type=home'],
  ['//evil.example/', '/home'],
  ['/\\evil.example', '/home'],
  ['/.//evil.example', '/home'],
  ['/a/..//evil.example', '/home'],
  ['/%2e//evil.example', '/home'],
  ['https://evil.example', '/home'],
  ['javascript:alert(1)', '/home'],
  [undefined, '/home'],
])('%s leads to %s', (next, expected) => {
  expect(localAddress(next, '/home')).toBe(expected);
});
