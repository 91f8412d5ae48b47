import { once } from 'node:events';
import { createServer } from 'node:net';

/** Fails at once where the address cannot be had, before anything is built or started for it. */
export async function checkAddress(host: string, port: number): Promise<void> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('PORT must be a number from 1 to 65535');
  const probe = createServer().listen(port, host);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

/** One line for whoever cannot be given the address; undefined where the error is of another kind. */
export function explainAddress(error: unknown, host: string, port: number): string | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program: end it, or choose another with PORT=${port === 65_535 ? 3001 : port + 1} npm start`;
  }
  if (code === 'EACCES') return `Port ${port} is kept for root: choose one above 1023 with PORT=3000 npm start`;
  return `HOST=${host} is no address of this machine: leave it out, or set HOST=0.0.0.0 for every address`;
}
