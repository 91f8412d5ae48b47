import { expect, test } from './support/test.ts';

// The main job, end to end, as its people do it: without JavaScript, which every page must do without.
test.use({ javaScriptEnabled: false });

const MANAGER = 'manager@orchardine.example';

test('@phone a place is published, found at its framework price, compared, and the need for more of them is published', async ({
  page,
  signInAs,
}, testInfo) => {
  const title = `Foster home for one child, ${testInfo.testId}-${testInfo.project.name}`;

  await test.step('the provider sees its prices', async () => {
    await signInAs(MANAGER);
    await page.goto('/price-schedules');
    await expect(page.getByRole('heading', { name: 'Independent fostering framework' })).toBeVisible();
    await page.getByRole('row').filter({ hasText: 'In force' }).getByRole('link').first().click();
  });
  const standard = page.getByRole('row').filter({ hasText: 'Standard' }).filter({ hasText: '5 to 10' });
  const weeklyFee = await standard.getByRole('cell').nth(1).innerText();
  expect(weeklyFee).toMatch(/^£\d/);

  await test.step('the provider publishes a vacancy for one of its services', async () => {
    await page.goto('/vacancies');
    await page.getByRole('link', { name: 'Publish a vacancy' }).click();
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('Where the place is').fill('TN24');
    await page.getByLabel('Spot fee a week (optional)').fill('£1,250.50');
    await page.getByRole('button', { name: 'Publish vacancy' }).click();
    await expect(page.getByRole('status')).toContainText('Vacancy published');
    await expect(page.getByText('£1,250.50 a week')).toBeVisible();
  });

  await test.step('a broker finds it first: nearest, at the framework price for that child, beside spot', async () => {
    await signInAs('broker@kent.example');
    await page.goto('/search');
    await page.getByLabel('Fostering').check();
    await page.getByLabel('Age in years').fill('7');
    await page.getByLabel('Female').check();
    await page.getByLabel('Near').fill('TN24');
    await page.getByRole('button', { name: 'Find places' }).click();
    const place = page.getByRole('listitem').filter({ hasText: title });
    await expect(place).toContainText('0.0 miles');
    await expect(place).toContainText(`${weeklyFee} a week`);
    await expect(place).toContainText('framework · lot 2');
    await expect(place).toContainText('spot £1,250.50');
    const miles = await page.getByText(/^\d+\.\d miles$/).allInnerTexts();
    const distances = miles.map((text) => Number.parseFloat(text));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  await test.step('an authority outside the framework sees the spot fee alone', async () => {
    await signInAs('broker@medway.example');
    await page.goto('/search?type=fostering&age=7&gender=female&postcode=TN24');
    const place = page.getByRole('listitem').filter({ hasText: title });
    await expect(place).toContainText('£1,250.50 a week');
    await expect(place).not.toContainText('framework');
  });

  await test.step('a commissioner compares spot with framework, and volume with price', async () => {
    await signInAs('commissioner@kent.example');
    await page.goto('/cost-comparison/spot-and-framework');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const published of ['70', '22', '39', '23'])
      await expect(page.getByText(published, { exact: true }).first()).toBeAttached();
    await page.goto('/cost-comparison/variance?year=2011-12&line=fostering-in_house');
    const forecast = page.getByRole('row').filter({ hasText: 'Full-year forecast' }).getByRole('cell');
    await expect(forecast.last()).toBeVisible();
    const effects = { volume: '+3,317,286', price: '−1,103,767', total: '+2,213,519' };
    expect((await forecast.allTextContents()).slice(-3)).toEqual(Object.values(effects));
  });

  await test.step('the commissioner writes a statement and publishes it', async () => {
    await page.goto('/market-position-statements');
    await page.getByRole('link', { name: 'Write a statement' }).click();
    await page.getByLabel('Title').fill(`What Kent needs: ${title}`);
    await page.getByLabel('Summary').fill('More foster homes for brothers and sisters.');
    await page.getByRole('button', { name: /Save/ }).click();
    await page.getByRole('link', { name: /Publish/ }).click();
    await page.getByRole('button', { name: /Publish/ }).click();
    await expect(page.getByRole('status')).toContainText('published');
  });

  await test.step('anyone reads it, with the chart of places by accommodation type', async () => {
    const address = page.url();
    await page.context().clearCookies();
    await page.goto(address);
    await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: `What Kent needs: ${title}` })).toBeVisible();
    const chart = page.getByRole('figure').filter({ hasText: 'registered places' });
    await expect(chart.getByRole('img')).toBeVisible();
    await expect(chart.getByRole('img')).toContainText('Fostering');
  });
});
