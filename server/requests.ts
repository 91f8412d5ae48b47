import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { tellFault } from '../app/log.server.ts';
import { clientAddress } from './proxies.ts';
import { refuse } from './refusal.ts';

const PLAIN_TOKEN = /^[\w.-]{8,64}$/;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}(\.data)?$/i;
/** Addresses that hold a secret after these words. */
const SECRET_AFTER = /^(\/(?:join|reset-password)\/).+/;
const LONGEST_PLAIN_SEGMENT = 16;
const LONGEST_PATH = 200;

export interface Answered {
  method: string;
  path: string;
  status: number;
  seconds: number;
}

/** Gives each request a number, by which the log and an error page name it: that of a trusted proxy (see heedProxies), else a new one. */
export const numberRequest: RequestHandler = (request, response, next) => {
  const given = request.get('X-Request-Id') ?? '';
  const requestId = PLAIN_TOKEN.test(given) ? given : randomUUID();
  response.locals.requestId = requestId;
  response.set('X-Request-Id', requestId);
  next();
};

/** One line a request once it is answered, or its sender has left; `count` is told besides. */
export function logRequests(log: Logger, count: (answered: Answered) => void = () => {}): RequestHandler {
  return (request, response, next) => {
    const since = performance.now();
    const written = request.socket.bytesWritten;
    const { method, path } = request;
    response.once('close', () => {
      const milliseconds = performance.now() - since;
      const status = response.headersSent ? response.statusCode : 0;
      count({ method, path, status, seconds: milliseconds / 1000 });
      log.info(
        {
          requestId: response.locals.requestId,
          method,
          path: pathWithoutSecrets(path),
          status,
          ms: Math.round(milliseconds),
          bytes: request.socket.bytesWritten - written,
          client: clientAddress(request),
          ...(!response.writableFinished && { left: true }),
        },
        'request',
      );
    });
    next();
  };
}

/** Ids stay, so that a record's history can be followed; what may open something does not. */
export function pathWithoutSecrets(path: string): string {
  if (path.startsWith('/assets/')) return path;
  const segments = path.replace(SECRET_AFTER, '$1[removed]').slice(0, LONGEST_PATH).split('/');
  return segments.map((segment) => (looksSecret(segment) ? '[removed]' : segment)).join('/');
}

const looksSecret = (segment: string) =>
  segment.length > LONGEST_PLAIN_SEGMENT && /[\dA-Z%]/.test(segment) && !UUID.test(segment) && !/^\[/.test(segment);

/** The framework's older way to ask for a route's data, past its page. No page of ours does, and it answers some of ours with a fault. */
export const refuseOlderData: RequestHandler = (request, response, next) => {
  if ('_data' in request.query) refuse(request, response, 404, 'There is nothing at this address');
  else next();
};

/** What Express itself could not read, such as an address that cannot be decoded; anything else is a fault of ours. */
export function answerFaults(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const status = Number((error as { status?: unknown } | null)?.status ?? 500);
    const ours = !(status >= 400 && status < 500);
    if (ours) tellFault(error, { requestId: response.locals.requestId }, log);
    // Half an answer cannot be taken back: the connection ends instead.
    if (response.headersSent) return next(error);
    if (ours) refuse(request, response, 500, 'The fault is ours. Go back and try again.');
    else refuse(request, response, status, 'This address could not be read');
  };
}
