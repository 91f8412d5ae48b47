import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';

const NONCE_BYTES = 16;
const YEAR_SECONDS = 31_536_000;

/** What no page of ours asks a browser for. */
const REFUSED_FEATURES = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

export interface HeaderSettings {
  /** People come over https: a browser is told to come no other way. */
  secure: boolean;
  /** And to no host below ours: those must all have https then. */
  hstsSubdomains: boolean;
  /** Vite adds scripts and styles of its own to pages. */
  development: boolean;
}

/**
 * What goes with every answer, files and errors included. The nonce of the answer's scripts is left in `response.locals.nonce`; nothing
 * else may run, wherever it stands in the page.
 */
export function sayWhatBrowsersMayDo({ secure, hstsSubdomains, development }: HeaderSettings): RequestHandler {
  const fixed = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': REFUSED_FEATURES.map((feature) => `${feature}=()`).join(', '),
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...(secure && {
      'Strict-Transport-Security': `max-age=${YEAR_SECONDS}${hstsSubdomains ? '; includeSubDomains' : ''}`,
    }),
  };
  return (_request, response, next) => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    response.locals.nonce = nonce;
    response.set(fixed);
    response.set(
      'Content-Security-Policy',
      development ? DEVELOPMENT_POLICY : contentSecurityPolicy({ script: `'nonce-${nonce}' 'strict-dynamic'` }),
    );
    next();
  };
}

/** Pages hold prices and needs: no cache keeps them. Files say for themselves how long they are good. */
export const keepOutOfCaches: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'private, no-store');
  next();
};

/** Style attributes are refused as well: `style-src` names files of ours alone. */
export function contentSecurityPolicy({ script = "'none'", style = "'self'", connect = "'self'" }): string {
  return [
    "default-src 'none'",
    `script-src ${script}`,
    `style-src ${style}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}

const DEVELOPMENT_POLICY = contentSecurityPolicy({
  script: "'self' 'unsafe-inline'",
  style: "'self' 'unsafe-inline'",
  connect: "'self' ws:",
});
