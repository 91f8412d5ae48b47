import type { Server } from 'node:http';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type RequestHandler } from 'express';
import { log } from '../app/log.server.ts';
import { guardApi } from './api.ts';
import { capBody } from './body.ts';
import { capDownloads } from './downloads.ts';
import { keepOutOfCaches, sayWhatBrowsersMayDo } from './headers.ts';
import type { Metrics, PoolCount } from './metrics.ts';
import { refuseOtherHosts, refuseOtherMethods, refuseOtherSites } from './origin.ts';
import { answerWithPages } from './pages.ts';
import { heedProxies } from './proxies.ts';
import { answerFaults, logRequests, numberRequest, refuseOlderData } from './requests.ts';
import type { WebSettings } from './settings.ts';

/** Where the pages come from: the finished build, or Vite while developing. */
export interface Pages {
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Serves the browser's files. */
  assets: RequestHandler;
  /** Vite adds scripts and styles of its own. */
  development: boolean;
}

/** What app/entry.server.tsx exports besides the framework's. */
interface Entry {
  connections: { counts: () => PoolCount[]; close: () => Promise<void> };
}

const YEAR_SECONDS = 31_536_000;

/** A browser has so long to say what it wants, in milliseconds, and to read the next of what it is sent; a proxy may keep a connection for a minute. */
const HEADERS_MAY_TAKE = 20_000;
const REQUEST_MAY_TAKE = 60_000;
const SILENCE_MAY_TAKE = 60_000;
const KEEPS_CONNECTION = 65_000;

/** The finished build, from build/. */
export async function builtPages(root: URL): Promise<Pages> {
  const build = (await import(new URL('build/server/index.js', root).href)) as ServerBuild;
  const client = new URL('build/client/', root).pathname;
  const assets = express
    .Router()
    .use('/assets', express.static(`${client}assets`, { immutable: true, maxAge: YEAR_SECONDS * 1000, index: false }))
    .use(express.static(client, { maxAge: '1h', index: false }));
  return { build, assets, development: false };
}

/** Pages compiled as they are asked for, and again when a file changes. */
export async function developmentPages(): Promise<Pages> {
  const { createServer } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true } });
  return {
    build: async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild,
    assets: vite.middlewares,
    development: true,
  };
}

/** While developing it may change. */
export const currentBuild = ({ build }: Pages) => (typeof build === 'function' ? build() : build);

/** The connections that the pages hold to the database. */
export async function connectionsOf(pages: Pages): Promise<Entry['connections']> {
  const { entry } = await currentBuild(pages);
  return (entry.module as unknown as Entry).connections;
}

export function createWebApp(pages: Pages, settings: WebSettings, metrics?: Metrics, to = log): express.Express {
  const { publicUrl, trustedProxies, hstsSubdomains } = settings;
  const app = express();
  app.disable('x-powered-by');
  app.use(heedProxies(app, trustedProxies), numberRequest, logRequests(to, metrics?.countRequest));
  app.use(
    sayWhatBrowsersMayDo({
      secure: publicUrl.protocol === 'https:',
      hstsSubdomains,
      development: pages.development,
    }),
  );
  app.use(refuseOtherMethods, refuseOtherHosts(publicUrl), compression({ filter: mayCompress }));
  app.use(pages.assets);
  app.use(keepOutOfCaches, capBody, refuseOtherSites(publicUrl), guardApi, refuseOlderData);
  app.use(capDownloads());
  app.all(
    '*',
    answerWithPages(pages.build, ({ locals }) => ({
      nonce: locals.nonce,
      requestId: locals.requestId,
      unavailable: false,
    })),
  );
  app.use(answerFaults(to));
  return app;
}

/** The length of a compressed page tells what it holds to another site that can have it asked for again and again (BREACH). */
const mayCompress: compression.CompressionFilter = (request, response) =>
  request.method !== 'POST' &&
  !/^(cross|same)-site$/.test(String(request.headers['sec-fetch-site'])) &&
  compression.filter(request, response);

export function listen(app: express.Express, port: number, host: string): Promise<Server> {
  return new Promise((done, fail) => {
    const server = app.listen(port, host, () => done(server));
    server.headersTimeout = HEADERS_MAY_TAKE;
    server.requestTimeout = REQUEST_MAY_TAKE;
    server.keepAliveTimeout = KEEPS_CONNECTION;
    server.timeout = SILENCE_MAY_TAKE;
    server.once('error', fail);
  });
}
