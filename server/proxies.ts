import { isIP } from 'node:net';
import type { Application, Request, RequestHandler } from 'express';

/** Where a request says which network address it came from: sign-in counts its tries by it. */
const CLIENT_ADDRESS_HEADER = 'x-client-address';

const FORWARDED = /^(forwarded|x-forwarded-.*|x-real-ip|x-request-id)$/;

/**
 * Heeds what proxies say of a request (its sender, scheme, host and number) where the proxy is one of `trusted`, addresses or ranges of
 * addresses; from anybody else it is forgotten. Ours alone is x-client-address: the right-most sender that is no trusted proxy.
 */
export function heedProxies(app: Application, trusted: readonly string[]): RequestHandler {
  app.set('trust proxy', trusted.length > 0 ? trusted : false);
  const isTrusted = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return (request, _response, next) => {
    if (!isTrusted(request.socket.remoteAddress ?? '', 0)) {
      for (const name of Object.keys(request.headers)) if (FORWARDED.test(name)) delete request.headers[name];
    }
    request.headers[CLIENT_ADDRESS_HEADER] = clientAddress(request);
    next();
  };
}

export function clientAddress(request: Request): string {
  const said = plainAddress(request.ip ?? '');
  return isIP(said) ? said : plainAddress(request.socket.remoteAddress ?? '');
}

/** Without the port that some proxies add, and without the IPv6 form of an IPv4 address. */
function plainAddress(address: string): string {
  const [, bracketed, withPort] = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/.exec(address) ?? [];
  return (bracketed ?? withPort ?? address).replace(/^::ffff:(?=\d+\.)/i, '');
}
