import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import type { ServerBuild } from '@remix-run/node';
import { createLog } from '../app/log.server.ts';
import { openDatabase, openLogins } from '../commands/support/database.ts';
import { keptSecret } from '../commands/support/secrets.ts';
import { webSettings } from '../server/settings.ts';
import { builtPages, connectionsOf, createWebApp, listen, type Pages } from '../server/web.ts';
import { expect, test } from './support/test.ts';

const KINDS: Record<string, [path: string, status: number]> = {
  'a page': ['/', 200],
  'a page that leads elsewhere': ['/home', 302],
  'a page that is not there': ['/no-such-page', 404],
  'a file': ['/favicon.svg', 200],
  'robots.txt': ['/robots.txt', 200],
  'a file that is not there': ['/assets/no-such-file.js', 404],
  'the healthcheck': ['/healthcheck', 200],
  'data for a script': ['/providers.data', 200],
  'what a script asks about pages': ['/__manifest?p=/', 204],
  'an address that cannot be decoded': ['/%ff', 400],
};

for (const [kind, [path, status]] of Object.entries(KINDS)) {
  test(`${kind} says what browsers may do with it`, async ({ request }) => {
    const response = await request.get(path, { maxRedirects: 0 });
    const headers = response.headers();
    expect(response.status()).toBe(status);
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers['permissions-policy']).toContain('geolocation=()');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    // Nobody comes over https here.
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('x-powered-by');
  });
}

test('a style sheet and a font are kept, and open to our pages alone', async ({ page, request }) => {
  await page.goto('/');
  const sheet = await page.locator('link[rel=stylesheet]').getAttribute('href');
  const headers = (await request.get(sheet ?? '')).headers();
  expect(headers['cache-control']).toContain('immutable');
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
});

test('a script, a handler and a style that got into a page do nothing, and the browser says so', async ({ page }) => {
  const answers = page.waitForResponse((response) => new URL(response.url()).pathname === '/privacy');
  await page.route('**/privacy', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(
      '<h1',
      `<script>document.title = 'taken'</script><script nonce="guess">document.title = 'taken'</script>
      <img src="data:," onerror="document.title = 'taken'"><base href="https://evil.example/">
      <p id="styled" style="position: fixed">styled</p><h1`,
    );
    await route.fulfill({ response, body });
  });
  const violations: string[] = [];
  page.on('console', (message) => void violations.push(message.text()));
  await page.goto('/privacy');
  await answers;
  await expect.poll(() => violations.filter((text) => text.includes('script-src')).length).toBeGreaterThanOrEqual(3);
  await expect.poll(() => violations.some((text) => text.includes('style-src'))).toBe(true);
  expect(await page.title()).not.toBe('taken');
  expect(await page.evaluate(() => document.baseURI)).toBe(page.url());
  expect(await page.locator('#styled').evaluate((element) => getComputedStyle(element).position)).toBe('static');
});

test('no page of ours breaks its own policy', async ({ page, signInAs }) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(`${page.url()}: ${message.text()}`);
  });
  const visit = async (who: string, paths: string[]) => {
    await signInAs(who);
    for (const path of paths) await page.goto(path);
  };
  await page.goto('/sign-in');
  await visit('manager@orchardine.example', ['/home', '/vacancies', '/vacancies/new', '/price-schedules']);
  await visit('broker@kent.example', ['/search?type=fostering&age=9&gender=female&postcode=TN24']);
  await visit('commissioner@kent.example', [
    '/cost-comparison',
    '/cost-comparison/spot-and-framework',
    '/cost-comparison/variance',
    '/market-position-statements/new',
  ]);
  expect(violations).toEqual([]);
});

test('a page that another site had us make is not compressed: its length would tell', async ({ request }) => {
  const encodingFor = async (site: string) =>
    (await request.get('/providers', { headers: { 'Sec-Fetch-Site': site } })).headers()['content-encoding'];
  expect(await encodingFor('none')).toBeTruthy();
  expect(await encodingFor('same-origin')).toBeTruthy();
  expect(await encodingFor('same-site')).toBeUndefined();
  expect(await encodingFor('cross-site')).toBeUndefined();
});

test.describe('a page with script', () => {
  test.skip(() => !process.env.E2E_MAIL, 'needs the portal of this run');
  let server: Server;
  let address = '';
  let close: () => Promise<void>;

  // The portal's own build on its own database, with a handle that no page has yet.
  test.beforeAll(async () => {
    const data = dirname(process.env.E2E_MAIL ?? '');
    process.env.DATA_DIR = data;
    const database = await openDatabase();
    const logins = await openLogins(database.connectionString, data);
    Object.assign(process.env, {
      APP_DATABASE_URL: logins.app,
      IDENTITY_DATABASE_URL: logins.identity,
      WORKER_DATABASE_URL: logins.worker,
      AUTH_SECRET: keptSecret(`${data}/auth-secret`),
      PUBLIC_URL: 'http://localhost',
      NODE_ENV: 'production',
    });
    const pages = await builtPages(new URL('../', import.meta.url));
    const app = createWebApp(
      withScript(pages, 'routes/privacy'),
      webSettings({}, 'http://localhost'),
      undefined,
      createLog(undefined, 'silent'),
    );
    server = await listen(app, 0, '127.0.0.1');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = (await connectionsOf(pages)).close;
  });
  test.afterAll(async () => {
    server?.close();
    server?.closeAllConnections();
    await close?.();
  });

  test('runs it, by the nonce of its own answer', async ({ page }) => {
    const violations: string[] = [];
    page.on('console', (message) => void violations.push(message.text()));
    const response = await page.goto(`${address}/privacy`);
    const [, nonce] = /'nonce-([^']+)'/.exec(response?.headers()['content-security-policy'] ?? '') ?? [];
    const html = (await response?.text()) ?? '';
    const scripts = html.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    // React has taken the page over: the entry and all that it loads did run.
    await expect
      .poll(() => page.evaluate(() => Object.keys(document.body).some((key) => key.startsWith('__react'))))
      .toBe(true);
    expect(violations.filter((text) => /content security policy/i.test(text))).toEqual([]);
    // It is on the tags alone, not in the data that the script is given.
    expect(html.replaceAll(`nonce="${nonce}"`, '')).not.toContain(nonce);
  });
});

/** The pages as built, but that one of them asks for script. */
function withScript(pages: Pages, id: string): Pages {
  const build = pages.build as ServerBuild;
  const route = build.routes[id];
  if (!route) throw new Error(`No route ${id}`);
  const scripted = { ...route, module: { ...route.module, handle: { script: true } } };
  return { ...pages, build: { ...build, routes: { ...build.routes, [id]: scripted } } };
}
