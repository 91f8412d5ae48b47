import { createServer, type RequestListener, type Server } from 'node:http';
import { matchRoutes } from '@remix-run/react';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { METHODS } from './api.ts';
import type { Answered } from './requests.ts';

/** How many connections to the database a pool has. */
export interface PoolCount {
  pool: string;
  open: number;
  idle: number;
  waiting: number;
}

/** A route as the build lists it. */
export interface BuiltRoute {
  id: string;
  parentId?: string | undefined;
  path?: string | undefined;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export class Metrics {
  readonly registry = new Registry();
  readonly #durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  #patterns: { path: string }[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Requests are counted by the route's pattern: an address itself would make a series of each record, and tell of it. */
  knowRoutes(routes: Record<string, BuiltRoute | undefined>): void {
    const fullPath = (route: BuiltRoute): string => {
      const parent = route.parentId ? routes[route.parentId] : undefined;
      return [parent && fullPath(parent), route.path].filter(Boolean).join('/');
    };
    this.#patterns = Object.values(routes).flatMap((route) =>
      route?.parentId ? [{ path: `/${fullPath(route)}` }] : [],
    );
  }

  countRequest = ({ method, path, status, seconds }: Answered): void => {
    const labels = {
      method: METHODS.has(method) ? method : 'other',
      route: this.#routeOf(path),
      status: status === 0 ? 'left' : `${Math.floor(status / 100)}xx`,
    };
    this.#durations.observe(labels, seconds);
  };

  countConnections(counts: () => PoolCount[]): void {
    new Gauge({
      name: 'database_connections',
      help: 'Connections to the database, and requests that wait for one',
      labelNames: ['pool', 'state'],
      registers: [this.registry],
      collect() {
        for (const { pool, open, idle, waiting } of counts()) {
          this.set({ pool, state: 'used' }, open - idle);
          this.set({ pool, state: 'idle' }, idle);
          this.set({ pool, state: 'waiting' }, waiting);
        }
      },
    });
  }

  #routeOf(path: string): string {
    if (path.startsWith('/assets/')) return '/assets/*';
    if (!isReadable(path)) return 'none';
    return matchRoutes(this.#patterns, path.replace(/\.data$/, ''))?.at(-1)?.route.path ?? 'none';
  }
}

/** The router says so on the console where an address cannot be decoded. */
function isReadable(path: string): boolean {
  try {
    decodeURI(path);
    return true;
  } catch {
    return false;
  }
}

/** A port of its own, so that no proxy in front of the portal leads to it by mistake. */
export function listenForMetrics({ registry }: Metrics, port: number, host: string): Promise<Server> {
  const answer: RequestListener = async (request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': registry.contentType }).end(await registry.metrics());
  };
  const server = createServer(answer);
  return new Promise((done, fail) => {
    server.listen(port, host, () => done(server));
    server.once('error', fail);
  });
}
