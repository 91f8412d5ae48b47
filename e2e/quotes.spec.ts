import { addDays, todayInLondon, toThreeFields } from '../app/lib/dates.ts';
import { expect, test } from './support/test.ts';

// The price of one place, as brokers ask for it: without JavaScript, which every page must do without.
test.use({ javaScriptEnabled: false });

test('@phone a birthday in the stay changes the fee, and stands in no address', async ({ page, signInAs }) => {
  await signInAs('broker@kent.example');
  await page.goto('/search?type=fostering&age=10&gender=female&postcode=TN24&radius=any&weeks=8');
  const quote = page.locator('a', { hasText: 'See the price in full' }).first();
  await page.goto((await quote.getAttribute('href')) ?? '');
  const asked = page.url();
  const stay = page.getByRole('table', { name: 'The stay by weekly price' }).locator('tbody').getByRole('row');
  await expect(stay).toHaveCount(1);
  const fill = async (iso: string) => {
    const { day, month, year } = toThreeFields(iso);
    const birthday = page.getByRole('group', { name: 'The child’s next birthday' });
    await birthday.getByLabel('Day').fill(day);
    await birthday.getByLabel('Month').fill(month);
    await birthday.getByLabel('Year').fill(year);
    await page.getByRole('button', { name: 'Work out the price with the birthday' }).click();
  };

  await fill('2013-02-03');
  await expect(page.getByRole('alert')).toContainText('Enter the child’s next birthday: after');
  await expect(stay).toHaveCount(1);

  const birthday = addDays(todayInLondon(), 30);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    fill(birthday),
  ]);
  expect([answer.status(), answer.headers()['cache-control']]).toEqual([200, 'private, no-store']);
  expect(page.url()).toBe(asked);
  await expect(stay).toHaveCount(2);
  await expect(page.getByText('the birthday that you entered is counted above')).toBeVisible();
  for (const address of await page.locator('[href], form[action]').all()) {
    const where = `${await address.getAttribute('href')} ${await address.getAttribute('action')}`;
    expect(where).not.toContain('birthday.');
    expect(where).not.toContain(birthday);
  }
});
