import type { Page } from '@playwright/test';
import { linkIn, mailTo } from './support/mail.ts';
import { expect, expectAccessible, fillInSignIn, test } from './support/test.ts';

const SOUTHWARK = 'London Borough of Southwark';
const START = '/sign-in/single-sign-on/southwark';

/** As the account of that name at the identity provider; an empty one turns away. */
async function signInWith(page: Page, provider: string, account: string) {
  await page.getByRole('link', { name: `Sign in with ${provider}` }).click();
  await answerProvider(page, account);
}

async function answerProvider(page: Page, account: string) {
  await page.getByLabel('Account').fill(account);
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function expectRefused(page: Page, message: string) {
  await expect(page).toHaveURL(/\/sign-in\?problem=/);
  await expect(page.getByRole('alert')).toContainText(message);
  await page.goto('/home');
  await expect(page).toHaveURL(/\/sign-in/);
}

/** The address that the provider sends the browser to at the end, which nobody has asked for yet. */
async function callbackOf(page: Page, account: string): Promise<string> {
  await page.goto(START);
  let response = await page.request.post(page.url(), { form: { account }, maxRedirects: 0 });
  for (;;) {
    const location = response.headers().location ?? '';
    if (location.includes('/api/auth/callback/')) return location;
    response = await page.request.get(location, { maxRedirects: 0 });
  }
}

test('@phone somebody known signs in with their organisation, and again', async ({ page }) => {
  await page.goto('/sign-in?next=%2Fsearch%3Ftype%3Dfostering%26age%3D9');
  await expectAccessible(page);
  await signInWith(page, SOUTHWARK, 'broker');
  await expect(page).toHaveURL('/search?type=fostering&age=9');
  await expect(page.getByRole('banner')).toContainText('Southwark');

  await page.goto('/home');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/');
  await page.goto('/home');
  await expect(page, 'our session has ended').toHaveURL('/sign-in?next=%2Fhome');
  await page.getByRole('link', { name: `Sign in with ${SOUTHWARK}` }).click();
  await expect(page, 'the provider’s has not').toHaveURL('/home');
});

test('somebody invited joins without a password, and their organisation signs them in', async ({ page, signInAs }) => {
  const email = 'invited@southwark.example';
  await signInAs('admin@southwark.example');
  await page.goto('/organisation/members/invite');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Broker').check();
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByRole('status')).toContainText('Invitation sent');
  await page.context().clearCookies();

  await page.goto(linkIn(await mailTo(email, /Join/)));
  await page.getByRole('button', { name: 'Join without a password' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter your name');
  await expect(page.getByRole('alert')).not.toContainText('assword');
  await page.getByLabel('Your name').fill('Ines Vitale');
  await page.getByRole('button', { name: 'Join without a password' }).click();
  await expect(page.getByRole('status')).toContainText(`sign in with ${SOUTHWARK}`);
  await signInWith(page, SOUTHWARK, 'invited');
  await expect(page).toHaveURL('/home');
  await expect(page.getByRole('main')).toContainText('broker');
});

test('a provider that tells the address only when asked, and not whether it is verified', async ({ page }) => {
  await page.goto('/sign-in');
  await signInWith(page, 'Medway Council', 'broker');
  await expect(page).toHaveURL('/home');
  await expect(page.getByRole('banner')).toContainText('Medway Council');
});

for (const [account, message] of [
  ['newcomer', `Your account at ${SOUTHWARK} is not known here. Ask an administrator of your organisation to invite`],
  ['impostor', `${SOUTHWARK} cannot sign in people with your email address`],
  ['unverified', `${SOUTHWARK} has not confirmed your email address`],
  ['nameless', `${SOUTHWARK} did not tell us your email address`],
  ['', `You did not finish signing in with ${SOUTHWARK}`],
] as const) {
  test(`refused, with the reason: ${account || 'whom the provider turns away'}`, async ({ page }) => {
    await page.goto('/sign-in');
    await signInWith(page, SOUTHWARK, account);
    await expectRefused(page, message);
  });
}

test('another account at the provider does not take over by the same address', async ({ page, context }) => {
  await page.goto('/sign-in');
  await signInWith(page, SOUTHWARK, 'finance');
  await expect(page).toHaveURL('/home');
  await context.clearCookies();
  await page.goto('/sign-in');
  await signInWith(page, SOUTHWARK, 'finance-again');
  await expectRefused(page, `Your email address belonged to another account at ${SOUTHWARK} before`);
});

test('an answer counts only with its state, in the browser that asked', async ({ page, browser, baseURL }) => {
  const callback = await callbackOf(page, 'broker');
  const elsewhere = await browser.newPage({ baseURL: baseURL ?? '' });
  await elsewhere.goto(callback);
  await expectRefused(elsewhere, 'took too long, or was started again in another window');
  await elsewhere.goto(START);
  await elsewhere.goto(callback);
  await expectRefused(elsewhere, 'took too long, or was started again in another window');
  await elsewhere.close();

  const tampered = new URL(callback);
  tampered.searchParams.set('state', `${tampered.searchParams.get('state')}x`);
  await page.goto(tampered.href);
  await expectRefused(page, 'took too long, or was started again in another window');
});

test('a code counts once, and only where it was issued', async ({ page }) => {
  const callback = await callbackOf(page, 'broker');
  await page.goto(callback.replace('/callback/southwark', '/callback/medway'));
  await expectRefused(page, 'Medway Council did not confirm who you are');
  await page.context().clearCookies();
  const again = await callbackOf(page, 'broker');
  const cookies = await page.context().cookies();
  await page.goto(again);
  await expect(page).toHaveURL('/home');
  await page.context().clearCookies();
  await page.context().addCookies(cookies);
  await page.goto(again);
  await expectRefused(page, `${SOUTHWARK} did not confirm who you are`);
});

test('signing in leads nowhere but here, and a problem is told in our words', async ({ page }) => {
  for (const next of ['//evil.example', '/.//evil.example', '/\\evil.example', 'https://evil.example']) {
    await page.goto(`${START}?next=${encodeURIComponent(next)}`);
    if (await page.getByLabel('Account').isVisible()) await answerProvider(page, 'broker');
    await expect(page).toHaveURL('/home');
  }
  await page.context().clearCookies();
  await page.goto('/sign-in?problem=%3Cb%3Eevil&provider=southwark');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.goto('/sign-in?problem=unknown-person&provider=evil');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('after a problem the password signs in, and where to go on to is kept', async ({ page }) => {
  await page.goto('/sign-in?next=%2Fcost-comparison');
  await signInWith(page, SOUTHWARK, 'newcomer');
  await expect(page.getByRole('alert')).toContainText('is not known here');
  await expectAccessible(page);
  await fillInSignIn(page, 'commissioner@southwark.example', 'not the password');
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(page.getByRole('alert')).not.toContainText('is not known here');
  await page.getByLabel('Password').fill(process.env.DEMO_PASSWORD ?? '');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL('/cost-comparison');
});

test('nothing else of the sign-in’s own addresses is open', async ({ request }) => {
  for (const path of ['/sign-in/social', '/sign-in/email', '/link-social', '/get-session', '/list-accounts']) {
    expect((await request.get(`/api/auth${path}`)).status(), path).toBe(404);
  }
  for (const path of ['/api/auth/callback/nowhere', '/sign-in/single-sign-on/nowhere']) {
    expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBe(404);
  }
  const headers = { Origin: new URL((await request.get('/sign-in')).url()).origin };
  const posted = await request.post('/api/auth/callback/southwark', { form: { code: 'x', state: 'x' }, headers });
  expect(posted.status()).toBe(405);
});
