import { expect, type Page } from '@playwright/test';
import { todayInLondon, toThreeFields } from '../../app/lib/dates.ts';

/** A date in the three fields that a legend heads. */
export async function fillDate(page: Page, legend: string, iso: string) {
  const group = page.getByRole('group', { name: legend }).last();
  const { day, month, year } = toThreeFields(iso);
  await group.getByLabel('Day').fill(day);
  await group.getByLabel('Month').fill(month);
  await group.getByLabel('Year').fill(year);
}

/** A draft with one action, complete enough to be finished; the commissioner is signed in. `provider`: any, where it is left out. */
export async function recordVisit(page: Page, provider: string | RegExp = /./): Promise<string> {
  await page.goto('/monitoring-visits/new');
  await page.getByRole('table').getByRole('link', { name: provider }).first().click();
  await page.getByLabel('Announced', { exact: true }).check();
  await fillDate(page, 'Date of the visit', todayInLondon());
  await page.getByLabel('Who visited').fill('A contracts officer');
  await page.getByLabel('Leadership and management').selectOption('Met');
  await page.getByLabel('What you found').fill('Supervision is recorded.');
  await page.getByLabel('Good', { exact: true }).check();
  await page.getByRole('button', { name: 'Add an action' }).click();
  await page.getByLabel('What has to be done').fill('Show the rota');
  await page.getByLabel('Who does it').fill('Registered manager');
  await fillDate(page, 'Due on', todayInLondon());
  await page.getByRole('button', { name: 'Save draft' }).last().click();
  await expect(page.getByRole('status')).toContainText('Draft saved');
  return new URL(page.url()).pathname;
}

/** An announced visit of today; the commissioner is signed in. */
export async function planVisit(page: Page): Promise<string> {
  await page.goto('/monitoring-visits/plan');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByLabel(/^Announced/).check();
  await fillDate(page, 'Date of the visit', todayInLondon());
  await page.getByLabel('Who visits', { exact: true }).fill('A contracts officer');
  await page.getByRole('button', { name: 'Plan the visit' }).click();
  await expect(page.getByRole('status')).toContainText('The visit is planned');
  return new URL(page.url()).pathname;
}

/** Finishes the report of a draft; the address of its first action. */
export async function finishReport(page: Page, visit: string): Promise<string> {
  await page.goto(`${visit}/finalise`);
  await page.getByRole('button', { name: 'Finish the report' }).click();
  await expect(page.getByRole('status')).toContainText('The report is finished');
  return (
    (await page
      .getByRole('table', { name: /Actions/ })
      .getByRole('link')
      .first()
      .getAttribute('href')) ?? ''
  );
}

/** Tells those who buy from the provider whose manager is signed in. */
export async function notify(page: Page): Promise<string> {
  await page.goto('/notifications/new');
  await page.getByLabel('Restriction').check();
  await fillDate(page, 'Date it happened', '2026-03-02');
  await page.getByLabel('Time it happened').fill('14:05');
  await page.getByLabel('What happened').fill('No new children for a week: a roof is mended.');
  await page.getByRole('button', { name: 'Notify authorities' }).click();
  await expect(page.getByRole('status')).toContainText('Authorities are notified');
  return new URL(page.url()).pathname;
}
