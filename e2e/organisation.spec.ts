import type { Browser, Page } from '@playwright/test';
import { linkIn, mailTo } from './support/mail.ts';
import { expect, expectAccessible, fillInSignIn, password, test } from './support/test.ts';

const NEW_PASSWORD = 'heron gravel teapot nine';

/** A page of somebody else, beside the first one. */
const anotherPage = async (browser: Browser, baseURL: string | undefined): Promise<Page> => {
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  return context.newPage();
};

async function joinBy(page: Page, link: string, name: string) {
  await page.goto(link);
  await expectAccessible(page);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Choose a password').fill('short');
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByRole('alert')).toContainText('Password must be');
  await expect(page.getByLabel('Your name')).toHaveValue(name);
  await page.getByLabel('Choose a password').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page).toHaveURL('/home');
}

test('an administrator invites; the person joins, gets another role, and is out at once when deactivated', async ({
  page,
  browser,
  baseURL,
  signInAs,
}) => {
  // Two people, and a dozen pages of each.
  test.slow();
  const email = `rowan-${Date.now()}@tidewell.example`;
  await signInAs('admin@tidewell.example');
  await page.goto('/home');
  await page.getByRole('banner').getByRole('link', { name: 'Tidewell Fostering' }).click();
  await page.getByRole('link', { name: 'Members and invitations' }).click();
  await page.getByRole('link', { name: 'Invite somebody' }).click();
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose one role or more');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Bid manager').check();
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByRole('status')).toContainText(`Invitation sent to ${email}`);

  const link = linkIn(await mailTo(email, /Join Tidewell Fostering/));
  const theirs = await anotherPage(browser, baseURL);
  await joinBy(theirs, link, 'Rowan Birch');
  await expect(theirs.getByRole('status')).toContainText('you have joined Tidewell Fostering');
  await expect(theirs.getByRole('main')).toContainText('bid manager');
  expect((await theirs.goto('/vacancies/new'))?.status()).toBe(403);
  expect((await theirs.goto(link))?.status(), 'the link is used').toBe(404);
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('This invitation is not open');
  await theirs.goto('/organisation/members');
  await expect(theirs.getByRole('main')).not.toContainText('@tidewell.example');
  await expect(theirs.getByRole('link', { name: 'Invite somebody' })).toHaveCount(0);

  await page.goto('/organisation/members');
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toContainText('Rowan Birch');
  await row.getByRole('link').click();
  await page.getByLabel('Registered manager').check();
  await page.getByLabel('Bid manager').uncheck();
  await page.getByRole('button', { name: 'Save roles' }).click();
  await expect(page.getByRole('status')).toContainText('Roles of Rowan Birch saved');
  expect((await theirs.goto('/vacancies/new'))?.status()).toBe(200);

  await page.getByRole('link', { name: 'Deactivate' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Deactivate Rowan Birch' }).click();
  await expect(page.getByRole('status')).toContainText('Rowan Birch is deactivated and signed out');
  await theirs.reload();
  await expect(theirs).toHaveURL('/sign-in?next=%2Fvacancies%2Fnew');
  await fillInSignIn(theirs, email, NEW_PASSWORD);
  await theirs.goto('/vacancies');
  await expect(theirs).toHaveURL(/\/organisation\/choose/);
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('You act for no organisation here');
  await expectAccessible(theirs);

  await page.getByRole('button', { name: 'Reactivate' }).click();
  await expect(page.getByRole('status')).toContainText('Rowan Birch is reactivated');
  await theirs.goto('/vacancies');
  await expect(theirs).toHaveURL('/vacancies');
  await theirs.context().close();
});

test('the last administrator can neither step down nor go', async ({ page, signInAs }) => {
  await signInAs('admin@tidewell.example');
  await page.goto('/organisation/members');
  await page.getByRole('row').filter({ hasText: 'admin@tidewell.example' }).getByRole('link').click();
  await expect(page.getByRole('main')).toContainText('You cannot end your own');
  await page.getByLabel('Registered manager').check();
  await page.getByLabel('Administrator').uncheck();
  await page.getByRole('button', { name: 'Save roles' }).click();
  await expect(page.getByRole('alert')).toContainText('the last administrator');
  await expect(page.getByLabel('Registered manager'), 'what was chosen is kept').toBeChecked();
});

test('an invitation for an account is joined by whoever signs in with it', async ({
  page,
  browser,
  baseURL,
  signInAs,
}) => {
  await signInAs('admin@saltern.example');
  await page.goto('/organisation/members/invite?email=bids%40quillwood.example');
  await page.getByLabel('Bid manager').check();
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByRole('status')).toContainText('Invitation sent');
  const first = linkIn(await mailTo('bids@quillwood.example', /Join Saltern/));
  await page.getByRole('link', { name: 'Send again to bids@quillwood.example' }).click();
  await page.getByLabel('Bid manager').check();
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect
    .poll(async () => linkIn(await mailTo('bids@quillwood.example', /Join Saltern/)), { message: 'the newer link' })
    .not.toBe(first);
  const link = linkIn(await mailTo('bids@quillwood.example', /Join Saltern/));

  const theirs = await anotherPage(browser, baseURL);
  expect((await theirs.goto(first))?.status(), 'the earlier link').toBe(404);
  await theirs.goto(link);
  await theirs.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await fillInSignIn(theirs, 'bids@quillwood.example', password());
  await expect(theirs).toHaveURL(link);
  await theirs.getByRole('button', { name: 'Join Saltern Foster Care' }).click();
  await expect(theirs.getByRole('status')).toContainText('You have joined Saltern Foster Care');
  await expect(theirs.getByRole('banner')).toContainText('Saltern Foster Care');
  await theirs.context().close();
});

