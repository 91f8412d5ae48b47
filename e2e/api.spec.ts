import { Me } from '../app/api/me-resource.ts';
import { VacancyPage } from '../app/api/vacancy-resource.ts';
import { ask, BROKER, expectProblem, makeToken, SEARCH, VACANCIES } from './support/api.ts';
import { HOSTILE } from './support/hostile.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

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
    for (const { breakdown, weeklyPence, weeks, totalPence, periods } of found.vacancies.flatMap(
      ({ quotes }) => quotes,
    )) {
      expect(breakdown.reduce((sum, part) => sum + part.weeklyPence, 0)).toBe(weeklyPence);
      expect(periods.reduce((sum, { nights }) => sum + nights, 0)).toBe(7 * weeks);
      const sevenths = periods.reduce((sum, period) => sum + period.nights * period.weeklyPence, 0);
      expect(Math.round(sevenths / 7)).toBe(totalPence);
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
  expect(Object.keys(paths)).toEqual([
    '/api/v1/me',
    '/api/v1/vacancies',
    '/api/v1/quotes',
    '/api/v1/purchasing-systems',
    '/api/v1/price-schedules',
    '/api/v1/price-schedules/{scheduleId}',
    '/api/v1/openapi.json',
  ]);
});
