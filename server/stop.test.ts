import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { stopper } from './stop.ts';

/** A server whose answers wait until they are sent by hand. */
async function slowServer() {
  const waiting: ServerResponse[] = [];
  const server = createServer((_request, response) => waiting.push(response));
  const stop = stopper(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const open = () => connect((server.address() as AddressInfo).port, '127.0.0.1');
  return { server, stop, waiting, open };
}

const ASK = 'GET / HTTP/1.1\r\nHost: here\r\nConnection: keep-alive\r\n\r\n';

test('a request under way is answered, its connection not kept; nobody new is let in', async () => {
  const { stop, server, waiting, open } = await slowServer();
  const { port } = server.address() as AddressInfo;
  const socket = open();
  let said = '';
  socket.on('data', (chunk) => (said += chunk));
  socket.write(ASK);
  await expect.poll(() => waiting.length).toBe(1);
  const idle = open();
  await once(idle, 'connect');

  let stopped = false;
  const closed = once(socket, 'close');
  const stopping = stop(60_000).then(() => (stopped = true));
  await once(idle, 'close');
  const [refused] = await once(connect(port, '127.0.0.1'), 'error');
  expect(refused.code).toBe('ECONNREFUSED');
  expect(stopped).toBe(false);

  waiting[0]?.end('finished');
  await stopping;
  await closed;
  expect(said).toMatch(/^HTTP\/1.1 200 /);
  expect(said).toMatch(/^Connection: close\r$/im);
  expect(said).toContain('finished');
});

test('a request that takes longer than it may is cut off', async () => {
  const { stop, waiting, open } = await slowServer();
  const socket = open();
  socket.write(ASK);
  await expect.poll(() => waiting.length).toBe(1);
  const closed = once(socket, 'close');
  await stop(50);
  await closed;
});
