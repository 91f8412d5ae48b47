import { readFileSync } from 'node:fs';
import type { APIRequestContext, Page } from '@playwright/test';
import { ask, makeToken } from '../support/api.ts';
import { mayReach } from '../support/canaries.ts';
import type { Canary, Planted } from '../support/canary-planting.ts';
import { expect, test } from '../support/test.ts';

// Nothing that one organisation keeps to itself leaves the server for another: every page, its data in each of its forms, every export,
// every answer of the API.
test.use({ javaScriptEnabled: false });

/** Of addresses alike but for their ids, so many are read. */
const MOST_ALIKE = 3;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Where no link leads. */
const STARTS = [
  ...['/', '/home', '/vacancies', '/vacancies/new', '/services', '/price-schedules', '/search', '/cost-comparison'],
  ...['/procurement-timeline', '/procurement-timeline.csv'],
  ...['/market-position-statements/new', '/purchasing-systems', '/providers', '/account', '/account/api-tokens'],
  ...['/organisation', '/organisation/members', '/organisation/audit', '/organisation/audit.csv', '/applications'],
  ...[
    '/price-schedules/new',
    '/uplifts',
    '/uplifts/new',
    '/profile',
    '/lot-applications',
    '/evaluations',
    '/admissions',
  ],
  ...['/monitoring-visits', '/notifications', '/question-library'],
  ...['price-schedules', 'uplifts', 'lot-applications', 'evaluations', 'monitoring-visits', 'notifications'].map(
    (list) => `/${list}.csv`,
  ),
  '/search?type=home&age=12&gender=male&postcode=TN24&radius=any',
  '/search?type=home&age=12&gender=male&postcode=TN24&radius=any&sort=price',
  '/search?type=fostering&age=9&gender=female&postcode=TN24&radius=any&sort=price',
];

// Planted before the first test. A portal that runs elsewhere has none.
const file = process.env.E2E_CANARIES;
const { canaries, visitors, records }: Planted = file
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { canaries: [], visitors: [], records: [] };

/** The route of a record's page, as a browser's script names it to ask for its data alone, past its parents. */
const ROUTES: Record<string, string> = {
  vacancies: 'vacancies.$vacancyId._index',
  services: 'services.$serviceId',
  'price-schedules': 'price-schedules.$scheduleId._index',
  uplifts: 'uplifts.$upliftId',
  'market-position-statements': 'market-position-statements.$statementId._index',
  'purchasing-systems': 'purchasing-systems.$systemId._index',
  admissions: 'admissions.$admissionId._index',
  'lot-applications': 'lot-applications.$applicationId._index',
  evaluations: 'evaluations.$applicationId._index',
  'monitoring-visits': 'monitoring-visits.$visitId._index',
  notifications: 'notifications.$notificationId',
  files: 'files.$fileId',
  providers: 'providers.$providerId',
  organisation: 'organisation.members.$userId',
  applications: 'applications.$applicationId',
};

/** The same address as a page, and as its data. */
function formsOf(path: string): string[] {
  const [name = '', search = ''] = path.split('?');
  if (/\.[a-z]+$/.test(name)) return [path];
  return [path, `${name === '/' ? '/_root' : name}.data${search && `?${search}`}`];
}

/** A record's address in every form there is, the framework's older one included. */
function everyFormOf(path: string): string[] {
  const route = `routes/${ROUTES[path.split('/')[1] ?? '']}`;
  return [
    ...formsOf(path),
    `${path}.data?_routes=${encodeURIComponent(route)}`,
    `${path}?_data=${encodeURIComponent(route)}`,
  ];
}

const OVERSIGHT = [
  'admissions.csv',
  'oversight',
  ...['spread', 'history', 'coverage', 'falling-due'].map((table) => `oversight/${table}.csv`),
];

const commandsOn = (path: string): string[] => {
  if (/^\/(vacancies|price-schedules)\/[^.]+$/.test(path)) return [`${path}/edit`];
  if (/^\/purchasing-systems\/[^/]+$/.test(path)) return OVERSIGHT.map((part) => `${path}/${part}`);
  return path.startsWith('/market-position-statements/') ? [`${path}/edit`, `${path}/publish`] : [];
};

