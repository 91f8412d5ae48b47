import type { APIResponse, Page } from '@playwright/test';
import { Me } from '../app/api/me-resource.ts';
import { Problem } from '../app/api/problem.ts';
import { VacancyPage } from '../app/api/vacancy-resource.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

const BROKER = 'broker@kent.example';
const SEARCH = 'type=fostering&age=9&gender=female&postcode=TN24&radius=any&needs=autism';
const VACANCIES = `/api/v1/vacancies?${SEARCH}`;
const READ = 'Read what you can see';

/** Creates a token on the page, as whoever is signed in, and returns it. */
async function makeToken(page: Page, name: string, scope = READ): Promise<string> {
  await page.goto('/account/api-tokens');
  await page.getByLabel('Name').fill(name);
  if (scope !== READ) await page.getByLabel(READ).uncheck();
  await page.getByLabel(scope).check();
  await page.getByLabel('30 days').check();
  await page.getByRole('button', { name: 'Create token' }).click();
  return page.getByRole('status').locator('code').innerText();
}

const ask = (page: Page, path: string, token: string) =>
  page.request.get(path, { headers: { Authorization: `Bearer ${token}` }, maxRedirects: 0 });

async function expectProblem(response: APIResponse, status: number): Promise<Problem> {
  expect(response.status(), response.url()).toBe(status);
  expect(response.headers()['content-type']).toContain('application/problem+json');
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(status);
  if (status === 401) expect(response.headers()['www-authenticate']).toMatch(/^Bearer /);
  return problem;
}

test('@phone a token is shown once, asks the API in its person’s name, and is refused once revoked', async ({
  page,
  signInAs,
}, testInfo) => {
  await signInAs(BROKER);
  const name = `Case system ${testInfo.testId} ${testInfo.project.name}`;
  const token = await makeToken(page, name);
  expect(token).toMatch(/^sm_[\w-]{43}$/);
  expect(page.url()).not.toContain(token);
  for (const { value } of await page.context().cookies()) expect(decodeURIComponent(value)).not.toContain(token);

  const me = await ask(page, '/api/v1/me', token);
  expect(me.headers()['cache-control']).toBe('private, no-store');
  expect(me.headers()['access-control-allow-origin']).toBeUndefined();
  expect(Me.parse(await me.json())).toMatchObject({
    person: { email: BROKER },
    organisation: { kind: 'authority' },
    roles: ['broker'],
    token: { name, scopes: ['read'] },
  });

  await page.goto('/account/api-tokens');
  expect(await page.content()).not.toContain(token.slice(3, -4));
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('today');
  await expect(row).toContainText(`…${token.slice(-4)}`);
  await row.getByText('Revoke', { exact: false }).first().click();
  await row.getByRole('button', { name: 'Revoke token' }).click();
  await expect(page.getByRole('status')).toContainText(`Token “${name}” revoked`);
  await expect(row).toContainText('Revoked');
  await expectProblem(await ask(page, '/api/v1/me', token), 401);
});

test('reloading the page of a new token makes no second one, and does not show it again', async ({
  page,
  signInAs,
}, testInfo) => {
  await signInAs('commissioner@kent.example');
  const name = `Reloaded ${testInfo.testId}`;
  await page.goto('/account/api-tokens');
  const key = (await page.locator('input[name=key]').getAttribute('value')) ?? '';
  const send = (days: string) =>
    page.request.post('/account/api-tokens', {
      form: { key, name, scopes: 'read', days, intent: 'create' },
      headers: { Origin: new URL(page.url()).origin },
    });
  expect(await (await send('30')).text()).toMatch(/sm_[\w-]{43}/);
  const again = await send('30');
  expect(again.status()).toBe(200);
  expect(await again.text()).not.toMatch(/sm_[\w-]{43}/);
  expect(await again.text()).toContain('This form was sent before');
  const other = await send('90');
  expect(other.status()).toBe(409);
  await page.goto('/account/api-tokens');
  await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(1);
});

test('a form that is not complete says so beside its fields', async ({ page, signInAs }) => {
  await signInAs(BROKER);
  await page.goto('/account/api-tokens');
  await page.getByLabel(READ).uncheck();
  await page.getByRole('button', { name: 'Create token' }).click();
  await expect(page.getByRole('alert').getByRole('link')).toHaveText([
    'Enter a name for the token',
    'Choose what programs may do with the token',
  ]);
});

