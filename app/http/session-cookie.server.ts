import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse } from 'cookie';
import { auth } from '../auth.server.ts';
import { config } from '../config.server.ts';

/** The token of the session that a request shows, where the cookie is one that we signed; null otherwise. */
export async function sessionTokenOf(request: Request): Promise<string | null> {
  const { authCookies } = await auth.$context;
  return signedCookieOf(request, authCookies.sessionToken.name);
}

/** What a cookie of better-auth's says, where it is one that we signed; null otherwise. */
export function signedCookieOf(request: Request, name: string): string | null {
  const value = parse(request.headers.get('Cookie') ?? '')[name];
  const [, content, signature] = /^([^.]+)\.([^.]+)$/.exec(value ?? '') ?? [];
  if (!content || !signature) return null;
  const given = Buffer.from(signature, 'base64');
  const ours = createHmac('sha256', config.authSecret).update(content).digest();
  return given.length === ours.length && timingSafeEqual(given, ours) ? content : null;
}
