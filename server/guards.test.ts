import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guardApi } from './api.ts';
import { answerUnreadable, capBody, nameClient, refuseOtherSites, sayWhatBrowsersMayDo } from './guards.ts';

const app = express();
app.use(sayWhatBrowsersMayDo, capBody, refuseOtherSites('https://market.example'), nameClient, guardApi);
app.all('/api/v1/*', (_request, response) => response.send('api'));
app.all('/page/:id', (request, response) => response.send(request.headers['x-client-address']));
app.use(answerUnreadable);
let server: ReturnType<typeof app.listen>;
let address = '';

beforeAll(async () => {
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const post = (headers: Record<string, string>, body = 'a=1') =>
  fetch(`${address}/page/1`, { method: 'POST', headers, body });

test.each([
  ['the public address', () => 'https://market.example', 200],
  ['the address it was sent to', () => address, 200],
  ['another site', () => 'https://evil.example', 403],
  ['an address that only begins like ours', () => 'https://market.example.evil.example', 403],
  ['no site at all', () => 'null', 403],
])('a change from %s', async (_from, origin, status) => {
  expect((await post({ Origin: origin() })).status).toBe(status);
});

test('a change that does not say where it is from is refused; reading is not', async () => {
  expect((await post({})).status).toBe(403);
  expect((await fetch(`${address}/page/1`, { headers: { Origin: 'https://evil.example' } })).status).toBe(200);
});

test('a body over a megabyte is refused by what it says, without being read', async () => {
  expect((await post({ Origin: address }, 'x'.repeat(1_000_000))).status).toBe(200);
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.write(
    'POST /page/1 HTTP/1.1\r\nHost: here\r\nOrigin: https://market.example\r\nContent-Length: 1000001\r\n\r\n',
  );
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 413 /);
  socket.destroy();
});

test('a body of unsaid length is refused', async () => {
  const body = new Blob(['a=1']).stream();
  const response = await fetch(`${address}/page/1`, {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { Origin: address },
  } as RequestInit);
  expect(response.status).toBe(411);
});

test('the client’s address is ours to say', async () => {
  const response = await fetch(`${address}/page/1`, { headers: { 'X-Client-Address': '10.0.0.1' } });
  expect(await response.text()).toBe('127.0.0.1');
});

test('no page is kept, framed or guessed at', async () => {
  const { headers } = await fetch(`${address}/page/1`);
  expect(headers.get('Cache-Control')).toBe('private, no-store');
  expect(headers.get('X-Frame-Options')).toBe('DENY');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
});

test('an address that cannot be decoded is a bad request', async () => {
  expect((await fetch(`${address}/page/%ff`)).status).toBe(400);
});

test.each([
  ['/api/v1/me', 200],
  ['/api/v1', 403],
  ['/api/v2/me', 403],
  ['/API/v1/me', 403],
  ['/page/api/v1/', 403],
  ['/page/1?/api/v1/', 403],
  ['/api/v1/../../page/1', 403],
  ['/api/v1/%2e%2e/%2E./page/1', 403],
  ['/api/v1/..\\..\\page\\1', 403],
])('only the API answers a change that does not say where it is from: %s', async (path, status) => {
  // fetch would follow the dots before it asks.
  expect((await raw(`POST ${path}`, 'Authorization: Bearer x', 'Content-Length: 0')).status).toBe(status);
});

test.each([
  ['GET /api/v1/me.data', 404],
  ['GET /api/v1/me?_data=root', 404],
  ['GET /api/v1/%ff', 404],
  ['TRACE /api/v1/me', 405],
  ['PROPFIND /api/v1/me', 405],
])('the API answers %s with a problem', async (line, status) => {
  const answer = await raw(line);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain('Content-Type: application/problem+json');
  expect(answer.text.includes('\r\nAllow: GET, HEAD, OPTIONS\r\n')).toBe(status === 405);
});

test('the API refuses two Authorization headers', async () => {
  expect((await raw('GET /api/v1/me', 'Authorization: Bearer a', 'authorization: Bearer b')).status).toBe(400);
  expect((await raw('GET /api/v1/me', 'Authorization: Bearer a')).status).toBe(200);
});

/** Sends a request as it is written. */
async function raw(line: string, ...headers: string[]) {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.write([`${line} HTTP/1.1`, 'Host: here', 'Connection: close', ...headers, '', ''].join('\r\n'));
  let text = '';
  for await (const chunk of socket) text += chunk;
  return { status: Number(text.split(' ')[1]), text };
}
