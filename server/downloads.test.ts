import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from './testing.ts';

let portal: TestPortal;
let underWay = 0;
beforeAll(async () => {
  portal = await startTestPortal(
    ({ request }) => {
      if (!request.url.includes('never')) return new Response('done');
      underWay++;
      return new Response(new ReadableStream({ cancel: () => void underWay-- }));
    },
    { TRUSTED_PROXIES: '127.0.0.1' },
  );
});
afterAll(() => portal.server.close());

function leaveOpen(path: string, address: string): Socket {
  const socket = connect(portal.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`GET ${path} HTTP/1.1\r\nHost: market.example\r\nX-Forwarded-For: ${address}\r\n\r\n`);
  return socket;
}

const statusFor = async (path: string, address: string) =>
  (await portal.ask(path, { headers: { 'X-Forwarded-For': address } })).status;

test('a network has so many downloads open at once; others, and pages, are as before', async () => {
  const sockets = Array.from({ length: 40 }, () => leaveOpen('/files/never', '2001:db8::1'));
  await expect.poll(() => underWay).toBe(40);
  for (const path of ['/files/1', '/%66iles/1', '/organisation/audit.csv', '/organisation/audit.csv/']) {
    expect(await statusFor(path, '2001:db8::2')).toBe(429);
    expect(await statusFor(path, '2001:db8:1::1')).toBe(200);
  }
  expect(await statusFor('/providers', '2001:db8::1')).toBe(200);
  const [first, ...others] = sockets;
  first?.destroy();
  await expect.poll(() => statusFor('/files/1', '2001:db8::1')).toBe(200);
  for (const socket of others) socket.destroy();
  await Promise.all(others.map((socket) => socket.closed || once(socket, 'close')));
});

test.each([
  '/files/019f0000-0000-7000-8000-000000000001.data',
  '/%66iles/019f0000-0000-7000-8000-000000000001.data',
  '/organisation/audit.csv.data',
  '/organisation/audit.csv/.data',
  '/organisation/audit%2Ecsv.data',
])('%s: no download comes in the framework’s envelope', async (path) => {
  expect(await statusFor(path, '2001:db8::9')).toBe(404);
});
