import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from './testing.ts';

/** Nothing makes it smaller. */
const PIECE = new Uint8Array(randomBytes(65_536));
/** More than any buffers between two ends of a connection: 65 MB. */
const PIECES = 1_000;

let portal: TestPortal;
let given: number;
let closed: boolean;
beforeEach(() => {
  given = 0;
  closed = false;
});
beforeAll(async () => {
  portal = await startTestPortal(({ request }) => {
    if (!request.url.includes('/page/')) return new Response('small');
    const pieces = Number(new URL(request.url).pathname.split('/').at(-1));
    const body = new ReadableStream(
      {
        pull: (controller) => (given++ < pieces ? controller.enqueue(PIECE) : controller.close()),
        cancel: () => {
          closed = true;
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers: { 'Content-Type': 'text/csv' } });
  });
});
afterAll(() => portal.server.close());

/** A client that asks and reads nothing; with the server's end of it. */
async function askAndNotRead(path: string, encoding = 'identity') {
  const asked = once(portal.server, 'request') as Promise<[unknown, ServerResponse]>;
  const socket = connect(portal.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  socket.write(`GET ${path} HTTP/1.1\r\nHost: market.example\r\nAccept-Encoding: ${encoding}\r\n\r\n`);
  const [, response] = await asked;
  return { socket, response };
}

test.each(['identity', 'gzip'])(
  'an answer (%s) that nobody reads is not made further than a connection holds, and ends when they leave',
  async (encoding) => {
    const { socket, response } = await askAndNotRead(`/page/${PIECES}`, encoding);
    await expect.poll(() => response.writableNeedDrain).toBe(true);
    // However much there is, what waits here is little; another's answer is not held up by it.
    expect((await portal.ask('/small')).body).toBe('small');
    expect(response.writableLength).toBeLessThan(4 * PIECE.length);
    expect(given).toBeLessThan(PIECES);
    expect(closed).toBe(false);
    socket.destroy();
    await expect.poll(() => closed).toBe(true);
    expect(given).toBeLessThan(PIECES);
  },
);

test.each(['identity', 'gzip'])('all of it (%s) comes to those who read', async (encoding) => {
  const { socket } = await askAndNotRead('/page/100', `${encoding}\r\nConnection: close`);
  let bytes = 0;
  socket.on('data', (chunk) => {
    bytes += chunk.length;
  });
  socket.resume();
  await once(socket, 'close');
  expect(given).toBe(101);
  expect(bytes).toBeGreaterThan(100 * 60_000);
});

test('who reads nothing for a minute is cut off', async () => {
  const { socket, response } = await askAndNotRead(`/page/${PIECES}`);
  await expect.poll(() => response.writableNeedDrain).toBe(true);
  expect(closed).toBe(false);
  // As the server set it up for this connection; then the minute is over sooner.
  expect(response.socket?.timeout).toBe(60_000);
  response.socket?.setTimeout(50);
  await expect.poll(() => closed).toBe(true);
  expect(given).toBeLessThan(PIECES);
  socket.destroy();
});
