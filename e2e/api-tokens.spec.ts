import { Me } from '../app/api/me-resource.ts';
import { ask, BROKER, expectProblem, makeToken, READ } from './support/api.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

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
