import { expect, expectAccessible, test } from '../support/test.ts';

/** Every page with the status it answers. */
const PAGES = {
  nobody: {
    '/': 200,
    '/sign-in': 200,
    '/forgotten-password': 200,
    '/reset-password?token=none': 404,
    '/market-position-statements': 200,
    '/purchasing-systems': 200,
    '/providers': 200,
    '/accessibility': 200,
    '/privacy': 200,
    '/development/mailbox': 200,
    '/apply': 200,
    '/apply?kind=provider': 200,
    '/apply?kind=authority': 200,
    '/apply?received': 200,
    '/join/never-sent': 404,
    '/no-such-page': 404,
    '/purchasing-systems?type=home&status=open': 200,
  },
  'manager@orchardine.example': {
    '/home': 200,
    '/account': 200,
    '/account/name': 200,
    '/account/password': 200,
    '/account/email': 200,
    '/account/second-factor': 200,
    '/account/sessions': 200,
    '/vacancies': 200,
    '/vacancies/new': 200,
    '/services': 200,
    '/price-schedules': 200,
    '/account/api-tokens': 200,
    '/admissions': 200,
    '/monitoring-visits': 200,
    '/notifications': 200,
    '/notifications/new': 200,
    '/profile': 200,
    '/profile/answers/staff': 200,
    '/lot-applications': 200,
  },
  'broker@kent.example': {
    '/home': 200,
    '/search': 200,
    '/search?type=home&age=99&postcode=nowhere': 400,
    '/search?type=fostering&age=9&gender=female&postcode=TN24&needs=autism': 200,
    '/cost-comparison': 403,
  },
  'commissioner@kent.example': {
    '/home': 200,
    '/cost-comparison': 200,
    '/cost-comparison/spot-and-framework': 200,
    '/cost-comparison/variance': 200,
    '/market-position-statements': 200,
    '/market-position-statements/new': 200,
    '/admissions': 200,
    '/monitoring-visits': 200,
    '/monitoring-visits/new': 200,
    '/notifications': 200,
    '/procurement-timeline': 200,
    '/purchasing-systems/new': 200,
    '/question-library': 200,
    '/question-library/new': 200,
    '/price-schedules': 200,
    '/uplifts': 200,
  },
  'admin@orchardine.example': {
    '/organisation/audit': 200,
    '/organisation/audit?what=audit': 200,
    '/organisation/audit?from=2027-02-30&about=5': 400,
  },
  'admin@medway.example': {
    '/organisation': 200,
    '/organisation/members': 200,
    '/organisation/members/invite': 200,
    '/organisation/choose': 200,
  },
  'operator@market.example': { '/home': 200, '/applications': 200, '/organisation/members': 200 },
  'finance@medway.example': { '/home': 200, '/cost-comparison': 200, '/organisation/members': 200, '/search': 403 },
};

for (const [who, pages] of Object.entries(PAGES)) {
  test(`@phone ${who}: every page is accessible, fits its screen and ships no script`, async ({ page, signInAs }, {
    project,
  }) => {
    // Each page is examined by itself: nobody's are a dozen.
    test.slow();
    if (who !== 'nobody') await signInAs(who);
    for (const [path, status] of Object.entries(pages)) {
      const response = await page.goto(path);
      expect(response?.status(), path).toBe(status);
      // A phone's page is the same document: it is examined once, and looked at twice.
      if (project.name === 'deep') await expectAccessible(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
        `${path} fits`,
      ).toBe(true);
      await expect(page.locator('script'), path).toHaveCount(0);
    }
  });
}

test('what stands behind the lists is accessible as well', async ({ page, signInAs }) => {
  for (const list of ['/market-position-statements', '/purchasing-systems', '/providers']) {
    await page.goto(list);
    await page.getByRole('main').getByRole('link').first().click();
    await expectAccessible(page);
  }
  await signInAs('commissioner@kent.example');
  await page.goto('/purchasing-systems');
  await page.getByRole('main').getByRole('link', { name: 'Independent fostering framework' }).click();
  await page.getByRole('link', { name: 'Prices, coverage and dates' }).click();
  for (const table of await page.getByText('Show the figures as a table').all()) await table.click();
  await expectAccessible(page);
  await signInAs('manager@orchardine.example');
  await page.goto('/price-schedules');
  await page
    .getByRole('row', { name: /In force/ })
    .first()
    .getByRole('link')
    .click();
  await page.getByRole('link', { name: 'Price a place' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Work out the price', exact: true }).click();
  await expectAccessible(page);
  await page.getByLabel('Age in years').fill('7');
  await page.getByRole('button', { name: 'Work out the price', exact: true }).click();
  await expectAccessible(page);
  for (const list of ['/services', '/price-schedules', '/vacancies', '/vacancies/new']) {
    await page.goto(list);
    await page.getByRole('table').first().getByRole('link').first().click();
    await expectAccessible(page);
  }
});
