import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from './testing.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal(async ({ request }) => new Response(String((await request.text()).length)));
});
afterAll(() => portal.server.close());

async function beginningOf(head: string[]): Promise<string> {
  const socket = connect(portal.port, '127.0.0.1');
  socket.write([...head, 'Host: market.example', 'Origin: https://market.example', '', ''].join('\r\n'));
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return String(answer);
}

test('a body over a megabyte is refused by what it says, without being read', async () => {
  const headers = { Origin: 'https://market.example' };
  expect((await portal.ask('/page', { method: 'POST', headers, body: 'x'.repeat(1_000_000) })).body).toBe('1000000');
  expect(await beginningOf(['POST /page HTTP/1.1', 'Content-Length: 1000001'])).toMatch(/^HTTP\/1.1 413 /);
});

test('addresses that take a file take ten megabytes, and no more', async () => {
  const system = '/purchasing-systems/019f0000-0000-7000-8000-000000000001';
  for (const path of ['/profile/documents/new', `${system}/documents`, `${system}/documents.data`]) {
    expect(await beginningOf([`POST ${path} HTTP/1.1`, 'Content-Length: 10100001'])).toMatch(/^HTTP\/1.1 413 /);
    const headers = { Origin: 'https://market.example' };
    const body = 'x'.repeat(5_000_000);
    expect((await portal.ask(path, { method: 'POST', headers, body })).status).toBe(200);
  }
  for (const path of [`${system}/questions/new`, '/profile/documents/newer', '/profile'])
    expect(await beginningOf([`POST ${path} HTTP/1.1`, 'Content-Length: 1000001'])).toMatch(/^HTTP\/1.1 413 /);
});

test('a body of unsaid length is refused', async () => {
  expect(await beginningOf(['POST /page HTTP/1.1', 'Transfer-Encoding: chunked'])).toMatch(/^HTTP\/1.1 411 /);
});

test('nobody has for ever to say what they want', () => {
  const { headersTimeout, requestTimeout, keepAliveTimeout } = portal.server;
  for (const limit of [headersTimeout, requestTimeout, keepAliveTimeout]) {
    expect(limit).toBeGreaterThan(0);
    expect(limit).toBeLessThanOrEqual(65_000);
  }
});
