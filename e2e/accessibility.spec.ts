import { expect, expectAccessible, test } from './support/test.ts';

const PAGES = {
  nobody: [
    '/',
    '/sign-in',
    '/market-position-statements',
    '/purchasing-systems',
    '/providers',
    '/accessibility',
    '/privacy',
    '/no-such-page',
  ],
  'manager@orchardine.example': ['/home', '/vacancies', '/vacancies/new', '/services', '/price-schedules'],
  'broker@kent.example': [
    '/home',
    '/search',
    '/search?type=home&age=99&postcode=nowhere',
    '/search?type=fostering&age=9&gender=female&postcode=TN24&needs=autism',
    '/cost-comparison',
  ],
  'commissioner@kent.example': [
    '/home',
    '/cost-comparison',
    '/cost-comparison/spot-and-framework',
    '/cost-comparison/variance',
    '/market-position-statements',
    '/market-position-statements/new',
  ],
  'finance@medway.example': ['/home', '/cost-comparison', '/search'],
};

for (const [who, paths] of Object.entries(PAGES)) {
  test(`@phone ${who}: every page is accessible, fits its screen and ships no script`, async ({ page, signInAs }) => {
    if (who !== 'nobody') await signInAs(who);
    for (const path of paths) {
      const response = await page.goto(path);
      expect(response?.status(), path).toBeLessThan(500);
      await expectAccessible(page);
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
  await signInAs('manager@orchardine.example');
  for (const list of ['/services', '/price-schedules', '/vacancies', '/vacancies/new']) {
    await page.goto(list);
    await page.getByRole('table').first().getByRole('link').first().click();
    await expectAccessible(page);
  }
});
