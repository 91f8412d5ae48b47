import { plantClarification, plantLotToJoin } from './support/lot-to-join.ts';
import { expect, test } from './support/test.ts';

// Without JavaScript, which every page must do without.
test.use({ javaScriptEnabled: false });

test('@phone a provider applies to a lot from its profile, is told what is missing, submits and answers a question', async ({
  page,
  signInAs,
}) => {
  test.slow();
  const { lotId, bids, manager, title } = await plantLotToJoin();
  await signInAs(bids);

  await test.step('the application starts from the profile', async () => {
    await page.goto(`/lot-applications/new?lot=${lotId}`);
    await expect(page.getByRole('heading', { name: 'Apply to Lot 1: Places' })).toBeVisible();
    await page.getByRole('button', { name: 'Start application' }).click();
    await expect(page.getByRole('status')).toContainText('Application begun');
    await expect(page.getByText('Two references, and we ring both')).toBeVisible();
  });
  const address = new URL(page.url()).pathname;
  const missing = page.getByRole('region', { name: 'What is missing' });

  await test.step('what is missing is named, and keeps it from being submitted', async () => {
    await expect(missing.getByRole('link')).toHaveText([
      'Is every home registered?',
      'How do you keep in touch with families?',
    ]);
    await page.getByRole('link', { name: 'Check and submit' }).click();
    await expect(page.getByRole('button', { name: 'Submit application' })).toHaveCount(0);
  });

  await test.step('answers are saved and returned to', async () => {
    await missing.getByRole('link', { name: 'Is every home registered?' }).click();
    await page.getByLabel('No', { exact: true }).check();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(missing.getByRole('link')).toHaveText(['How do you keep in touch with families?']);
    await expect(page.getByText('This answer does not pass')).toBeVisible();
    await page.getByRole('link', { name: 'Edit answers' }).click();
    await page.getByLabel('Yes', { exact: true }).check();
    await page.getByLabel('How do you keep in touch with families?').fill('We ring them every week');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(missing).toContainText('Nothing: it can be submitted.');
  });

  await test.step('nobody else sees the draft', async () => {
    for (const other of ['manager@wrenfield.example', 'commissioner@southwark.example', 'commissioner@kent.example']) {
      await signInAs(other);
      expect((await page.goto(address))?.status(), other).toBe(404);
    }
  });

  await test.step('it is submitted as it was checked', async () => {
    await signInAs(bids);
    await page.goto(`${address}/submit`);
    await page.getByRole('button', { name: 'Submit application' }).click();
    await expect(page.getByRole('status')).toContainText('Application submitted: the decision is due by');
    await expect(page.getByText('10 working days left')).toBeVisible();
    await page.goto('/lot-applications');
    const row = page.getByRole('row').filter({ hasText: title });
    await expect(row).toContainText('Being evaluated');
    await expect(row).toContainText('Wait: the decision is due by');
  });

  await test.step('the authority that leads reads it; another provider and another authority do not', async () => {
    await signInAs('commissioner@southwark.example');
    await page.goto(address);
    await expect(page).toHaveURL(/\/evaluations\//);
    await expect(page.getByText('We ring them every week')).toHaveCount(0);
    await page.getByRole('link', { name: 'declared your interests' }).click();
    await page.getByLabel('No', { exact: true }).check();
    await page.getByRole('button', { name: 'Declare' }).click();
    await expect(page.getByText('We ring them every week')).toBeVisible();
    for (const other of ['manager@wrenfield.example', 'commissioner@kent.example']) {
      await signInAs(other);
      expect((await page.goto(address))?.status(), other).toBe(404);
    }
  });

  await test.step('a question is answered, once', async () => {
    await plantClarification(address.split('/').at(-1) ?? '', 'Who rings the families?');
    await signInAs(manager);
    await page.goto(address);
    await expect(page.getByText('Who rings the families?')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Answer this question' })).toHaveCount(0);
    await signInAs(bids);
    await page.goto('/home');
    await expect(page.getByRole('listitem').filter({ hasText: 'Apply to lots' })).toContainText(
      /\d questions? to answer/,
    );
    await page.goto(address);
    await page.getByRole('link', { name: 'Answer this question' }).click();
    await page.getByRole('button', { name: 'Send answer' }).click();
    await expect(page.getByRole('alert')).toContainText('Enter an answer');
    await page.getByLabel('Your answer').fill('Their key worker');
    await page.getByRole('button', { name: 'Send answer' }).click();
    await expect(page.getByRole('status')).toContainText('Answer sent');
    await expect(page.getByText('Their key worker')).toBeVisible();
  });

  await test.step('it is taken back, changed and withdrawn', async () => {
    await page.getByRole('link', { name: 'Change this application' }).click();
    await expect(page.getByText('the clock then begins anew')).toBeVisible();
    await page.getByRole('button', { name: 'Change application' }).click();
    await expect(page.getByText('You took this application back')).toBeVisible();
    await page.getByRole('link', { name: 'Withdraw this application' }).click();
    await page.getByLabel('Reason').fill('We close the home');
    await page.getByRole('button', { name: 'Withdraw application' }).click();
    await expect(page.getByRole('status')).toContainText('Application withdrawn');
    await expect(page.getByText('We close the home')).toBeVisible();
  });
});
