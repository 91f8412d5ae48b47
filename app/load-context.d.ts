import '@remix-run/node';
import type { RequestDetails } from './ui/request-details.ts';

declare module '@remix-run/node' {
  interface AppLoadContext extends RequestDetails {}
}
