import type { Browser, Page } from '@playwright/test';
import { codeFor } from '../app/domain/accounts/testing-authenticator.ts';
import { linkIn, mailTo } from './support/mail.ts';
import { expect, expectAccessible, fillInSignIn, password, test } from './support/test.ts';

// Each journey changes an account of its own: no other one signs in with it. They check passwords often, which is slow on purpose.
test.slow();

const NEW = 'plum kettle orbit 1842';

async function signIn(page: Page, email: string, secret = password()) {
  await page.goto('/sign-in');
  await fillInSignIn(page, email, secret);
}

const signOut = (page: Page) => page.getByRole('button', { name: 'Sign out' }).click();

async function anotherBrowser(browser: Browser) {
  const context = await browser.newContext({ baseURL: process.env.PORTAL_URL ?? '' });
  return context.newPage();
}

test('@phone a second factor is set up, asked for at sign-in, and its codes count once', async ({ page }, {
  project,
}) => {
  const email = project.name === 'phone' ? 'manager@beechquay.example' : 'manager@alderstrand.example';
  await signIn(page, email);
  await page.goto('/account/second-factor');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toContainText('The password is not right');
  await page.getByLabel('Password').fill(password());
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible();
  await expectAccessible(page);
  const key = await page.locator('p', { hasText: /^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/ }).innerText();

  await page.getByLabel('Code', { exact: true }).fill('000');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('alert')).toContainText('This code is not right');
  await expect(page.getByText(key)).toHaveCount(0);
  const first = codeFor(key);
  await page.getByLabel('Code', { exact: true }).fill(first);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('heading', { name: 'Keep your recovery codes' })).toBeVisible();
  await expectAccessible(page);
  const codes = await page.getByRole('main').getByRole('listitem').allInnerTexts();
  expect(codes).toHaveLength(10);
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await expect(page).toHaveURL('/account');

  const enter = async (code: string) => {
    await page.getByLabel('Code', { exact: true }).fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  await signOut(page);
  await page.goto('/vacancies');
  await fillInSignIn(page, email, password());
  await expect(page).toHaveURL(/\/sign-in\/second-factor\?next=/);
  await expectAccessible(page);
  await enter(first);
  await expect(page.getByRole('alert')).toContainText('it was used already');
  const now = codeFor(key, 1);
  await enter(now);
  await expect(page).toHaveURL('/vacancies');

  await signOut(page);
  await signIn(page, email);
  await enter(now);
  await expect(page.getByRole('alert')).toContainText('it was used already');
  await enter(codes[0] ?? '');
  await expect(page).toHaveURL('/home');
  await signOut(page);
  await signIn(page, email);
  await enter(codes[0] ?? '');
  await expect(page.getByRole('alert')).toContainText('it was used already');
  await enter(codes[1]?.toUpperCase() ?? '');
  await expect(page).toHaveURL('/home');

  await page.goto('/account/second-factor');
  await expectAccessible(page);
  await page.getByLabel('Password').fill(password());
  await page.getByRole('button', { name: 'Make new recovery codes' }).click();
  const renewed = await page.getByRole('main').getByRole('listitem').allInnerTexts();
  expect(renewed).toHaveLength(10);
  expect(codes).not.toContain(renewed[0]);
  await page.goto('/account/second-factor');
  await page.getByLabel('Password').fill(password());
  await page.getByLabel('Code', { exact: true }).fill(codes[2] ?? '');
  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('alert')).toContainText('This code is not right');
  await page.getByLabel('Password').fill(password());
  await page.getByLabel('Code', { exact: true }).fill(renewed[0] ?? '');
  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('status')).toContainText('Two-factor sign-in is off');
  expect((await mailTo(email, /Two-factor sign-in was turned off/)).text).toContain('password alone');
  await signOut(page);
  await signIn(page, email);
  await expect(page).toHaveURL('/home');
});

