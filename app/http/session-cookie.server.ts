import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse } from 'cookie';
import { auth } from '../auth.server.ts';
import { config } from '../config.server.ts';

/** The token of the session that a request shows, where the cookie is one that we signed; null otherwise. */
export async function sessionTokenOf(request: Request): Promise<string | null> {
  const { authCookies } = await auth.$context;
  const value = parse(request.headers.get('Cookie') ?? '')[authCookies.sessionToken.name];
  const [, token, signature] = /^([^.]+)\.([^.]+)$/.exec(value ?? '') ?? [];
  if (!token || !signature) return null;
  const given = Buffer.from(signature, 'base64');
  const ours = createHmac('sha256', config.authSecret).update(token).digest();
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : null;
}