/** What the visitor finds by following every link, and at the addresses of others' records; by address. */
async function* everythingFor(request: APIRequestContext, records: readonly string[]) {
  const alike = new Map<string, number>();
  const seen = new Set<string>();
  const given = new Set(records);
  const queue = [...STARTS, ...records.flatMap((path) => [path, ...commandsOn(path)])];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const shape = path.replace(ID, ':id').replace(/\?.*/, '');
    const count = (alike.get(shape) ?? 0) + 1;
    if (seen.has(path) || (count > MOST_ALIKE && !given.has(path) && !/\/(edit|publish|oversight)$|\.csv$/.test(path)))
      continue;
    seen.add(path);
    alike.set(shape, count);
    for (const form of given.has(path) ? everyFormOf(path) : count === 1 ? formsOf(path) : [path]) {
      const response = await request.get(form, { maxRedirects: 0 });
      const body = await response.text();
      yield { address: form, status: response.status(), body };
      if (form !== path || !(response.headers()['content-type'] ?? '').startsWith('text/html')) continue;
      for (const [, link = ''] of body.matchAll(/href="(\/[^"#]*)"/g)) {
        if (!link.startsWith('/assets/') && link !== '/sign-out') queue.push(link.replaceAll('&amp;', '&'));
      }
    }
  }
}

const tells = ({ sign }: Canary, body: string) => new RegExp(sign, 'i').test(body);

const leaks = (body: string, foreign: readonly Canary[]) =>
  foreign.filter((canary) => tells(canary, body)).map(({ what }) => what);

for (const visitor of visitors) {
  test(`${visitor.email} is told nothing that another organisation keeps to itself`, async ({ page, signInAs }) => {
    if (visitor.email !== 'nobody') await signInAs(visitor.email);
    const foreign = canaries.filter((canary) => !mayReach(canary, visitor));
    const reached = new Set<string>();
    for await (const { address, status, body } of everythingFor(page.request, records)) {
      expect.soft(status, address).toBeLessThan(500);
      expect.soft(leaks(body, foreign), address).toEqual([]);
      for (const canary of canaries)
        if (canary.witness === visitor.email && tells(canary, body)) reached.add(canary.what);
    }
    const own = canaries.filter(({ witness }) => witness === visitor.email).map(({ what }) => what);
    expect([...reached].toSorted(), 'the walk came by what is their own').toEqual(own.toSorted());
  });
}

const PLACES = '/api/v1/vacancies?postcode=TN24&radius=any';

/** What the API has for the token's holder, page by page, and at the addresses of others' records; by address. */
async function* everythingByToken(page: Page, token: string) {
  const queue = [
    ...['/api/v1/me', '/api/v1/purchasing-systems', '/api/v1/price-schedules'],
    ...[`${PLACES}&type=fostering&age=9&gender=female`, `${PLACES}&type=home&age=12&gender=male`],
    ...recordsAt('price-schedules').map((id) => `/api/v1/price-schedules/${id}`),
    ...recordsAt('admissions').map((id) => `/api/v1/quotes?admission=${id}&age=9&needs=autism`),
  ];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const response = await ask(page, path, token);
    const body = await response.text();
    yield { address: path, status: response.status(), body };
    const { links } = JSON.parse(body) as { links?: { next: string | null } };
    if (links?.next) queue.push(links.next);
  }
}

/** The ids of planted records at such an address. */
const recordsAt = (name: string): string[] =>
  records.flatMap((path) => path.match(new RegExp(`^/${name}/([^/.]+)$`))?.[1] ?? []);

for (const visitor of visitors.filter(({ email }) => email !== 'nobody')) {
  test(`the API tells ${visitor.email} nothing by their token that another organisation keeps to itself`, async ({
    page,
    signInAs,
  }, testInfo) => {
    await signInAs(visitor.email);
    const token = await makeToken(page, `Walk ${testInfo.testId}`);
    await page.context().clearCookies();
    const foreign = canaries.filter((canary) => !mayReach(canary, visitor));
    const reached = new Set<string>();
    for await (const { address, status, body } of everythingByToken(page, token)) {
      expect.soft(status, address).toBeLessThan(500);
      expect.soft(leaks(body, foreign), address).toEqual([]);
      for (const canary of canaries)
        if (canary.inApi && canary.witness === visitor.email && tells(canary, body)) reached.add(canary.what);
    }
    const own = canaries.filter(({ inApi, witness }) => inApi && witness === visitor.email).map(({ what }) => what);
    expect([...reached].toSorted(), 'the API told what is their own').toEqual(own.toSorted());
  });
}
