import { afterAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from './testing.ts';

const started: TestPortal[] = [];
const start = async (options?: Parameters<typeof startTestPortal>[1]) => {
  const portal = await startTestPortal(({ context }) => new Response(context.nonce), options);
  started.push(portal);
  return portal;
};
afterAll(() => {
  for (const portal of started) portal.server.close();
});

const KINDS = {
  'a page': ['/page', {}, 200],
  'an address that cannot be decoded': ['/%ff', {}, 400],
  'a refused change': ['/page', { method: 'POST' }, 403],
  'a refused method': ['/page', { method: 'TRACE' }, 405],
  'another name': ['/page', { headers: { Host: 'evil.example' } }, 421],
} as const;

test.each(Object.entries(KINDS))('%s says what browsers may do', async (_kind, [path, options, status]) => {
  const { headers, status: answered } = await (await start()).ask(path, options);
  expect(answered).toBe(status);
  expect(headers).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  expect(headers['permissions-policy']).toContain('camera=()');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(headers['cache-control']).toBe('private, no-store');
  expect(headers).not.toHaveProperty('x-powered-by');
});

test('each answer has a nonce of its own, the one that its page was told', async () => {
  const portal = await start();
  const answers = await Promise.all([portal.ask('/page'), portal.ask('/page')]);
  for (const { headers, body } of answers) {
    expect(body).toMatch(/^[\w+/]{22}==$/);
    expect(headers['content-security-policy']).toContain(`script-src 'nonce-${body}' 'strict-dynamic';`);
  }
  expect(answers[0]?.body).not.toBe(answers[1]?.body);
});

test('a browser is held to https only where people come over it', async () => {
  const local = await start({ publicUrl: 'http://localhost:3000' });
  expect((await local.ask('/page')).headers).not.toHaveProperty('strict-transport-security');
  const whole = await start({ HSTS_SUBDOMAINS: 'on' });
  const { headers } = await whole.ask('/page');
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
});
