import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from './testing.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal(() => new Response('answered'));
});
afterAll(() => {
  portal.server.close();
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

/** Sends a request as it is written: fetch would follow the dots before it asks. */
async function raw(line: string, ...headers: string[]) {
  const socket = connect(portal.port, '127.0.0.1');
  socket.write([`${line} HTTP/1.1`, 'Host: market.example', 'Connection: close', ...headers, '', ''].join('\r\n'));
  let text = '';
  for await (const chunk of socket) text += chunk;
  return { status: Number(text.split(' ')[1]), text };
}
