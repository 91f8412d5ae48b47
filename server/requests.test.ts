import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathWithoutSecrets } from './requests.ts';
import { startTestPortal, type TestPortal } from './testing.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal(({ request }) => {
    if (request.url.includes('/away')) throw new Error('never seen outside');
    return new Response('answered');
  });
});
afterAll(() => portal.server.close());

const ID = '019f0000-0000-7000-8000-000000000002';
const TOKEN = 'mTkq9Zr3vXw7Lb2NcYdE5f';

test('a request is one line, without what was sent', async () => {
  portal.log.length = 0;
  const headers = {
    Origin: 'https://market.example',
    Cookie: 'session=cookie-secret',
    Authorization: 'Bearer header-secret',
    'User-Agent': 'agent-secret',
  };
  const said = await portal.ask(`/vacancies/${ID}?q=query-secret`, { method: 'POST', headers, body: 'a=form-secret' });
  await expect.poll(() => portal.log).toHaveLength(1);
  const line = JSON.parse(portal.log.join(''));
  expect(line).toMatchObject({
    level: 'info',
    msg: 'request',
    method: 'POST',
    path: `/vacancies/${ID}`,
    status: 200,
    client: '127.0.0.1',
    requestId: said.headers['x-request-id'],
  });
  expect(line.ms).toBeTypeOf('number');
  expect(line.bytes).toBeGreaterThan('answered'.length);
  expect(portal.log.join('')).not.toContain('secret');
});

test.each([
  [`/vacancies/${ID}`, `/vacancies/${ID}`],
  [`/vacancies/${ID}.data`, `/vacancies/${ID}.data`],
  ['/market-position-statements/new', '/market-position-statements/new'],
  ['/cost-comparison/spot-and-framework', '/cost-comparison/spot-and-framework'],
  ['/assets/inter-latin-wght-normal-Dx4kXJAl.woff2', '/assets/inter-latin-wght-normal-Dx4kXJAl.woff2'],
  [`/join/${TOKEN}`, '/join/[removed]'],
  ['/join/short', '/join/[removed]'],
  [`/join/${TOKEN}/decline`, '/join/[removed]'],
  ['/reset-password/short', '/reset-password/[removed]'],
  [`/account/email/${TOKEN}`, '/account/email/[removed]'],
  [`/anywhere/else/${TOKEN}.data`, '/anywhere/else/[removed]'],
  ['/anywhere/%6D%54%6B%71%39%5A', '/anywhere/[removed]'],
])('%s is logged as %s', (path, logged) => {
  expect(pathWithoutSecrets(path)).toBe(logged);
});

test('what cannot be read is told to a browser as a page, to a program as JSON or a line', async () => {
  const refused = (accept: string) => portal.ask('/%ff', { headers: { Accept: accept } });
  const page = await refused('text/html,application/xhtml+xml,*/*;q=0.8');
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.body).toContain('<h1>This cannot be done</h1>');
  expect(JSON.parse((await refused('application/json')).body)).toEqual({
    message: 'This address could not be read',
    requestId: expect.any(String),
  });
  expect((await refused('*/*')).body).toBe('This address could not be read\n');
});

test('a route’s data is not asked for past its page', async () => {
  const portal = await startTestPortal(() => new Response('answered'));
  expect((await portal.ask('/page?_data=routes%2Fpage')).status).toBe(404);
  expect((await portal.ask('/page?data=x')).status).toBe(200);
  portal.server.close();
});