test('an administrator sees and revokes everybody’s tokens of the organisation; nobody else does', async ({
  page,
  signInAs,
}, testInfo) => {
  const name = `Of the manager ${testInfo.testId}`;
  await signInAs('manager@orchardine.example');
  const token = await makeToken(page, name);
  for (const other of ['bids@orchardine.example', 'admin@kent.example']) {
    await signInAs(other);
    await page.goto('/account/api-tokens');
    await expect(page.getByText(name)).toHaveCount(0);
  }
  await signInAs('admin@orchardine.example');
  await page.goto('/account/api-tokens');
  const row = page.getByRole('row').filter({ hasText: name });
  const id = (await row.locator('input[name=token]').getAttribute('value')) ?? '';
  const headers = { Origin: new URL(page.url()).origin };
  const form = { intent: 'revoke', token: id };
  for (const [who, status] of [
    ['bids@orchardine.example', 404],
    ['admin@kent.example', 404],
  ] as const) {
    await signInAs(who);
    expect((await page.request.post('/account/api-tokens', { form, headers })).status()).toBe(status);
  }
  expect((await ask(page, '/api/v1/me', token)).status()).toBe(200);
  await signInAs('admin@orchardine.example');
  expect((await page.request.post('/account/api-tokens', { form, headers })).status()).toBe(200);
  await expectProblem(await ask(page, '/api/v1/me', token), 401);
});

test('the search of the API finds what the page finds, page by page', async ({ page, signInAs }) => {
  await signInAs(BROKER);
  const token = await makeToken(page, 'Search');
  for (const order of ['distance', 'price', 'match']) {
    const response = await ask(page, `${VACANCIES}&sort=${order}`, token);
    const found = VacancyPage.parse(await response.json());
    await page.goto(`/search?${SEARCH}&sort=${order}`);
    const places = page.locator('section[aria-labelledby=results-title] > ol > li');
    const links = await places.getByRole('heading').getByRole('link').all();
    const shown = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(found.vacancies.map(({ id }) => `/vacancies/${id}`)).toEqual(shown);
    for (const [index, vacancy] of found.vacancies.entries()) {
      const place = places.nth(index);
      await expect(place).toContainText(vacancy.provider.name);
      await expect(place).toContainText(`${vacancy.miles.toFixed(1)} miles`);
      const best = vacancy.quotes[0]?.weeklyPence ?? vacancy.spotWeeklyPence;
      if (best !== null) await expect(place).toContainText(`£${(best / 100).toLocaleString('en-GB')}`);
    }
    for (const { breakdown, weeklyPence, weeks, totalPence } of found.vacancies.flatMap(({ quotes }) => quotes)) {
      expect(breakdown.reduce((sum, part) => sum + part.weeklyPence, 0)).toBe(weeklyPence);
      expect(weeks * weeklyPence).toBe(totalPence);
    }
    expect(found.links.prev).toBeNull();
    const second = VacancyPage.parse(await (await ask(page, found.links.next ?? '', token)).json());
    expect(second.page).toBe(2);
    expect(second.links.prev).toContain('page=1');
    const first = new Set(found.vacancies.map(({ id }) => id));
    expect(second.vacancies.filter(({ id }) => first.has(id))).toEqual([]);
  }
});

test('a token sees what its person sees: no framework prices of others, no search for providers', async ({
  page,
  signInAs,
}) => {
  await signInAs(BROKER);
  const kent = await (await ask(page, VACANCIES, await makeToken(page, 'Kent'))).text();
  expect(kent).toContain('scheduleId');
  await signInAs('broker@medway.example');
  const medway = VacancyPage.parse(await (await ask(page, VACANCIES, await makeToken(page, 'Medway'))).json());
  expect(medway.vacancies.length).toBeGreaterThan(0);
  expect(medway.vacancies.flatMap(({ quotes, withheld }) => [...quotes, ...withheld])).toEqual([]);
  for (const who of ['manager@orchardine.example', 'finance@kent.example']) {
    await signInAs(who);
    const { type } = await expectProblem(await ask(page, VACANCIES, await makeToken(page, who)), 403);
    expect(type).toMatch(/:forbidden$/);
  }
});

test('a token without the scope is refused, and told which one it needs', async ({ page, signInAs }) => {
  await signInAs(BROKER);
  const token = await makeToken(page, 'Writes alone', 'Change what you can change');
  const refused = await ask(page, '/api/v1/me', token);
  expect((await expectProblem(refused, 403)).type).toMatch(/:insufficient-scope$/);
  expect(refused.headers()['www-authenticate']).toContain('scope="read"');
});

test('nothing but a token says who asks: a session is nobody here, and a token is itself beside one', async ({
  page,
  signInAs,
}) => {
  await signInAs(BROKER);
  const token = await makeToken(page, 'Beside another session');
  for (const path of ['/api/v1/me', VACANCIES]) {
    await expectProblem(await page.request.get(path), 401);
    await expectProblem(await page.request.get(`${path}${path.includes('?') ? '&' : '?'}access_token=${token}`), 401);
  }
  await signInAs('manager@orchardine.example');
  expect(Me.parse(await (await ask(page, '/api/v1/me', token)).json()).person.email).toBe(BROKER);
  const page1 = await page.request.get('/home', { headers: { Authorization: `Bearer ${token}` } });
  expect(await page1.text()).not.toContain('Kent County Council');
});

