import type { RequestHandler } from 'express';
import { refuse } from './refusal.ts';

/** The most bytes of a body, by address: the first that fits counts. A route that takes files gets a line of its own above the last. */
const MOST_BYTES: readonly (readonly [address: RegExp, bytes: number, message: string])[] = [
  // A file of 10 MB (MOST_FILE_BYTES) and the form around it.
  [
    /^\/(profile\/documents\/new|purchasing-systems\/[^/]+\/documents)(\.data)?$/,
    10_100_000,
    'Choose a file of 10 MB at most',
  ],
  // The longest form, a statement full to its limits in the worst encoding, stays below.
  [/^\//, 1_000_000, 'What was sent is too large: shorten it'],
];

/** Refuses a body that is too large, or does not say how large it is, before any of it is read. */
export const capBody: RequestHandler = (request, response, next) => {
  const length = Number(request.headers['content-length'] ?? 0);
  const [, most, message] = MOST_BYTES.find(([address]) => address.test(request.path)) ?? ['', 0, 'This is no address'];
  if (request.headers['transfer-encoding']) refuse(request, response, 411, 'Say the length of what you send');
  else if (length > most) refuse(request, response, 413, message);
  else next();
};
