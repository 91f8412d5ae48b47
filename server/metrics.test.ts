import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenForMetrics, Metrics } from './metrics.ts';
import { askServer, startTestPortal, type TestPortal } from './testing.ts';

const metrics = new Metrics();
metrics.knowRoutes({
  root: { id: 'root', path: '' },
  index: { id: 'index', parentId: 'root' },
  vacancy: { id: 'vacancy', parentId: 'root', path: 'vacancies/:vacancyId' },
  newVacancy: { id: 'newVacancy', parentId: 'root', path: 'vacancies/new' },
  account: { id: 'account', parentId: 'root', path: 'account' },
  password: { id: 'password', parentId: 'account', path: 'password' },
});
metrics.countConnections(() => [{ pool: 'app', open: 5, idle: 2, waiting: 1 }]);

let portal: TestPortal;
let aside: Server;
beforeAll(async () => {
  portal = await startTestPortal(
    ({ request }) => new Response(null, { status: request.url.endsWith('/metrics') ? 404 : 200 }),
    { metrics },
  );
  aside = await listenForMetrics(metrics, 0, '127.0.0.1');
});
afterAll(() => {
  portal.server.close();
  aside.close();
});

const asideAnswers = (path: string) => askServer((aside.address() as AddressInfo).port, path);

test.each([
  ['/', '/', 'GET'],
  ['/vacancies/019f0000-0000-7000-8000-000000000002', '/vacancies/:vacancyId', 'GET'],
  ['/vacancies/019f0000-0000-7000-8000-000000000003.data', '/vacancies/:vacancyId', 'GET'],
  ['/vacancies/new', '/vacancies/new', 'GET'],
  ['/account/password', '/account/password', 'GET'],
  ['/no/such/page', 'none', 'GET'],
  ['/%ff', 'none', 'GET'],
  ['/vacancies/new', '/vacancies/new', 'PROPFIND'],
])('%s is counted as %s', async (path, route, method) => {
  const labels = [`route="${route}"`, `method="${method === 'GET' ? 'GET' : 'other'}"`];
  const counted = async () => {
    const text = await metrics.registry.getSingleMetricAsString('http_request_duration_seconds');
    const series = text.split('\n').filter((line) => line.includes('_count{'));
    return series.filter((line) => labels.every((label) => line.includes(label))).join('\n');
  };
  const before = await counted();
  await portal.ask(path, { method });
  await expect.poll(counted).not.toBe(before);
});

test('they are told on their own port, without an address that was asked; on the portal’s they are no page', async () => {
  const { status, body, headers } = await asideAnswers('/metrics');
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/plain');
  expect(body).toContain('process_cpu_seconds_total');
  expect(body).toContain('database_connections{pool="app",state="used"} 3');
  expect(body).toContain('database_connections{pool="app",state="waiting"} 1');
  expect(body).not.toContain('019f0000');
  expect((await asideAnswers('/')).status).toBe(404);
  expect((await portal.ask('/metrics')).body).not.toContain('process_cpu');
});
