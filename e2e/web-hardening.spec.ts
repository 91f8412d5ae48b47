import { draftSchedule } from './support/draft-schedule.ts';
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

test('a page with script runs it, by the nonce of its own answer', async ({ page, signInAs }) => {
  await signInAs('bids@wrenfield.example');
  const address = `${await draftSchedule(page)}/edit`;
  const violations: string[] = [];
  page.on('console', (message) => void violations.push(message.text()));
  const response = await page.goto(address);
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
