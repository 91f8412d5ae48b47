import { expect, test } from './support/test.ts';

// What a place costs and how the market's prices lie, as those see it who may. Without JavaScript.
test.use({ javaScriptEnabled: false });

const FRAMEWORK = 'Independent fostering framework';

test('@phone a commissioner sees the market of a system, and when its contracts end', async ({ page, signInAs }) => {
  await signInAs('commissioner@kent.example');
  await page.goto('/purchasing-systems');
  await page.getByRole('main').getByRole('link', { name: FRAMEWORK }).click();
  await page.getByRole('link', { name: 'Prices, coverage and dates' }).click();
  await expect(page.getByRole('heading', { name: 'Falling due' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'System ends' })).toBeVisible();

  await page.getByText('See how the prices of another line went').click();
  await page.getByRole('link', { name: 'Enhanced, age 5 to 10' }).click();
  await expect(page.getByText(/^Enhanced, age 5 to 10: the median (rose|fell|has stayed)/)).toBeVisible();
  await page.getByText('Show the figures as a table').first().click();
  const line = page.getByRole('row').filter({ hasText: 'Enhanced, age 5 to 10' }).first();
  const figures = await line.getByRole('cell').allInnerTexts();
  const pounds = figures.map((text) => Number(text.replaceAll(',', '')));
  expect(pounds).toHaveLength(6);
  expect(pounds.slice(1)).toEqual(pounds.slice(1).toSorted((a, b) => a - b));
  await expect(page.getByRole('img', { name: /Map of England: [\d,]+ places in \d+ authority areas/ })).toBeVisible();

  await page.goto('/home');
  await page.getByRole('link', { name: 'See when contracts are reviewed and end' }).click();
  // One of the same name stands in the statement of 2019.
  const contract = page
    .getByRole('row')
    .filter({ hasText: FRAMEWORK })
    .filter({ hasText: 'Purchasing system you run' });
  await expect(contract).toBeVisible();
  const file = await page.request.get('/procurement-timeline.csv');
  expect(await file.text()).toContain('source,contract,expires_on,review_starts\n');
});

test('@phone a broker sees what one place costs for one child, and what it is made of', async ({ page, signInAs }) => {
  await signInAs('broker@kent.example');
  await page.goto(
    '/search?type=fostering&age=9&gender=female&postcode=TN24&radius=any&needs=autism&weeks=104&siblings=1',
  );
  const place = page.getByRole('listitem').filter({ hasText: 'framework' }).first();
  await place.getByText('How it adds up').click();
  await place.getByRole('link', { name: 'See the price in full' }).click();
  const total = page.getByRole('row').filter({ hasText: 'Weekly price' }).first();
  const weekly = (await total.getByRole('cell').innerText()).trim();
  await expect(page.getByText(`${weekly} a week at the start`)).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Enhanced fee, age 5 to 10' }).first()).toBeVisible();
  await expect(page.getByText('Over 104 weeks')).toBeVisible();

  await page.getByText('Change the child or the stay').click();
  await page.getByLabel('Age in years').fill('26');
  await page.getByRole('button', { name: 'Work out the price', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Age must be from 0 to 25');
  await page.getByLabel('Age in years').fill('9');
  await page.getByLabel('Health pays a week').fill('100');
  await page.getByRole('button', { name: 'Work out the price', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Health pays' })).toContainText('−£100');
});

test('a provider prices its own places, and finds no other’s', async ({ page, signInAs }) => {
  await signInAs('bids@orchardine.example');
  await page.goto('/price-schedules');
  await page.getByRole('row').filter({ hasText: 'In force' }).first().getByRole('link').click();
  await page.getByRole('link', { name: 'Price a place' }).click();
  const own = page.url();
  await page.getByLabel('Age in years').fill('7');
  await page.getByRole('button', { name: 'Work out the price', exact: true }).click();
  await expect(page.getByText('a week at the start')).toBeVisible();
  await signInAs('bids@wrenfield.example');
  expect((await page.goto(`${own}&age=7`))?.status()).toBe(404);
});