test('@phone a new password is checked, and ends another browser’s session', async ({ page, browser }, { project }) => {
  const email = project.name === 'phone' ? 'manager@dunlinwood.example' : 'manager@cloverstone.example';
  const other = await anotherBrowser(browser);
  await signIn(other, email);
  await expect(other).toHaveURL('/home');
  await signIn(page, email);
  await page.goto('/account');
  await page.getByRole('link', { name: 'Change password' }).click();
  const change = async (current: string, fresh: string) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password').fill(fresh);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('not the password', NEW);
  await expect(page.getByRole('alert')).toContainText('The password is not right');
  await change(password(), 'too short');
  await expect(page.getByRole('alert')).toContainText('Password must be 12 characters or more');
  await change(password(), 'Password1234!');
  await expect(page.getByRole('alert')).toContainText('harder to guess');
  await change(password(), `${email.split(/[@.]/)[1]}-manager-1`);
  await expect(page.getByRole('alert')).toContainText('does not rest on your name');
  await expectAccessible(page);
  await change(password(), NEW);
  await expect(page.getByRole('status')).toContainText('Your password is changed');

  await other.goto('/home');
  await expect(other).toHaveURL(/\/sign-in/);
  await fillInSignIn(other, email, password());
  await expect(other.getByRole('alert')).toContainText('is not right');
  await fillInSignIn(other, email, NEW);
  await expect(other).toHaveURL('/home');
  await mailTo(email, /Your password was changed/);

  await page.goto('/account/sessions');
  await expect(page.getByRole('row').filter({ hasText: 'This one' })).toHaveCount(1);
  await expect(page.getByRole('row').filter({ hasText: 'Chrome on' })).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'End session' }).click();
  await expect(page.getByRole('status')).toContainText('The session is ended');
  await other.goto('/home');
  await expect(other).toHaveURL(/\/sign-in/);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.goto('/home');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('an email address changes by the link that is mailed to the new one', async ({ page, browser }) => {
  const [email, fresh] = ['manager@eastmere.example', 'registered.manager@eastmere.example'];
  await signIn(page, email);
  const ask = async (address: string) => {
    await page.goto('/account/email');
    await page.getByLabel('New email address').fill(address);
    await page.getByLabel('Password').fill(password());
    await page.getByRole('button', { name: 'Send the link' }).click();
    await expect(page.getByRole('status')).toContainText(`We have mailed a link to ${address}`);
  };
  // Taken: who asks sees the same.
  await ask('bids@eastmere.example');
  expect((await mailTo('bids@eastmere.example', /named for another account/)).text).not.toContain('http');
  await ask(fresh);
  const link = linkIn(await mailTo(fresh, /Confirm your new email address/));
  await mailTo(email, /was asked for/);

  const other = await anotherBrowser(browser);
  await signIn(other, 'bids@eastmere.example');
  await expect(other).toHaveURL('/home');
  expect((await other.goto(link))?.status()).toBe(404);
  await signOut(other);
  await other.goto(link);
  await expect(other).toHaveURL(/\/sign-in\?next=/);

  await page.goto(link);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use this address' }).click();
  await expect(page.getByRole('status')).toContainText('Your email address is changed');
  await expect(page.getByRole('main')).toContainText(fresh);
  expect((await page.goto(link))?.status()).toBe(404);
  await mailTo(email, /Your email address was changed/);

  await page.goto('/account/name');
  await page.getByLabel('Name').fill('Ana Example');
  await page.getByRole('button', { name: 'Change name' }).click();
  await expect(page.getByRole('banner')).toContainText('Ana Example');
  await signOut(page);
  await signIn(page, fresh);
  await expect(page).toHaveURL('/home');
});

test('a forgotten password is set anew by a mailed link, once; an unknown address gets the same answer', async ({
  page,
  browser,
}) => {
  const email = 'manager@flintacre.example';
  const other = await anotherBrowser(browser);
  await signIn(other, email);
  await expect(other).toHaveURL('/home');
  const ask = async (address: string) => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'forgotten my password' }).click();
    await page.getByLabel('Email address').fill(address);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await expect(page.getByRole('heading', { name: 'Look in your mail' })).toBeVisible();
    return (await page.getByRole('main').innerText()).replace(address, '…');
  };
  const answer = await ask('nobody@nowhere.example');
  expect(await ask(email)).toBe(answer);
  const link = linkIn(await mailTo(email, /Choose a new password/));
  await page.goto(link);
  await expectAccessible(page);
  const choose = async (fresh: string) => {
    await page.getByLabel('New password').fill(fresh);
    await page.getByRole('button', { name: 'Save the new password' }).click();
  };
  await choose('qwerty123456');
  await expect(page.getByRole('alert')).toContainText('harder to guess');
  await choose(NEW);
  await expect(page).toHaveURL('/sign-in');
  await expect(page.getByRole('status')).toContainText('Your password is changed');
  expect((await page.goto(link))?.status()).toBe(404);
  await other.goto('/home');
  await expect(other).toHaveURL(/\/sign-in/);
  await signIn(page, email, NEW);
  await expect(page).toHaveURL('/home');
});

const HOSTILE = ['\u0000', 'a\u0000b', '\ud800', '__proto__', '1e309', 'x'.repeat(10_000), '<script>', '', ' '];

test('no hostile value in a form of an account gives more than a message', async ({ page, signInAs }) => {
  await signInAs('manager@greenfinch.example');
  await page.goto('/account');
  const FORMS: [path: string, fields: Record<string, string>][] = [
    ['/account/name', { name: '' }],
    ['/account/password', { current: 'x', password: 'x' }],
    ['/account/email', { email: 'x@nowhere.example', password: 'x' }],
    ['/account/second-factor', { intent: 'confirm', password: 'x', code: '000000' }],
    ['/account/sessions', { intent: 'x', session: 'x' }],
    ['/forgotten-password', { email: '' }],
    ['/reset-password', { token: 'x', password: 'x' }],
    ['/sign-in/second-factor', { code: 'x', next: 'x' }],
  ];
  const headers = { Origin: new URL(page.url()).origin };
  for (const [path, fields] of FORMS) {
    for (const name of [...Object.keys(fields), '__proto__', 'code[0]']) {
      for (const [index, value] of HOSTILE.entries()) {
        const form = { ...fields, [name]: value };
        const response = await page.request.post(path, { form, headers, maxRedirects: 0 });
        expect(response.status(), `${path} ${name}=${index}`).toBeLessThan(500);
      }
    }
    for (const value of HOSTILE) {
      const response = await page.request.get(`${path}?${new URLSearchParams({ token: value, next: value })}`);
      expect(response.status(), path).toBeLessThan(500);
    }
  }
});
