import { expect, type Page } from '@playwright/test';

/** Begins a price schedule that nothing else touches, for the bid manager who is signed in; the path of its page. */
export async function draftSchedule(page: Page): Promise<string> {
  await page.goto('/price-schedules/new');
  await page.getByRole('table').first().getByRole('link').first().click();
  for (const [label, value] of [
    ['Day', '1'],
    ['Month', '6'],
    ['Year', '2029'],
  ] as const)
    await page.getByLabel(label).fill(value);
  await page.getByRole('button', { name: 'Begin draft' }).click();
  await expect(page).toHaveURL(/\/edit$/);
  return new URL(page.url()).pathname.replace(/\/edit$/, '');
}
