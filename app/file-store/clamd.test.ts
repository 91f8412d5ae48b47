import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { scan } from './clamd.server.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Speaks as clamd does: reads INSTREAM to its end, and answers of what it was sent; `most` bytes are its StreamMaxLength. */
async function clamd(answer: (content: Buffer) => string, most = Number.POSITIVE_INFINITY): Promise<string> {
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const content = contentOf(received);
      if (received.length > most) socket.end('INSTREAM size limit exceeded. ERROR\0');
      else if (content) socket.end(`${answer(content)}\0`);
    });
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What was streamed, once its end has come. */
function contentOf(received: Buffer): Buffer | undefined {
  const command = Buffer.from('zINSTREAM\0');
  expect(received.subarray(0, command.length)).toEqual(command.subarray(0, received.length));
  const chunks: Buffer[] = [];
  let at = command.length;
  while (at + 4 <= received.length) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    if (at + 4 + length > received.length) return undefined;
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

const virusScanner = (content: Buffer) =>
  content.includes('EICAR') ? 'stream: Win.Test.EICAR_HDB-1 FOUND' : 'stream: OK';

test('what clamd finds clean is clean, whole and in order', async () => {
  const content = Buffer.from(Array.from({ length: 500_000 }, (_, index) => index % 251));
  let seen = Buffer.alloc(0);
  const address = await clamd((streamed) => {
    seen = Buffer.from(streamed);
    return 'stream: OK';
  });
  expect(await scan(address, Readable.from([content.subarray(0, 3), content.subarray(3)]))).toEqual({ clean: true });
  expect(seen.equals(content)).toBe(true);
});

test('what it finds infected is told by its name', async () => {
  const address = await clamd(virusScanner);
  const verdict = await scan(address, Readable.from([Buffer.from('an EI'), Buffer.from('CAR test')]));
  expect(verdict).toEqual({ clean: false, found: 'Win.Test.EICAR_HDB-1' });
});

test('a file that it does not look at to the end is not clean', async () => {
  const address = await clamd(virusScanner, 1_000);
  const chunks = Array.from({ length: 200 }, () => Buffer.alloc(65_536));
  expect(await scan(address, Readable.from(chunks))).toMatchObject({ clean: false, unreachable: expect.anything() });
});

test('nobody there, or an answer that is none, is not clean', async () => {
  const address = await clamd(() => '');
  expect(await scan(address, Readable.from([Buffer.from('x')]))).toMatchObject({
    clean: false,
    unreachable: expect.stringMatching(/answered/),
  });
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
  expect(await scan(address, Readable.from([Buffer.from('x')]))).toMatchObject({
    clean: false,
    unreachable: expect.stringMatching(/ECONNREFUSED/),
  });
});
