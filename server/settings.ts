import { isIP } from 'node:net';
import { isLogLevel } from '../app/log.server.ts';

export interface WebSettings {
  /** The address people use. */
  publicUrl: URL;
  /** Addresses, or ranges as 10.0.0.0/8, of the proxies whose word counts. */
  trustedProxies: readonly string[];
  hstsSubdomains: boolean;
  metrics?: { port: number; host: string };
}

/** What the environment says of the web server; an Error for whoever set it otherwise. `address` is the one people use. */
export function webSettings(environment: Partial<NodeJS.ProcessEnv>, address: string): WebSettings {
  const { LOG_LEVEL, TRUSTED_PROXIES = '', HSTS_SUBDOMAINS, METRICS_PORT, METRICS_HOST } = environment;
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new Error('PUBLIC_URL must be an address like https://market.example.gov.uk');
  }
  if (LOG_LEVEL && !isLogLevel(LOG_LEVEL)) {
    throw new Error('LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent');
  }
  const trustedProxies = TRUSTED_PROXIES.split(',').flatMap((entry) => entry.trim() || []);
  const odd = trustedProxies.find((entry) => !isRange(entry));
  if (odd !== undefined) {
    throw new Error(`TRUSTED_PROXIES must be addresses or ranges with commas between, like 10.0.0.0/8: not ${odd}`);
  }
  const port = Number(METRICS_PORT || 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('METRICS_PORT must be a number from 1 to 65535');
  return {
    publicUrl: new URL(address),
    trustedProxies,
    hstsSubdomains: HSTS_SUBDOMAINS === 'on',
    ...(port > 0 && { metrics: { port, host: METRICS_HOST || '127.0.0.1' } }),
  };
}

function isRange(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  // 0.0.0.0/0 would take everybody's word.
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}
