import { createCookie, redirect } from '@remix-run/node';
import { config } from '../config.server.ts';

const cookie = createCookie(`${config.cookiePrefix}sufficiency-market.notice`, {
  httpOnly: true,
  sameSite: 'lax',
  path: '/',
  maxAge: 60,
  secure: config.isSecure,
  secrets: [config.authSecret],
});

/** After a change: on to `address`, where the page says what changed. */
export async function redirectWithNotice(address: string, notice: string): Promise<Response> {
  return redirect(address, { headers: { 'Set-Cookie': await cookie.serialize(notice) } });
}

/** The notice to show once, with the header that forgets it. */
export async function takeNotice(request: Request): Promise<{ notice: string | null; headers: Headers }> {
  const notice: unknown = await cookie.parse(request.headers.get('Cookie'));
  const headers = new Headers();
  if (typeof notice !== 'string') return { notice: null, headers };
  headers.append('Set-Cookie', await cookie.serialize('', { maxAge: 0 }));
  return { notice, headers };
}