const BAD_TOKENS = [
  '',
  'Bearer',
  'Bearer ',
  'Bearer sm_',
  `Bearer sm_${'a'.repeat(43)}`,
  `Bearer sm_${'a'.repeat(44)}`,
  `Bearer sm_${'é'.repeat(43)}`,
  `Basic ${Buffer.from('a:b').toString('base64')}`,
  `Bearer ${'x'.repeat(9000)}`,
  "Bearer sm_'; drop table api_tokens; --",
  'Bearer __proto__',
];

test('whatever is shown instead of a token is refused as no token', async ({ page }) => {
  for (const Authorization of BAD_TOKENS) {
    const header = Buffer.from(Authorization).toString('latin1');
    await expectProblem(await page.request.get('/api/v1/me', { headers: { Authorization: header } }), 401);
  }
  const huge = await page.request.get('/api/v1/me', { headers: { Authorization: `Bearer ${'x'.repeat(60_000)}` } });
  expect(huge.status()).toBe(431);
});

test('every refusal is a problem: methods, addresses, cross-site requests', async ({ page, signInAs }) => {
  await signInAs(BROKER);
  const token = await makeToken(page, 'Refusals');
  const headers = { Authorization: `Bearer ${token}` };
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE']) {
    for (const path of ['/api/v1/me', '/api/v1/vacancies', '/api/v1/openapi.json']) {
      const refused = await page.request.fetch(path, { method, headers });
      await expectProblem(refused, 405);
      expect(refused.headers().allow).toBe('GET, HEAD, OPTIONS');
    }
  }
  for (const path of [
    '/api/v1',
    '/api/v1/',
    '/api/v1/nothing',
    '/api/v1/me/more',
    '/api/v1/%ff',
    '/api/v1/__proto__',
  ]) {
    await expectProblem(await page.request.get(path, { headers }), 404);
    await expectProblem(await page.request.post(`${path === '/api/v1' ? '/api/v1/' : path}`, { headers }), 404);
  }
  for (const path of ['/api/v1/me.data', '/api/v1/me?_data=root', '/api/v1/openapi.json.data']) {
    const refused = await page.request.get(path, { headers });
    await expectProblem(refused, 404);
    expect(await refused.text()).not.toContain('Kent');
  }
  const head = await page.request.head('/api/v1/me', { headers });
  expect([head.status(), (await head.body()).length]).toEqual([200, 0]);
  expect((await page.request.head('/api/v1/me')).status()).toBe(401);
  const options = await page.request.fetch('/api/v1/me', { method: 'OPTIONS' });
  expect([options.status(), options.headers().allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
});

const HOSTILE = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '1e309',
  '__proto__',
  '٣',
  "'; drop table vacancies; --",
  'x'.repeat(5000),
];

test('parameters that are not valid are named one by one, and none gives more than a problem', async ({
  page,
  signInAs,
}) => {
  await signInAs(BROKER);
  const token = await makeToken(page, 'Parameters');
  const bad =
    'type=castle&age=99&gender=x&postcode=nowhere&from=2027-02-30&sort=best&page=0&needs=autism,none&need=autism';
  const { errors } = await expectProblem(await ask(page, `/api/v1/vacancies?${bad}`, token), 400);
  expect(errors?.map(({ field }) => field).toSorted()).toEqual([
    'age',
    'from',
    'gender',
    'need',
    'needs[1]',
    'page',
    'postcode',
    'sort',
    'type',
  ]);
  const nothing = await expectProblem(await ask(page, '/api/v1/vacancies', token), 400);
  expect(nothing.errors?.map(({ field }) => field).toSorted()).toEqual(['age', 'gender', 'postcode', 'type']);
  const unknown = await expectProblem(await ask(page, VACANCIES.replace('TN24', 'ZZ99'), token), 400);
  expect(unknown.errors).toEqual([{ field: 'postcode', detail: expect.stringContaining('do not know this postcode') }]);

  const names = [
    'type',
    'age',
    'gender',
    'needs',
    'postcode',
    'from',
    'siblings',
    'places',
    'hours',
    'weeks',
    'radius',
  ];
  for (const name of [...names, 'sort', 'page', '__proto__', 'toString', 'needs[0]', 'a.b']) {
    for (const [index, value] of HOSTILE.entries()) {
      const params = new URLSearchParams(SEARCH);
      params.set(name, value);
      const response = await ask(page, `/api/v1/vacancies?${params}`, token);
      expect(response.status(), `${name}=${index}`).toBe(400);
      const twice = await ask(page, `/api/v1/vacancies?${SEARCH}&${new URLSearchParams([[name, value]])}`, token);
      expect(twice.status(), `twice ${name}=${index}`).toBe(400);
    }
  }
});

test('the description is public, and describes what is answered', async ({ page }) => {
  const response = await page.request.get('/api/v1/openapi.json');
  expect(response.status()).toBe(200);
  const { openapi, servers, paths } = await response.json();
  expect(openapi).toMatch(/^3\.1\./);
  expect(servers).toEqual([{ url: process.env.PORTAL_URL }]);
  expect(Object.keys(paths)).toEqual(['/api/v1/me', '/api/v1/vacancies', '/api/v1/openapi.json']);
});
