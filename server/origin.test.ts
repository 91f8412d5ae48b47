import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from './testing.ts';

const seen = ({ request }: { request: Request }) =>
  Response.json({ url: request.url, origin: request.headers.get('Origin'), host: request.headers.get('Host') });

let secure: TestPortal;
let local: TestPortal;
beforeAll(async () => {
  secure = await startTestPortal(seen);
  local = await startTestPortal(seen, { publicUrl: 'http://localhost:3000' });
});
afterAll(() => {
  secure.server.close();
  local.server.close();
});

const change = (portal: TestPortal, headers: Record<string, string>) =>
  portal.ask('/page', { method: 'POST', body: 'a=1', headers });

describe('over https', () => {
  test.each([
    ['our address', { Origin: 'https://market.example' }, 200],
    [
      'our address, by a browser that says more',
      { Origin: 'https://market.example', 'Sec-Fetch-Site': 'same-origin' },
      200,
    ],
    ['another site', { Origin: 'https://evil.example' }, 403],
    ['a neighbour', { Origin: 'https://blog.market.example' }, 403],
    ['our name over http', { Origin: 'http://market.example' }, 403],
    ['an address that only begins like ours', { Origin: 'https://market.example.evil.example' }, 403],
    ['an address that only ends like ours', { Origin: 'https://evilmarket.example' }, 403],
    ['another port', { Origin: 'https://market.example:8443' }, 403],
    ['no site at all', { Origin: 'null' }, 403],
    ['nowhere', {}, 403],
    ['nowhere, but said to be here', { 'Sec-Fetch-Site': 'same-origin' }, 403],
    ['another site in our name', { Origin: 'https://market.example', 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a neighbour in our name', { Origin: 'https://market.example', 'Sec-Fetch-Site': 'same-site' }, 403],
  ])('a change from %s', async (_from, headers, status) => {
    expect((await change(secure, headers)).status).toBe(status);
  });

  test('a change by another name is refused, though its Origin is that name', async () => {
    for (const host of ['evil.example', 'localhost:3000', '127.0.0.1', 'market.example:8443', 'market.example.', '']) {
      const said = await change(secure, { Host: host, Origin: `https://${host}` });
      expect(said.status, host).toBe(421);
    }
  });

  test('reading from elsewhere is no change', async () => {
    expect((await secure.ask('/page', { headers: { Origin: 'https://evil.example' } })).status).toBe(200);
  });

  test('nothing but the healthcheck answers to another name', async () => {
    const headers = { Host: '10.1.2.3:3000' };
    expect((await secure.ask('/healthcheck', { headers })).status).toBe(200);
    expect((await secure.ask('/page', { headers })).status).toBe(421);
    expect(
      (await secure.ask('/healthcheck', { method: 'POST', headers: { ...headers, Origin: 'https://10.1.2.3:3000' } }))
        .status,
    ).toBe(403);
  });
});

describe('over http, on one’s own machine or network', () => {
  test.each([
    ['localhost:3000', 'http://localhost:3000', 200],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000', 200],
    ['[::1]:3000', 'http://[::1]:3000', 200],
    ['192.168.1.20:3000', 'http://192.168.1.20:3000', 200],
    ['127.0.0.1:3000', 'http://localhost:3000', 200],
    ['localhost:3000', 'http://localhost:4000', 403],
    ['127.0.0.1:3000', 'http://evil.example:3000', 403],
    // A name of somebody else's that leads to this machine: Origin and Host agree.
    ['evil.example:3000', 'http://evil.example:3000', 421],
    ['localhost.evil.example:3000', 'http://localhost.evil.example:3000', 421],
    ['127.0.0.1.evil.example:3000', 'http://127.0.0.1.evil.example:3000', 421],
  ])('a change at %s from %s', async (host, origin, status) => {
    expect((await change(local, { Host: host, Origin: origin })).status).toBe(status);
  });

  test('pages see one address, whichever it was asked by', async () => {
    const said = await change(local, {
      Host: '127.0.0.1:3000',
      Origin: 'http://127.0.0.1:3000',
      'X-Forwarded-Host': 'evil.example:81',
    });
    expect(JSON.parse(said.body)).toEqual({
      url: 'http://localhost:3000/page',
      origin: 'http://localhost:3000',
      host: 'localhost:3000',
    });
  });
});

test.each([
  ['/page', 'PUT', 405],
  ['/page', 'DELETE', 405],
  ['/page', 'OPTIONS', 405],
  ['/page', 'TRACE', 405],
  ['/page', 'PROPFIND', 405],
])('%s takes %s: %i', async (path, method, status) => {
  const said = await secure.ask(path, { method, headers: { Origin: 'https://market.example' } });
  expect(said.status).toBe(status);
  if (status === 405) expect(said.headers.allow).toContain('GET, HEAD, POST');
});
