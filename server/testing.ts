import { once } from 'node:events';
import { request as ask, type IncomingHttpHeaders, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ActionFunctionArgs, ServerBuild } from '@remix-run/node';
import { createLog } from '../app/log.server.ts';
import type { Metrics } from './metrics.ts';
import { webSettings } from './settings.ts';
import { createWebApp, listen } from './web.ts';

type Answer = (args: ActionFunctionArgs) => Response | Promise<Response>;

export interface Said {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface TestPortal {
  server: Server;
  port: number;
  /** The lines of the log so far. */
  log: string[];
  ask: (path: string, options?: { method?: string; headers?: OutgoingHttpHeaders; body?: string }) => Promise<Said>;
}

/** The web server as it is started, but for its pages: `answer` is at every address. */
export async function startTestPortal(
  answer: Answer,
  {
    publicUrl = 'https://market.example',
    metrics,
    ...environment
  }: {
    publicUrl?: string;
    metrics?: Metrics;
    TRUSTED_PROXIES?: string;
    HSTS_SUBDOMAINS?: string;
  } = {},
): Promise<TestPortal> {
  const log: string[] = [];
  const app = createWebApp(
    { build: buildOf(answer), assets: (_request, _response, next) => next(), development: false },
    webSettings(environment, publicUrl),
    metrics,
    createLog({ write: (line) => void log.push(line) }, 'info'),
  );
  const server = await listen(app, 0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  const host = new URL(publicUrl).host;
  return {
    server,
    port,
    log,
    ask: (path, options = {}) => askServer(port, path, { ...options, headers: { Host: host, ...options.headers } }),
  };
}

/** One request, by a connection of its own; unlike fetch it says any Host. */
export async function askServer(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body = '' }: { method?: string; headers?: OutgoingHttpHeaders; body?: string } = {},
): Promise<Said> {
  const length = body ? { 'Content-Length': Buffer.byteLength(body) } : {};
  const request = ask({ port, host: '127.0.0.1', path, method, headers: { ...length, ...headers }, agent: false });
  request.end(body);
  const [response] = await once(request, 'response');
  let said = '';
  for await (const chunk of response) said += chunk;
  return { status: response.statusCode, headers: response.headers, body: said };
}

/** The framework's build, with one route for every address. */
function buildOf(answer: Answer): ServerBuild {
  const route = { id: 'all', parentId: 'root', path: '*', module: { loader: answer, action: answer } };
  const root = { id: 'root', path: '', module: { default: () => null } };
  const entry = { module: { default: () => new Response(), handleError: () => {} } };
  const assets = { entry: { imports: [], module: '' }, routes: {}, url: '', version: '' };
  return {
    entry,
    routes: { root, all: route },
    assets,
    future: { v3_singleFetch: true },
    mode: 'production',
    isSpaMode: false,
    publicPath: '/',
    assetsBuildDirectory: '',
  } as unknown as ServerBuild;
}
