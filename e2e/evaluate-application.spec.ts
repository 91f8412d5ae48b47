import type { Page } from '@playwright/test';
import {
  nameOf,
  PASS_QUESTION,
  plantApplication,
  plantCommissioner,
  SCORED_QUESTIONS,
} from './support/applications.ts';
import { mailTo } from './support/mail.ts';
import { expect, fillInSignIn, password, test } from './support/test.ts';

// As its people do it: without JavaScript.
test.use({ javaScriptEnabled: false });

const FIRST = 'commissioner@westsussex.example';
const PROVIDER = 'bids@wrenfield.example';
const [SAFETY, MATCHING] = SCORED_QUESTIONS;

const question = (page: Page, title: string) => page.getByRole('region', { name: title });

/** Declares that there is no conflict, and gives these scores. */
async function score(page: Page, evaluation: string, safety: string, matching: string) {
  await page.goto(evaluation);
  await expect(page.getByText('Each child has a plan')).toHaveCount(0);
  await page.getByRole('link', { name: 'Declare your interests' }).click();
  await page.getByLabel('No', { exact: true }).check();
  await page.getByRole('button', { name: 'Declare' }).click();
  await expect(page.getByText('Each child has a plan').first()).toBeVisible();
  await question(page, PASS_QUESTION).getByLabel('Passes', { exact: true }).check();
  await question(page, SAFETY).getByLabel('Your score').fill(safety);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status')).toContainText('only you see it');
  await page.getByRole('button', { name: 'Finish scoring' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter a score for question 3');
  await question(page, MATCHING).getByLabel('Your score').fill(matching);
  for (const title of [SAFETY, MATCHING]) {
    await question(page, title).getByLabel('Comment').fill(`Seen by one evaluator: ${safety}`);
  }
  await page.getByRole('button', { name: 'Finish scoring' }).click();
  await expect(page.getByRole('status')).toContainText('finished scoring');
}

test('two evaluators score apart, the scores are agreed, and the provider learns the decision with its reasons', async ({
  page,
  browser,
  signInAs,
}) => {
  test.slow();
  const second = await plantCommissioner('westsussex');
  const { evaluation, outcome, systemTitle } = await plantApplication({ lead: 'westsussex', provider: 'wrenfield' });
  const names = [await nameOf(FIRST), await nameOf(second)];

  await test.step('the application is in the work list, and two commissioners are asked to score it', async () => {
    await signInAs(FIRST);
    await page.goto('/home');
    await page.getByRole('link', { name: 'Evaluate applications to your lots' }).click();
    const row = page.getByRole('row').filter({ hasText: systemTitle });
    await expect(row).toContainText('To assign');
    await expect(row).toContainText('working days left');
    await row.getByRole('link').click();
    await page.getByRole('link', { name: 'Assign evaluators' }).click();
    for (const name of names) await page.getByLabel(name, { exact: true }).first().check();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Evaluators assigned');
  });

  const context = await browser.newContext({ baseURL: process.env.PORTAL_URL ?? '', javaScriptEnabled: false });
  const other = await context.newPage();
  await test.step('each scores without seeing the other’s scores', async () => {
    await other.goto('/sign-in');
    await fillInSignIn(other, second, password());
    await score(page, evaluation, '3', '5');
    await other.goto(`${evaluation}/moderate`);
    await expect(other.getByRole('heading', { name: 'Declare your interests' })).toBeVisible();
    await expect(other.getByText('Seen by one evaluator')).toHaveCount(0);
    await page.goto(`${evaluation}/moderate`);
    await expect(page.getByText('once all evaluators have finished')).toBeVisible();
    await page.goto(`${evaluation}/decide`);
    await expect(page.getByText('not all finished scoring')).toBeVisible();
    await score(other, evaluation, '5', '5');
  });

  await test.step('the second had a letter, without the name of the provider', async () => {
    const letter = await mailTo(second, new RegExp(systemTitle));
    expect(letter.subject).toContain('asked to score an application');
    expect(letter.text).toContain(evaluation);
    expect(letter.text).not.toContain('Wrenfield');
  });

  await test.step('where they differ a reason is asked for', async () => {
    await page.goto(evaluation);
    await page.getByRole('link', { name: 'Agree the scores' }).click();
    await expect(question(page, SAFETY)).toContainText('They differ');
    await expect(question(page, MATCHING)).toContainText('All gave the same');
    await expect(question(page, MATCHING).getByLabel('Agreed score')).toHaveValue('5');
    await question(page, SAFETY).getByLabel('Agreed score').fill('4');
    await page.getByRole('button', { name: 'Agree these scores' }).click();
    await expect(page.getByRole('alert')).toContainText('Enter a reason for question 2');
    await question(page, SAFETY).getByLabel('Reason').fill('Risks are named; what is done about them less so.');
    await page.getByRole('button', { name: 'Agree these scores' }).click();
    await expect(page.getByRole('status')).toContainText('Scores agreed');
  });

  await test.step('one commissioner decides; the other, whose page was open, is told so with what they typed', async () => {
    await other.goto(`${evaluation}/decide`);
    await page.getByRole('link', { name: 'Decide', exact: true }).click();
    await expect(page.getByText('90.00 out of 100')).toBeVisible();
    await page.getByLabel('Accept').check();
    await page.getByLabel('Reasons').fill('Safe homes, and a convincing way of matching.');
    await page.getByRole('button', { name: 'Record the decision' }).click();
    await expect(page.getByRole('alert')).toContainText('Choose the tier');
    await page.getByLabel('Tier').selectOption('2');
    await page.getByRole('button', { name: 'Record the decision' }).click();
    await expect(page.getByRole('status')).toContainText('is accepted');

    await other.getByLabel('Reject').check();
    await other.getByLabel('Reasons').fill('What the other one thought.');
    const [response] = await Promise.all([
      other.waitForResponse((response) => response.request().method() === 'POST'),
      other.getByRole('button', { name: 'Record the decision' }).click(),
    ]);
    expect(response.status()).toBe(409);
    await expect(other.getByRole('alert')).toContainText('decided already');
    await expect(other.getByLabel('Reasons')).toHaveValue('What the other one thought.');
    await context.close();
    await page.goto('/evaluations');
    await expect(page.getByRole('row').filter({ hasText: systemTitle })).toContainText('Accepted, tier 2');
  });

  await test.step('the provider has a letter, and reads its scores without the evaluators’ names', async () => {
    const letter = await mailTo(PROVIDER, new RegExp(systemTitle));
    expect(letter.subject).toContain('is accepted');
    for (const said of ['tier 2', 'a convincing way of matching', outcome]) expect(letter.text).toContain(said);
    await signInAs(PROVIDER);
    await page.goto(outcome);
    await expect(page.getByRole('main')).toContainText('2 of 3');
    await expect(page.getByText('90.00 out of 100')).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: SAFETY })).toContainText('4 of 5');
    await expect(page.getByRole('row').filter({ hasText: SAFETY })).toContainText('what is done about them less so');
    const said = await page.content();
    for (const hidden of [...names, 'Seen by one evaluator']) expect(said).not.toContain(hidden);
  });

  await test.step('another provider finds nothing there', async () => {
    await signInAs('bids@orchardine.example');
    for (const path of [outcome, evaluation]) expect((await page.goto(path))?.status()).toBe(404);
  });
});

test('somebody who declares a conflict of interest takes no further part', async ({ page, signInAs }) => {
  const { evaluation } = await plantApplication({ lead: 'westsussex', provider: 'wrenfield', scoredBy: [FIRST] });
  await signInAs(FIRST);
  await page.goto(`${evaluation}/declare`);
  await page.getByRole('radio', { name: 'Yes' }).check();
  await page.getByRole('button', { name: 'Declare' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter what the conflict of interest is');
  await page.getByLabel('If yes').fill('A friend is a director.');
  await page.getByRole('button', { name: 'Declare' }).click();
  await expect(page.getByRole('status')).toContainText('recorded');
  for (const part of ['', '/score', '/moderate', '/decide']) {
    expect((await page.goto(`${evaluation}${part}`))?.status(), part).toBe(403);
  }
});
