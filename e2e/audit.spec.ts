import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './support/test.ts';

/** Publishes a vacancy of that title, as whoever manages services. */
async function publishVacancy(page: Page, title: string): Promise<string> {
  await page.goto('/vacancies/new');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Where the place is').fill('TN24');
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('status')).toContainText('ublished');
  return new URL(page.url()).pathname;
}

const events = (page: Page) => page.getByRole('table', { name: 'Events' }).locator('tbody tr');

test('what a manager did is in their administrator’s audit, and in no other organisation’s', async ({
  page,
  signInAs,
}) => {
  const title = `Audited ${Date.now()}`;
  await signInAs('manager@orchardine.example');
  const vacancy = await publishVacancy(page, title);
  const id = vacancy.split('/').at(-1) ?? '';
  expect((await page.goto('/organisation/audit'))?.status()).toBe(403);

  await signInAs('admin@orchardine.example');
  await page.goto('/organisation/audit');
  await page.getByText('Filter the events').click();
  await page.getByLabel('Id of what it is about').fill(id);
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(events(page)).toHaveCount(2);
  const published = events(page).first();
  await expect(published).toContainText('Published a vacancy');
  await expect(published.getByRole('link', { name: 'Vacancy' })).toHaveAttribute('href', vacancy);
  await published.getByText('1 field changed').click();
  await expect(published.getByText('draft became → published')).toBeVisible();
  await events(page).last().getByText('What it says').click();
  await expect(events(page).last()).toContainText(title);

  const csv = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export as CSV' }).click();
  const lines = (await readFile(await (await csv).path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain(title);
  await page.getByRole('link', { name: 'See all events' }).click();
  await expect(events(page).first()).toContainText('Exported the audit');

  await signInAs('admin@kent.example');
  await page.goto(`/organisation/audit?about=${id}`);
  await expect(events(page)).toHaveCount(0);
  expect(await (await page.request.get('/organisation/audit.csv')).text()).not.toContain(id);
});

test('the head is a file that says what the page says', async ({ page, signInAs }) => {
  await signInAs('admin@foxglade.example');
  await page.request.get('/organisation/audit.csv');
  await page.goto('/organisation/audit');
  const head = (await (await page.request.get('/organisation/audit-head.json')).json()) as {
    sequence: number;
    hash: string;
  };
  await expect(page.getByRole('region', { name: 'Proof that nothing was removed' })).toContainText(
    `Event ${head.sequence.toLocaleString('en-GB')} · ${head.hash}`,
  );
});

test('filters that are wrong say so beside the field, and keep what was typed', async ({ page, signInAs }) => {
  await signInAs('admin@orchardine.example');
  await page.request.get('/organisation/audit.csv');
  const response = await page.goto('/organisation/audit?from=2027-03-02&to=2027-03-01&about=5&reason=full');
  expect(response?.status()).toBe(400);
  await expect(page.getByRole('alert')).toContainText('Enter a last day that is not before the first');
  await page.getByRole('link', { name: 'Enter the whole id' }).click();
  await expect(page.getByLabel('Id of what it is about')).toHaveValue('5');
  await expect(page.getByLabel('First day')).toHaveValue('2027-03-02');
  await expect(page.getByLabel('Words in the reason')).toHaveValue('full');
  for (const address of ['/organisation/audit.csv?from=yesterday', '/organisation/audit.csv?reason=%00'])
    expect((await page.request.get(address)).status()).toBe(400);
  await page.goto('/organisation/audit?reason=nothing%20like%20that');
  await expect(page.getByText('No event is like that')).toBeVisible();
});

test('@phone each event is a card that fits', async ({ page, signInAs }) => {
  await signInAs('manager@orchardine.example');
  await publishVacancy(page, 'Audited on a phone');
  await signInAs('admin@orchardine.example');
  await page.goto('/organisation/audit');
  await events(page).filter({ hasText: 'Drafted a vacancy' }).first().getByText('What it says').click();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(
    true,
  );
});
