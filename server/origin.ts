import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { isApi } from './api.ts';
import { refuse } from './refusal.ts';

/** Asked by what watches the portal, by whatever name or number it knows. */
const HEALTHCHECK = '/healthcheck';

const READING = ['GET', 'HEAD'];
const PAGE_METHODS = [...READING, 'POST'];

/** The API takes more, and refuses in its own words: guardApi. */
export const refuseOtherMethods: RequestHandler = (request, response, next) => {
  if (PAGE_METHODS.includes(request.method) || isApi(request)) return next();
  response.set('Allow', PAGE_METHODS.join(', '));
  refuse(request, response, 405, 'This cannot be asked of this address');
};

/**
 * Answers under our own name alone, so that a name of another's that leads to this machine (DNS rebinding, a stale proxy) is no site of ours.
 * With an https address that is its host. Without, on one's own machine or network, localhost and numbers are ours too: nobody else can
 * own those names.
 */
export function refuseOtherHosts(publicUrl: URL): RequestHandler {
  return (request, response, next) => {
    if (request.path === HEALTHCHECK || isOurs(hostOf(request), publicUrl)) return next();
    refuse(request, response, 421, `This portal is at ${publicUrl.origin}: go there, or have PUBLIC_URL say otherwise`);
  };
}

/**
 * A change comes from a page of ours: a browser says so in Origin, and newer ones in Sec-Fetch-Site. A request that says neither, or that a
 * neighbour below the same domain sent, is refused. Then makes the request look as if it had been sent to `publicUrl` itself, whichever
 * name of ours it came by: what follows knows one address. The API takes no cookie for an identity, so nobody can be made to ask it by
 * another site.
 */
export function refuseOtherSites(publicUrl: URL): RequestHandler {
  return (request, response, next) => {
    if (!READING.includes(request.method) && !isApi(request)) {
      if (!isFromHere(request, publicUrl)) {
        return refuse(request, response, 403, 'Send this from a page of this portal');
      }
      request.headers.origin = publicUrl.origin;
    }
    request.headers.host = publicUrl.host;
    delete request.headers['x-forwarded-host'];
    next();
  };
}

function isFromHere(request: Request, publicUrl: URL): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site === 'cross-site' || site === 'same-site') return false;
  if (origin === publicUrl.origin) return true;
  // By another name of ours, which an https address does not have; the healthcheck, asked by any, takes no changes.
  const host = hostOf(request);
  return isOurs(host, publicUrl) && origin === `${publicUrl.protocol}//${host}`;
}

function isOurs(host: string, publicUrl: URL): boolean {
  if (host === publicUrl.host) return true;
  if (publicUrl.protocol === 'https:' || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}

/** With its port, in lower case. What a proxy says counts only where it is trusted: see heedProxies. */
function hostOf(request: Request): string {
  const forwarded = request.get('X-Forwarded-Host')?.split(',')[0]?.trim();
  return (forwarded || request.headers.host || '').toLowerCase();
}
