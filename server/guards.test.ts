import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerUnreadable, capBody, nameClient, refuseOtherSites, sayWhatBrowsersMayDo } from './guards.ts';

const app = express();
app.use(sayWhatBrowsersMayDo, capBody, refuseOtherSites('https://market.example'), nameClient);
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
