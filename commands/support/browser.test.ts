import { expect, test } from 'vitest';
import { candidates, isDebian } from './browser.ts';

const PATH = '/usr/local/bin:/usr/bin';
const OWN = '/root/.cache/ms-playwright/chromium/chrome';

test.each([
  ['the one that CHROMIUM_PATH names, and no other', { CHROMIUM_PATH: '/opt/c' }, ['/usr/bin/chromium'], ['/opt/c']],
  ['a system’s before Playwright’s own', {}, ['/usr/bin/google-chrome', OWN], ['/usr/bin/google-chrome', OWN]],
  [
    'Chromium before Chrome, wherever on the PATH',
    {},
    ['/usr/local/bin/google-chrome', '/usr/bin/chromium'],
    ['/usr/bin/chromium', '/usr/local/bin/google-chrome'],
  ],
  ['none where none is there', {}, [], []],
])('the browser is %s', (_, given, there, expected) => {
  expect(candidates({ PATH, ...given }, (path) => there.includes(path), OWN)).toEqual(expected);
});

test.each([
  ['ID=debian', true],
  ['NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian', true],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"', true],
  ['ID=fedora\nID_LIKE="rhel"', false],
  ['ID=alpine\nVARIANT_ID=debian-like', false],
])('%j has apt-get’s chromium: %s', (osRelease, expected) => {
  expect(isDebian(osRelease)).toBe(expected);
});
