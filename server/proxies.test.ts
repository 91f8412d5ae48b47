import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from './testing.ts';

const seen = ({ request }: { request: Request }) =>
  Response.json({
    client: request.headers.get('X-Client-Address'),
    forwarded: [...request.headers.keys()].filter((name) => name.includes('forwarded')),
  });

let alone: TestPortal;
let proxied: TestPortal;
beforeAll(async () => {
  alone = await startTestPortal(seen);
  proxied = await startTestPortal(seen, { TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' });
});
afterAll(() => {
  alone.server.close();
  proxied.server.close();
});

const clientOf = async (portal: TestPortal, headers: Record<string, string>) =>
  JSON.parse((await portal.ask('/page', { headers })).body).client;

test('nobody’s word counts where no proxy is trusted', async () => {
  const headers = {
    'X-Forwarded-For': '203.0.113.7',
    Forwarded: 'for=203.0.113.7',
    'X-Real-IP': '203.0.113.7',
    'X-Client-Address': '203.0.113.7',
    'X-Forwarded-Proto': 'https',
  };
  const said = await alone.ask('/page', { headers });
  expect(JSON.parse(said.body)).toEqual({ client: '127.0.0.1', forwarded: [] });
});

test.each([
  ['the sender that the proxy saw', '203.0.113.7', '203.0.113.7'],
  ['not what the sender said before', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['past further proxies of ours', '198.51.100.1, 203.0.113.7, 10.1.2.3', '203.0.113.7'],
  ['without its port', '203.0.113.7:51234', '203.0.113.7'],
  ['an IPv6 sender', '2001:db8::1', '2001:db8::1'],
  ['an IPv6 sender with its port', '[2001:db8::1]:51234', '2001:db8::1'],
  ['an IPv4 sender in the form of IPv6', '::ffff:203.0.113.7', '203.0.113.7'],
  ['the proxy itself where it says no address', '203.0.113.7, unknown', '127.0.0.1'],
])('a trusted proxy’s word counts: %s', async (_which, forwarded, client) => {
  expect(await clientOf(proxied, { 'X-Forwarded-For': forwarded })).toBe(client);
});

test('a client’s own name for itself never counts', async () => {
  expect(await clientOf(proxied, { 'X-Client-Address': '203.0.113.7' })).toBe('127.0.0.1');
});

test('a trusted proxy may say the host; nobody else', async () => {
  const headers = { Host: '127.0.0.1:3000', 'X-Forwarded-Host': 'market.example' };
  expect((await proxied.ask('/page', { headers })).status).toBe(200);
  expect((await alone.ask('/page', { headers })).status).toBe(421);
});

test('a trusted proxy’s number of a request is kept, where it is a plain one; nobody else’s', async () => {
  const numberOf = async (portal: TestPortal, number: string) =>
    (await portal.ask('/page', { headers: { 'X-Request-Id': number } })).headers['x-request-id'];
  const uuid = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/;
  expect(await numberOf(proxied, 'edge-1234.5678')).toBe('edge-1234.5678');
  expect(await numberOf(proxied, '"><script>')).toMatch(uuid);
  expect(await numberOf(proxied, 'x'.repeat(100))).toMatch(uuid);
  expect(await numberOf(alone, 'edge-1234.5678')).toMatch(uuid);
});
