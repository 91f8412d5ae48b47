import type { Browser, Page } from '@playwright/test';
import { mailTo } from './support/mail.ts';
import { expect, expectAccessible, test } from './support/test.ts';

const BIDS = 'bids@orchardine.example';
const COMMISSIONER = 'commissioner@kent.example';
const FEE = 'Standard, ages 5 to 10';
const NEXT_YEAR = new Date().getFullYear() + 1;

/** Fills in the three fields of the page's only date. */
async function fillDate(page: Page, iso: string) {
  const [year = '', month = '', day = ''] = iso.split('-');
  await page.getByLabel('Day').fill(String(Number(day)));
  await page.getByLabel('Month').fill(String(Number(month)));
  await page.getByLabel('Year').fill(year);
}

async function beginDraft(page: Page, from: string) {
  await page.goto('/price-schedules');
  await page.getByRole('link', { name: 'New schedule' }).click();
  await page.getByRole('table').getByRole('link').first().click();
  await fillDate(page, from);
  await page.getByRole('button', { name: 'Begin draft' }).click();
  await expect(page.getByRole('heading', { name: 'Edit prices' })).toBeVisible();
}

const save = (page: Page) => page.getByRole('button', { name: 'Save draft' }).last().click();

/** The submitted schedule that starts on the day, at the commissioner's. */
async function openToDecide(page: Page, from: string) {
  await page.goto('/home');
  await page.getByRole('link', { name: 'Decide on prices' }).click();
  const day = new Date(from).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  await page.getByRole('row').filter({ hasText: 'Orchardine' }).filter({ hasText: day }).getByRole('link').click();
}

