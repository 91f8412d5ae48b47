import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { checkAddress, explainAddress } from './listening.ts';

const failing = async (host: string, port: number) =>
  explainAddress(await checkAddress(host, port).catch((error: unknown) => error), host, port);

test('a port that another program has is named, with a way on', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as AddressInfo;
  expect(await failing('127.0.0.1', port)).toBe(
    `Port ${port} is taken by another program: end it, or choose another with PORT=${port + 1} npm start`,
  );
  squatter.close();
  await once(squatter, 'close');
  await checkAddress('127.0.0.1', port);
});

test.each(['192.0.2.1', 'nowhere.invalid'])('HOST=%s is no address of this machine', async (host) => {
  expect(await failing(host, 3000)).toMatch(/^HOST=\S+ is no address of this machine/);
});

test.each([Number.NaN, 0, 65_536, 3.5])('PORT=%s is refused', async (port) => {
  await expect(checkAddress('127.0.0.1', port)).rejects.toThrow('PORT must be a number from 1 to 65535');
});

test('an error that is not about the address is left to others', () => {
  expect(explainAddress(new Error('no'), '127.0.0.1', 3000)).toBeUndefined();
});
