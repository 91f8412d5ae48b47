import type { z } from 'zod';
import type { Db } from '#db/client.ts';
import { type Endpoint, methodsAt } from '../api/endpoints.ts';
import type { ProblemKind } from '../api/problem.ts';
import type { Actor, Token } from '../domain/accounts/actor.ts';
import { tokenDigest } from '../domain/accounts/api-tokens.server.ts';
import { DomainError, type DomainErrorCode } from '../domain/errors.ts';
import { tellFault } from '../log.server.ts';
import { asTokenHolder } from '../transactions.server.ts';
import { problem } from './problem.server.ts';

export interface TokenVisit {
  db: Db;
  actor: Actor;
  token: Token;
}

const KIND: Record<DomainErrorCode, ProblemKind> = {
  'not-found': 'not-found',
  forbidden: 'forbidden',
  conflict: 'conflict',
};

/**
 * Answers an endpoint with what `work` finds, in one transaction, for whomever the request's token stands for. Nothing but the
 * Authorization header says who asks: a cookie counts for nothing here.
 */
export function withToken<Answer extends z.ZodType>(
  request: Request,
  endpoint: Endpoint<Answer>,
  work: (visit: TokenVisit) => Promise<z.output<Answer>>,
): Promise<Response> {
  return answering(request, endpoint, async () => {
    const digest = digestShown(request);
    const answer = await asTokenHolder(digest, async (visit) => {
      requireScope(visit.token, endpoint);
      return Response.json(await work(visit));
    });
    return answer ?? invalidToken();
  });
}

/** Answers an endpoint that anyone may ask. */
export function withoutToken<Answer extends z.ZodType>(
  request: Request,
  endpoint: Endpoint<Answer>,
  work: () => z.output<Answer>,
): Promise<Response> {
  return answering(request, endpoint, async () => Response.json(work()));
}

/** Every refusal as problem details, and nothing of what went wrong inside. */
async function answering(request: Request, { method, path }: Endpoint, work: () => Promise<Response>) {
  const Allow = methodsAt(path);
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow } });
  if (request.method !== method && !(request.method === 'HEAD' && method === 'GET')) {
    return problem('method-not-allowed', `This address answers ${Allow}`, { headers: { Allow } });
  }
  try {
    return await work();
  } catch (error) {
    if (error instanceof Response) return error;
    if (error instanceof DomainError) return problem(KIND[error.code], error.message);
    tellFault(error, { path });
    return problem('internal', 'Try again later');
  }
}

/** RFC 6750: "Bearer", a space and the token. */
function digestShown(request: Request): string {
  const shown = request.headers.get('Authorization');
  if (shown === null) {
    throw problem('unauthenticated', 'Send a token in the header “Authorization: Bearer …”', {
      headers: { 'WWW-Authenticate': CHALLENGE },
    });
  }
  const [, secret = ''] = /^bearer +(\S+)$/i.exec(shown) ?? [];
  const digest = tokenDigest(secret);
  if (!digest) throw invalidToken();
  return digest;
}

const CHALLENGE = 'Bearer realm="Sufficiency Market"';

/** One answer, whatever is wrong with it. */
const invalidToken = () =>
  problem(
    'unauthenticated',
    'The token is unknown, over or revoked, or its person no longer acts for the organisation',
    {
      headers: { 'WWW-Authenticate': `${CHALLENGE}, error="invalid_token"` },
    },
  );

function requireScope(token: Token, { scope }: Endpoint) {
  if (scope === null || token.scopes.includes(scope)) return;
  throw problem('insufficient-scope', `This needs a token with the scope ${scope}`, {
    headers: { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${scope}"` },
  });
}
