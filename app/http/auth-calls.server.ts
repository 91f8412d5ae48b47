import { auth } from '../auth.server.ts';
import { config } from '../config.server.ts';

/** A call of better-auth as over the network; without a body it is a GET. `cookie` stands for the request's own where it must not see all of them. */
export async function callAuth(
  path: string,
  request: Request,
  body?: object,
  cookie = request.headers.get('Cookie'),
): Promise<Response> {
  const headers = new Headers({ 'Content-Type': 'application/json', Origin: new URL(config.publicUrl).origin });
  if (cookie) headers.set('Cookie', cookie);
  for (const name of ['User-Agent', 'X-Client-Address']) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  const sent = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
  const response = await auth.handler(new Request(new URL(`/api/auth${path}`, config.publicUrl), sent));
  if (response.status >= 500) throw new Error(`better-auth answered ${response.status} to ${path}`);
  return response;
}

export function cookiesOf(response: Response): Headers {
  const headers = new Headers();
  for (const cookie of response.headers.getSetCookie()) headers.append('Set-Cookie', cookie);
  return headers;
}
