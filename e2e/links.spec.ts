import { expect, test } from './support/test.ts';

// The pages where everybody begins lead nobody to one that they may not read, and buyers to providers’ admissions and scorecards.
test.use({ javaScriptEnabled: false });

const EVERYBODY = [
  'broker@kent.example',
  'commissioner@kent.example',
  'finance@kent.example',
  'admin@kent.example',
  'manager@orchardine.example',
  'bids@orchardine.example',
  'admin@orchardine.example',
  'operator@market.example',
];

test('the navigation, the desk and the organisation’s page lead nobody to a page that refuses them', async ({
  page,
  signInAs,
}) => {
  test.slow();
  for (const email of EVERYBODY) {
    await signInAs(email);
    const addresses = new Set<string>();
    for (const desk of ['/home', '/organisation', '/account']) {
      await page.goto(desk);
      const links = await page.getByRole('link').all();
      for (const link of links) addresses.add((await link.getAttribute('href')) ?? '');
    }
    for (const address of addresses) {
      if (!address.startsWith('/')) continue;
      expect((await page.request.get(address)).status(), `${email} opens ${address}`).toBe(200);
    }
  }
});

const SYSTEM = 'Independent fostering framework';

for (const email of ['broker@kent.example', 'finance@kent.example', 'commissioner@kent.example']) {
  test(`${email} finds the admissions of a system, and one of them, by links`, async ({ page, signInAs }) => {
    await signInAs(email);
    await page.goto('/home');
    await page.getByRole('link', { name: /held or suspended|holds and suspensions/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Holds and suspensions');
    await page.getByRole('navigation').getByRole('link', { name: 'Purchasing systems' }).click();
    await page.getByRole('main').getByRole('link', { name: SYSTEM }).first().click();
    const lot = page.getByRole('table', { name: /Providers in lot/ });
    await lot
      .getByRole('row', { name: /Orchardine/ })
      .getByRole('link', { name: 'Orchardine' })
      .first()
      .click();
    await expect(page).toHaveURL(/\/admissions\/[\da-f-]{36}$/);
    await page.goBack();
    await page.getByRole('link', { name: 'Admissions', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Admissions');
  });
}

test('@phone a broker reads the scorecard from a place that was found; who does not buy is led to none', async ({
  page,
  signInAs,
}) => {
  const search = '/search?type=fostering&age=9&gender=female&postcode=TN24&radius=any';
  await signInAs('broker@kent.example');
  await page.goto(search);
  const found = page.getByRole('listitem').filter({ hasText: 'framework · lot' }).first();
  const scorecard = await found.getByRole('link', { name: /^Scorecard of / }).getAttribute('href');
  await found.getByRole('heading').getByRole('link').click();
  await expect(page.getByRole('link', { name: 'Scorecard' })).toHaveAttribute('href', scorecard ?? '');
  await page.getByRole('link', { name: 'Scorecard' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Scorecard of');

  await signInAs('broker@medway.example');
  const address = scorecard ?? '';
  expect((await page.request.get(address)).status()).toBe(404);
  await page.goto(search);
  await expect(page.getByRole('link', { name: /^Scorecard of/ })).toHaveCount(0);
});
