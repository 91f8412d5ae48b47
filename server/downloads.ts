import type { RequestHandler } from 'express';
import { networkOf } from '../app/domain/accounts/attempt-limits.server.ts';
import { clientAddress } from './proxies.ts';
import { refuse } from './refusal.ts';

/** What is sent piece by piece: uploaded files, and the tables made for a spreadsheet. */
const DOWNLOAD = /^\/+files\/|\.csv\/*$/i;
/** The framework would answer the same in its own envelope, for which it holds all of it in memory. No page of ours asks. */
const ENVELOPE = /^\/+files\/.*\.data\/*$|\.csv\/*\.data\/*$/i;

/** The address as the router reads it; one that cannot be decoded is refused further on. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** At once, of one network: a council's people are often behind one address. */
const MOST_OPEN = 40;

/** Each open download holds a file or a query: nobody has more than a network's share of them. */
export function capDownloads(): RequestHandler {
  const open = new Map<string, number>();
  return (request, response, next) => {
    const path = decoded(request.path);
    if (ENVELOPE.test(path)) return refuse(request, response, 404, 'There is nothing at this address');
    if (!DOWNLOAD.test(path)) return next();
    const network = networkOf(clientAddress(request));
    const count = open.get(network) ?? 0;
    if (count >= MOST_OPEN) {
      response.set('Retry-After', '60');
      return refuse(
        request,
        response,
        429,
        'Too many downloads are open from your network: wait until some have ended',
      );
    }
    open.set(network, count + 1);
    response.once('close', () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left > 0) open.set(network, left);
      else open.delete(network);
    });
    next();
  };
}
