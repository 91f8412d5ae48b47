import { expect, test } from 'vitest';
import { webSettings } from './settings.ts';

const ADDRESS = 'https://market.example';

test('what is not said is safe', () => {
  expect(webSettings({}, ADDRESS)).toEqual({ publicUrl: new URL(ADDRESS), trustedProxies: [], hstsSubdomains: false });
});

test('what is said is read', () => {
  const environment = { TRUSTED_PROXIES: '10.0.0.0/8, ::1', HSTS_SUBDOMAINS: 'on', METRICS_PORT: '9464' };
  expect(webSettings(environment, ADDRESS)).toMatchObject({
    trustedProxies: ['10.0.0.0/8', '::1'],
    hstsSubdomains: true,
    metrics: { port: 9464, host: '127.0.0.1' },
  });
});

test.each([
  [{ TRUSTED_PROXIES: 'proxy.internal' }, /TRUSTED_PROXIES.*proxy\.internal/],
  [{ TRUSTED_PROXIES: '0.0.0.0/0' }, /TRUSTED_PROXIES/],
  [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /TRUSTED_PROXIES/],
  [{ TRUSTED_PROXIES: '10.0.0.0/8/8' }, /TRUSTED_PROXIES/],
  [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
  [{ METRICS_PORT: '99999' }, /METRICS_PORT/],
])('%j is refused', (environment, says) => {
  expect(() => webSettings(environment, ADDRESS)).toThrow(says);
});

test.each(['market.example', 'ftp://market.example', ''])('%j is no address people could use', (address) => {
  expect(() => webSettings({}, address)).toThrow(/PUBLIC_URL/);
});
