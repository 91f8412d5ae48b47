import type { Server } from 'node:http';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type RequestHandler } from 'express';
import { guardApi } from './api.ts';
import { answerUnreadable, capBody, nameClient, refuseOtherSites, sayWhatBrowsersMayDo } from './guards.ts';

/** Where the pages come from: the finished build, or Vite while developing. */
export interface Pages {
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Serves the browser's files. */
  assets: RequestHandler;
}

const YEAR_SECONDS = 31_536_000;

/** The finished build, from build/. */
export async function builtPages(root: URL): Promise<Pages> {
  const build = (await import(new URL('build/server/index.js', root).href)) as ServerBuild;
  const client = new URL('build/client/', root).pathname;
  const assets = express
    .Router()
    .use('/assets', express.static(`${client}assets`, { immutable: true, maxAge: YEAR_SECONDS * 1000, index: false }))
    .use(express.static(client, { maxAge: '1h', index: false }));
  return { build, assets };
}

/** Pages compiled as they are asked for, and again when a file changes. */
export async function developmentPages(): Promise<Pages> {
  const { createServer } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true } });
  return {
    build: async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild,
    assets: vite.middlewares,
  };
}

/** `publicUrl` is the address people use. */
export function createWebApp(pages: Pages, publicUrl: string): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(compression());
  app.use(pages.assets);
  app.use(sayWhatBrowsersMayDo, capBody, refuseOtherSites(publicUrl), nameClient);
  app.use(guardApi);
  app.all('*', createRequestHandler({ build: pages.build }));
  app.use(answerUnreadable);
  return app;
}

export function listen(app: express.Express, port: number, host: string): Promise<Server> {
  return new Promise((done, fail) => {
    const server = app.listen(port, host, () => done(server));
    server.once('error', fail);
  });
}