test.describe('without JavaScript', () => {
  // Each is of the same lot, and later than the one before it.
  test.describe.configure({ mode: 'serial' });
  test.use({ javaScriptEnabled: false });

  test('prices are submitted, refused, submitted again and approved; an uplift is accepted in part; a broker pays accordingly', async ({
    page,
    signInAs,
  }, testInfo) => {
    test.slow();
    const title = `Foster home for one child, ${testInfo.testId}`;
    const start = `${NEXT_YEAR}-06-01`;

    await test.step('the provider publishes a vacancy', async () => {
      await signInAs('manager@orchardine.example');
      await page.goto('/vacancies/new');
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByLabel('Title').fill(title);
      await page.getByLabel('Where the place is').fill('TN24');
      await page.getByRole('button', { name: 'Publish vacancy' }).click();
      await expect(page.getByRole('status')).toContainText('Vacancy published');
    });

    await test.step('it draws up prices: over the ceiling is refused beside the cell, with all that was typed', async () => {
      await signInAs(BIDS);
      await beginDraft(page, start);
      await page.getByLabel(FEE).fill('£1,100.01');
      await page.getByLabel('Why they change').fill('Allowances of carers');
      await save(page);
      await expect(page.getByRole('alert')).toContainText(`${FEE} must be £1,100 or less`);
      await expect(page.getByLabel(FEE)).toHaveAccessibleDescription(/must be £1,100 or less/);
      await expect(page.getByLabel(FEE)).toHaveValue('£1,100.01');
      await expect(page.getByLabel('Why they change')).toHaveValue('Allowances of carers');
    });

    await test.step('a paste fills the grid and saves nothing; what fits nowhere is told', async () => {
      await page.getByText('Paste from a spreadsheet, or use').click();
      await page.getByLabel('Paste from a spreadsheet').fill('\t5 to 10\t18 to 21\nStandard\t£777.70\t900');
      await page.getByRole('button', { name: 'Fill the grid' }).click();
      await expect(page.getByRole('status')).toContainText('1 amount filled in below, and not saved yet');
      await expect(page.getByRole('status')).toContainText('“900” Standard has no price there');
      await expect(page.getByLabel(FEE)).toHaveValue('777.70');
      await page.getByLabel('Standard, ages 0 to 4').fill('');
      await save(page);
      await expect(page.getByText('Enter the weekly fee: Standard, ages 0 to 4')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Submit prices' })).toHaveCount(0);
      await page.getByRole('link', { name: 'Edit prices' }).click();
      await page.getByLabel('Standard, ages 0 to 4').fill('700');
      await save(page);
      await page.getByRole('button', { name: 'Submit prices' }).click();
      await expect(page.getByRole('status')).toContainText('Prices submitted');
    });

    await test.step('the commissioner rejects them with a reason', async () => {
      await signInAs(COMMISSIONER);
      await openToDecide(page, start);
      await expect(page.getByRole('row').filter({ hasText: 'Standard' }).filter({ hasText: '5 to 10' })).toContainText(
        '£777.70',
      );
      await page.getByRole('button', { name: 'Reject prices' }).click();
      await expect(page.getByRole('alert')).toContainText('Enter why you reject it');
      await page.getByLabel('Why you reject them').fill('Twelve pounds too dear');
      await page.getByRole('button', { name: 'Reject prices' }).click();
      await expect(page.getByRole('status')).toContainText('Prices rejected');
      expect((await mailTo(BIDS, /are rejected/)).text).toContain('Twelve pounds too dear');
    });

    await test.step('the provider changes them and submits them again; the commissioner approves', async () => {
      await signInAs(BIDS);
      await page.goto('/price-schedules');
      await page.getByRole('row').filter({ hasText: 'Rejected' }).getByRole('link').click();
      await expect(page.getByText('Twelve pounds too dear')).toBeVisible();
      await page.getByRole('link', { name: 'Edit prices' }).click();
      await page.getByLabel(FEE).fill('766.60');
      await save(page);
      await page.getByRole('button', { name: 'Submit prices' }).click();
      await signInAs(COMMISSIONER);
      await openToDecide(page, start);
      await page.getByRole('button', { name: 'Approve prices' }).click();
      await expect(page.getByRole('status')).toContainText('Prices approved');
      await expect(page.getByRole('button', { name: /prices/ })).toHaveCount(0);
    });

    await test.step('the provider asks for five per cent from August', async () => {
      await signInAs(BIDS);
      await page.goto('/price-schedules');
      await page.getByRole('link', { name: 'Ask for an uplift' }).click();
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByLabel('A percentage on every price').check();
      await page.getByLabel('Percentage, if').fill('5');
      await fillDate(page, `${NEXT_YEAR}-08-01`);
      await page.getByLabel('Why your prices must rise').fill('Fuel');
      await page.getByRole('button', { name: 'Ask for the uplift' }).click();
      await expect(page.getByRole('status')).toContainText('Uplift asked for');
      await expect(page.getByRole('row').filter({ hasText: 'Standard' }).filter({ hasText: '5 to 10' })).toContainText(
        '£804.93',
      );
    });

    await test.step('the commissioner sees what it costs, and accepts two from September', async () => {
      await signInAs(COMMISSIONER);
      await page.goto('/home');
      await page.getByRole('link', { name: 'Decide on uplifts' }).click();
      await page
        .getByRole('row')
        .filter({ hasText: 'Orchardine' })
        .filter({ hasText: 'Independent fostering framework' })
        .filter({ hasText: 'Waiting' })
        .getByRole('link')
        .click();
      await expect(page.getByRole('table', { name: 'Effect on current spend, as asked' })).toBeVisible();
      await page.getByLabel('In part, by a percentage').check();
      await page.getByLabel('Percentage, if').fill('2');
      await fillDate(page, `${NEXT_YEAR}-09-01`);
      await page.getByLabel('Reason').fill('Two is what the budget has');
      await page.getByRole('button', { name: 'Show what it would cost' }).click();
      await expect(page.getByRole('table', { name: 'Effect on current spend, as you would accept it' })).toBeVisible();
      await page.getByRole('button', { name: 'Decide' }).click();
      await expect(page.getByRole('status')).toContainText('Uplift accepted');
      expect((await mailTo(BIDS, /accepted in part/)).text).toContain('Two is what the budget has');
    });

    await test.step('a broker finds the place at the price of the day', async () => {
      await signInAs('broker@kent.example');
      const fees = { [start]: '£766.60', [`${NEXT_YEAR}-08-31`]: '£766.60', [`${NEXT_YEAR}-09-01`]: '£781.93' };
      for (const [from, fee] of Object.entries(fees)) {
        await page.goto(`/search?type=fostering&age=7&gender=female&postcode=TN24&from=${from}`);
        await expect(page.getByRole('listitem').filter({ hasText: title }), from).toContainText(`${fee} a week`);
      }
    });
  });

  test('of two commissioners one approves; the other is told, and keeps the reason that was written', async ({
    page,
    browser,
    signInAs,
  }) => {
    const from = `${NEXT_YEAR + 1}-02-01`;
    await signInAs(BIDS);
    await beginDraft(page, from);
    await save(page);
    await page.getByRole('button', { name: 'Submit prices' }).click();
    await signInAs(COMMISSIONER);
    await openToDecide(page, from);
    const other = await sameVisitor(page, browser);
    await other.goto(page.url());
    await other.getByLabel('Why you reject them').fill('Far too dear');
    await page.getByRole('button', { name: 'Approve prices' }).click();
    await expect(page.getByRole('status')).toContainText('Prices approved');
    const answer = other.waitForResponse((response) => response.request().method() === 'POST');
    await other.getByRole('button', { name: 'Reject prices' }).click();
    expect((await answer).status()).toBe(409);
    await expect(other.getByRole('alert')).toContainText('approved already');
    await expect(other.getByText('Far too dear')).toBeVisible();
    await other.close();
  });
});

/** The same person at another machine. */
async function sameVisitor(page: Page, browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    storageState: await page.context().storageState(),
    javaScriptEnabled: false,
  });
  return context.newPage();
}

