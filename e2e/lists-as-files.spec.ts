import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { knowRecords } from './support/records.ts';
import { expect, test } from './support/test.ts';

// What a list shows, its file has: the same rows, for the same people.
test.use({ javaScriptEnabled: false });

const COMMISSIONER = 'commissioner@kent.example';
const PROVIDER = 'manager@orchardine.example';

const LISTS: [who: string, page: string, table: RegExp, column: string][] = [
  [PROVIDER, '/price-schedules', /Price schedules in Independent fostering framework/, 'lot_title'],
  [PROVIDER, '/lot-applications', /Your applications/, 'lot_title'],
  [COMMISSIONER, '/uplifts', /Uplifts/, 'provider'],
  [COMMISSIONER, '/evaluations', /wait for a decision/, 'provider'],
  [COMMISSIONER, '/monitoring-visits', /Visits/, 'provider'],
  [COMMISSIONER, '/notifications', /Notifications/, 'provider'],
];

for (const [who, list, table, column] of LISTS)
  test(`${list} has a file with what is in it`, async ({ page, signInAs }) => {
    // So that there is something in each of them.
    await knowRecords(page, signInAs);
    await signInAs(who);
    await page.goto(list);
    const shown = await page.getByRole('table', { name: table }).getByRole('row').allInnerTexts();
    const rows = await fileOf(page);
    expect(shown.length, 'the head and a row').toBeGreaterThan(1);
    const told = rows.map((row) => row[column] ?? '');
    for (const line of shown.slice(1))
      expect(
        told.some((text) => text !== '' && line.includes(text)),
        line,
      ).toBe(true);
  });

test('the page of oversight has a file of each of its parts', async ({ page, signInAs }) => {
  await signInAs(COMMISSIONER);
  await page.goto('/purchasing-systems');
  await page.getByRole('main').getByRole('link', { name: 'Independent fostering framework' }).first().click();
  const address = `${new URL(page.url()).pathname}/oversight`;
  for (const [part, table] of [
    ['the spread of prices', 'Spread of prices by line'],
    ['how prices went', 'Prices for'],
    ['where providers are', 'Admitted services by authority area'],
    ['what falls due', 'What falls due'],
  ] as const) {
    await page.goto(`${address}?lot=1`);
    // Those beside charts are folded away.
    const caption = page.locator('caption').filter({ hasText: table });
    const texts = await page.locator('table').filter({ has: caption }).first().locator('tr').allTextContents();
    const rows = await fileOf(page, part);
    expect(texts.length, `${part}: the head and a row`).toBeGreaterThan(1);
    // The spread has what is asked beside weekly fees as well.
    expect(rows.length, part).toBeGreaterThanOrEqual(texts.length - 1);
    const [first = {}] = rows;
    const said = first.median_pounds ?? first.authority_area ?? first.about ?? '';
    const plain = texts.map((text) => text.replaceAll(',', ''));
    expect(said, part).not.toBe('');
    expect(
      plain.some((text) => text.includes(said.replaceAll(',', ''))),
      `${part}: ${said}`,
    ).toBe(true);
  }
});

/** The rows of the file that the page leads to. */
async function fileOf(page: Page, of = ''): Promise<Record<string, string>[]> {
  const link = page.getByRole('link', { name: new RegExp(`^Download as CSV.*${of}`) });
  const response = await page.request.get((await link.getAttribute('href')) ?? '');
  expect(response.status()).toBe(200);
  const headers = response.headers();
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w-]+\.csv"$/);
  expect(headers['cache-control']).toContain('no-store');
  return parse(await response.body(), { bom: true, columns: true });
}
