import { expect, expectAccessible, test } from '../support/test.ts';

test('@phone admissions: the list of a system, one of them, its decisions and its holds are accessible and fit', async ({
  page,
  signInAs,
}) => {
  test.slow();
  const examine = async () => {
    await expectAccessible(page);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true);
  };
  await signInAs('manager@orchardine.example');
  await page.goto('/admissions');
  await page.getByRole('table').getByRole('link').first().click();
  await examine();
  await signInAs('commissioner@kent.example');
  await page.goto('/purchasing-systems');
  const system = page.getByRole('main').getByRole('link', { name: 'Independent fostering framework' });
  await page.goto(`${await system.getAttribute('href')}/admissions?held=yes`);
  await examine();
  await page.getByRole('table').getByRole('link').first().click();
  await examine();
  const address = page.url();
  const lift = await page
    .getByRole('link', { name: /Lift the hold/ })
    .first()
    .getAttribute('href');
  for (const path of ['suspend', 'end', 'tier', 'reinstate'].map((decision) => `${address}/${decision}`)) {
    await page.goto(path);
    await examine();
  }
  await page.goto(lift ?? '');
  await page.getByRole('button', { name: 'Lift the hold' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter the reason');
  await examine();
});
