import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { isApi } from './api.ts';

/** Where a request says which network address it came from: sign-in counts its tries by it. */
const CLIENT_ADDRESS_HEADER = 'x-client-address';

/** The longest form, a statement full to its limits in the worst encoding, stays below. */
const MOST_BODY_BYTES = 1_000_000;

/** Ours alone: what a client sends under this name is overwritten. */
export const nameClient: RequestHandler = (request, _response, next) => {
  request.headers[CLIENT_ADDRESS_HEADER] = request.socket.remoteAddress;
  next();
};

/** Pages hold prices and needs: no cache keeps them, nobody frames them, and no address of ours goes elsewhere. */
export const sayWhatBrowsersMayDo: RequestHandler = (_request, response, next) => {
  response.set({
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  });
  next();
};

/**
 * A change comes from a page of ours: a browser says so in Origin; a request that does not is refused. The API takes no cookie for an
 * identity, so nobody can be made to ask it by another site.
 */
export function refuseOtherSites(publicUrl: string): RequestHandler {
  const ours = new URL(publicUrl).origin;
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD' || isApi(request) || isFromHere(request, ours)) next();
    else response.status(403).type('text').send('Send this from a page of this portal\n');
  };
}

function isFromHere(request: Request, ours: string): boolean {
  const { origin = '', host } = request.headers;
  return origin === ours || (URL.canParse(origin) && new URL(origin).host === host);
}

/** Refuses a body that is too large, or does not say how large it is, before any of it is read. */
export const capBody: RequestHandler = (request, response, next) => {
  const length = Number(request.headers['content-length'] ?? 0);
  if (request.headers['transfer-encoding']) response.status(411).type('text').send('Say the length of what you send\n');
  else if (length > MOST_BODY_BYTES) response.status(413).type('text').send('What was sent is too large: shorten it\n');
  else next();
};

/** What Express itself could not read, such as an address that cannot be decoded; anything else is a fault of ours. */
export const answerUnreadable: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = Number((error as { status?: unknown }).status ?? 500);
  if (status >= 500) console.error(error);
  response
    .status(status)
    .type('text')
    .send(status < 500 ? 'This address could not be read\n' : 'Something went wrong\n');
};
