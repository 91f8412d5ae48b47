import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Starts to watch a server, and returns how to stop it in order. */
export function stopper(server: Server): (mayTakeMilliseconds: number) => Promise<void> {
  const sockets = new Set<Socket>();
  const underWay = new Map<ServerResponse, Socket>();
  let stopping = false;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    underWay.set(response, socket);
    response.once('close', () => {
      underWay.delete(response);
      if (stopping) socket.end();
    });
  });
  /** Takes no more requests, gives those under way their time, and has no connection kept for another. */
  return (mayTakeMilliseconds) =>
    new Promise((done) => {
      stopping = true;
      const impatience = setTimeout(() => server.closeAllConnections(), mayTakeMilliseconds);
      server.close(() => {
        clearTimeout(impatience);
        done();
      });
      // Browsers open connections before they have anything to ask; the server's own count takes those for busy.
      const busy = new Set(underWay.values());
      for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
      for (const response of underWay.keys()) if (!response.headersSent) response.setHeader('Connection', 'close');
    });
}
