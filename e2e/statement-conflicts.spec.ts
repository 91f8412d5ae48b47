import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

const COMMISSIONER = 'commissioner@kent.example';

test.beforeEach(({ signInAs }) => signInAs(COMMISSIONER));

/** Fills in what is given and presses the button: the status of the answer. */
async function save(page: Page, typed: Record<string, string>) {
  for (const [label, value] of Object.entries(typed)) await page.getByLabel(label).fill(value);
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Save draft' }).last().click();
  return (await answer).status();
}

async function expectKept(page: Page, message: string, typed: Record<string, string>) {
  await expect(page.getByRole('alert')).toContainText(message);
  for (const [label, value] of Object.entries(typed)) await expect(page.getByLabel(label)).toHaveValue(value);
}

/** A draft saved by its form: its address. */
async function aDraft(page: Page) {
  await page.goto('/market-position-statements/new');
  await save(page, { Title: `Statement ${randomUUID()}`, Summary: 'More foster homes.' });
  await expect(page.getByRole('status')).toContainText('Draft saved');
  return page.url();
}

const key = (page: Page) => page.locator('input[name=key]').inputValue();

test('a form used for one statement and sent with another keeps what was typed and can be saved again', async ({
  page,
}) => {
  await page.goto('/market-position-statements/new');
  const used = await key(page);
  const first = { title: `First ${used}`, summary: 'The first.' };
  const headers = { Origin: new URL(page.url()).origin };
  const saved = await page.request.post(page.url(), { headers, form: { key: used, ...first }, maxRedirects: 0 });
  expect(saved.status()).toBe(302);

  const typed = { Title: `Second ${used}`, Summary: 'The second.', 'What is needed': '## Homes\n\n- near to school' };
  expect(await save(page, typed)).toBe(409);
  await expectKept(page, 'This form was used before', typed);
  expect(await key(page)).not.toBe(used);

  expect(await save(page, {})).toBe(302);
  await expect(page.getByRole('heading', { level: 1, name: typed.Title })).toBeVisible();
  await page.goto('/market-position-statements');
  await expect(page.getByRole('row').filter({ hasText: used })).toHaveCount(2);
});

test('what is typed into a draft that was published meanwhile is kept, and the page says what happened', async ({
  page,
  context,
}) => {
  const address = await aDraft(page);
  await page.goto(`${address}/edit`);

  const other = await context.newPage();
  await other.goto(`${address}/publish`);
  await other.getByRole('button', { name: 'Publish statement' }).click();
  await expect(other.getByRole('status')).toContainText('Statement published');

  const typed = { Title: 'Typed too late', Summary: 'All of this took an hour.', 'What there is': 'Not enough.' };
  expect(await save(page, typed)).toBe(409);
  await expectKept(page, 'This statement is published', typed);
  await page.getByRole('link', { name: 'Read it as it was published' }).click();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(typed.Title);
});

test('a save over a newer version is refused, and refused again, with what was typed', async ({ page, context }) => {
  const address = await aDraft(page);
  await page.goto(`${address}/edit`);

  const other = await context.newPage();
  await other.goto(`${address}/edit`);
  expect(await save(other, { Summary: 'The newer one.' })).toBe(302);

  const typed = { Summary: 'The older one.' };
  for (const changes of [typed, {}]) {
    expect(await save(page, changes)).toBe(409);
    await expectKept(page, 'Somebody has saved a newer version', typed);
  }
  await page.goto(address);
  await expect(page.getByRole('article')).toContainText('The newer one.');
});
