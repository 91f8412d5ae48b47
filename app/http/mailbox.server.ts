import { config } from '../config.server.ts';
import { isLoopback } from '../lib/loopback.ts';

/**
 * The folder of the development mailbox; undefined where there is none. It is shown only to who asks for this machine by name as well:
 * not through a proxy on it, nor to another site's script that has its name lead here.
 */
export function mailboxFor(request: Request): string | undefined {
  return isLoopback(new URL(request.url).hostname) ? config.mailboxFolder : undefined;
}
