import { auth } from '../auth.server.ts';
import { config } from '../config.server.ts';

/** A call of better-auth as over the network, so that its rate limit counts it: `auth.api` skips that. Without a body it is a GET. */
export function callAuth(path: string, request: Request, body?: object): Promise<Response> {
  const headers = new Headers({ 'Content-Type': 'application/json', Origin: new URL(config.publicUrl).origin });
  for (const name of ['Cookie', 'User-Agent', 'X-Client-Address']) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  const sent = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
  return auth.handler(new Request(new URL(`/api/auth${path}`, config.publicUrl), sent));
}

export function cookiesOf(response: Response): Headers {
  const headers = new Headers();
  for (const cookie of response.headers.getSetCookie()) headers.append('Set-Cookie', cookie);
  return headers;
}

/** The session's cookies, or why there is none: one answer for a wrong password and for no such account. */
export async function startSession(
  request: Request,
  credentials: { email: string; password: string },
): Promise<{ headers: Headers } | { refused: 'wrong' | 'too-many' }> {
  const response = await callAuth('/sign-in/email', request, credentials);
  if (response.ok) return { headers: cookiesOf(response) };
  return { refused: response.status === 429 ? 'too-many' : 'wrong' };
}

export async function endSession(request: Request): Promise<Headers> {
  return cookiesOf(await callAuth('/sign-out', request, {}));
}
