import type { Request, RequestHandler } from 'express';
import { methodsAt } from '#app/api/endpoints.ts';
import { PROBLEM_CONTENT_TYPE, type ProblemKind, problemOf } from '#app/api/problem.ts';

const API = '/api/v1/';
/** What Remix can hand to a route; pages take fewer. */
export const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Whether a request goes to the API once dots in its path are followed, as the router follows them. */
export function isApi(request: Request): boolean {
  const address = `http://here.invalid${request.originalUrl}`;
  return URL.canParse(address) && new URL(address).pathname.startsWith(API);
}

/** Refuses what no route of the API should see: its answers are its own, never parts of a page. */
export const guardApi: RequestHandler = (request, response, next) => {
  const refuse = (kind: ProblemKind, detail: string) => {
    const problem = problemOf(kind, detail);
    response.status(problem.status).type(PROBLEM_CONTENT_TYPE).send(JSON.stringify(problem));
  };
  if (!isApi(request)) return next();
  // Node keeps the first alone, which may not be the one that a proxy checked.
  if ((request.headersDistinct.authorization?.length ?? 0) > 1) {
    return refuse('invalid-request', 'Send one Authorization header');
  }
  // How a page's script asks for a route's data: the root's, which reads the cookie, would come with it.
  if (request.path.endsWith('.data') || '_data' in request.query || !isDecodable(request.path)) {
    return refuse('not-found', 'The API has nothing at this address');
  }
  if (!METHODS.has(request.method)) {
    response.set('Allow', methodsAt(request.path));
    return refuse('method-not-allowed', 'No address of the API answers this method');
  }
  next();
};

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