test('an invitation that is withdrawn, or somebody else’s, is not joined', async ({ page, signInAs }) => {
  await signInAs('admin@saltern.example');
  await page.goto('/organisation/members/invite?email=manager%40quillwood.example');
  await page.getByLabel('Bid manager').check();
  await page.getByRole('button', { name: 'Send invitation' }).click();
  const link = linkIn(await mailTo('manager@quillwood.example', /Join Saltern/));
  await page.goto(link);
  await expect(page.getByRole('main')).toContainText('You are signed in as admin@saltern.example');
  await expect(page.getByRole('button', { name: 'Join' })).toHaveCount(0);
  const headers = { Origin: new URL(page.url()).origin };
  expect((await page.request.post(link, { form: { any: 'thing' }, headers, maxRedirects: 0 })).status()).toBe(403);

  await page.goto('/organisation/members');
  await page.getByRole('button', { name: 'Withdraw the invitation of manager@quillwood.example' }).click();
  await expect(page.getByRole('status')).toContainText('Invitation withdrawn');
  expect((await page.goto(link))?.status()).toBe(404);
});

test('a person of two organisations chooses, and switches to the other one’s data', async ({ page, signInAs }) => {
  await signInAs('commissioner@medway.example');
  await page.goto('/market-position-statements');
  const draft = await page
    .getByRole('table', { name: /drafts/ })
    .getByRole('link')
    .first()
    .getAttribute('href');
  await page.context().clearCookies();

  await page.goto('/cost-comparison');
  await fillInSignIn(page, 'consortium@kent.example', password());
  await expect(page).toHaveURL('/organisation/choose?next=%2Fcost-comparison');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose an organisation');
  await page.getByLabel('Kent County Council').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL('/cost-comparison');
  await expect(page.getByRole('banner')).toContainText('Kent County Council');
  expect((await page.goto(draft ?? ''))?.status()).toBe(404);

  await page.getByRole('banner').getByRole('link', { name: 'Switch' }).click();
  await expect(page.getByLabel('Kent County Council')).toBeChecked();
  await page.getByLabel('Medway Council').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL('/home');
  await expect(page.getByRole('banner')).toContainText('Medway Council');
  expect((await page.goto(draft ?? ''))?.status()).toBe(200);
  expect((await page.goto('/cost-comparison'))?.status(), 'a broker there').toBe(403);

  const headers = { Origin: new URL(page.url()).origin };
  const form = { organisation: '019f0000-0000-7000-8000-000000000001' };
  expect((await page.request.post('/organisation/choose', { form, headers })).status()).toBe(404);
});

test('a provider applies, the operator admits it, and its administrator joins', async ({
  page,
  browser,
  baseURL,
  signInAs,
}) => {
  const name = `Hazelgrove ${Date.now()} Ltd`;
  const email = `ira-${Date.now()}@hazelgrove.example`;
  await page.goto('/sign-in');
  await page.goto('/apply');
  await page.getByRole('link', { name: 'Provider of placements' }).click();
  await page.getByRole('button', { name: 'Send application' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter the Ofsted URN of one service or more');
  await expectAccessible(page);
  await page.getByLabel('Name of the organisation').fill(name);
  await page.getByLabel('Companies House number').fill('99100000');
  await page.getByLabel('Ofsted URNs').fill('SC123456');
  await page.getByLabel('Your name').fill('Ira Hazel');
  await page.getByLabel('Your email address').fill(email);
  await page.getByRole('button', { name: 'Send application' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Application received');
  await mailTo(email, /We have your application/);
  await mailTo('operator@market.example', /applies/);

  const theirs = await anotherPage(browser, baseURL);
  await signInAs('operator@market.example');
  await page.goto('/home');
  await page.getByRole('link', { name: 'Decide applications' }).click();
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('main')).toContainText('Here already: Wrenfield Fostering');
  await expectAccessible(page);
  const application = page.url();
  await page.getByRole('button', { name: 'Refuse application' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter why you refuse it');
  await page.getByRole('button', { name: 'Admit organisation' }).click();
  await expect(page.getByRole('status')).toContainText(`${name} is admitted`);
  const headers = { Origin: new URL(page.url()).origin };
  const again = await page.request.post(application, { form: { intent: 'admit' }, headers });
  expect(again.status(), 'decided once').toBe(409);

  await joinBy(theirs, linkIn(await mailTo(email, /is admitted/)), 'Ira Hazel');
  await expect(theirs.getByRole('banner')).toContainText(name);
  await theirs.goto('/organisation');
  await expect(theirs.getByRole('main')).toContainText('99100000');
  await theirs.getByRole('button', { name: 'Require two-factor' }).click();
  await theirs.goto('/home');
  await expect(theirs).toHaveURL(/\/account\/second-factor\?next=/);
  await theirs.context().close();
});