test('with script the editor checks as people type and takes a paste into the grid; a file goes out and in unchanged', async ({
  page,
  signInAs,
}) => {
  await signInAs(BIDS);
  await beginDraft(page, `${NEXT_YEAR + 2}-06-01`);
  const fee = page.getByLabel(FEE);
  // The file's field is there once script runs.
  await page.getByText('Paste from a spreadsheet, or use').click();
  await expect(page.getByLabel('Or choose a CSV file')).toBeVisible();

  await fee.fill('1100.01');
  await expect(fee).toHaveAccessibleDescription(/must be £1,100 or less/);
  await fee.fill('1,100');
  await expect(fee).not.toHaveAccessibleDescription(/must be/);
  await fee.evaluate((cell) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', '701.10\t702\n801\tmany');
    cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(fee).toHaveValue('701.10');
  await expect(page.getByLabel('Standard, ages 11 to 15')).toHaveValue('702');
  await expect(page.getByLabel('Enhanced, ages 5 to 10')).toHaveValue('801');
  await expect(page.getByRole('status').filter({ hasText: 'filled in below' })).toContainText(
    '“many” is not an amount of money',
  );
  await expectAccessible(page);
  await save(page);
  await expect(page.getByRole('status')).toContainText('Draft saved');
  await expectAccessible(page);

  const file = `${page.url()}.csv`;
  const saved = await (await page.request.get(file)).text();
  expect(saved).toContain('fee,standard,,5,10,1,99,701.10,');
  await page.getByRole('link', { name: 'Edit prices' }).click();
  for (const label of [FEE, 'Enhanced, ages 5 to 10']) await page.getByLabel(label).fill('');
  await page.getByText('Paste from a spreadsheet, or use').click();
  await page
    .getByLabel('Or choose a CSV file')
    .setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(saved) });
  await expect(page.getByLabel(FEE)).toHaveValue('701.10');
  await save(page);
  await expect(page.getByRole('status')).toContainText('Draft saved');
  expect(await (await page.request.get(file)).text()).toBe(saved);
  await page.getByText('Discard this draft').click();
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await expect(page.getByRole('status')).toContainText('Draft discarded');
});
