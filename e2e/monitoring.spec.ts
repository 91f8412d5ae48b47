import { formatDate, todayInLondon } from '../app/lib/dates.ts';
import { londonClock } from '../app/lib/london-time.ts';
import { mailTo } from './support/mail.ts';
import { fillDate } from './support/monitoring-records.ts';
import { expect, test } from './support/test.ts';

// Contract monitoring as its people do it: without JavaScript, which every page must do without.
test.use({ javaScriptEnabled: false });

const COMMISSIONER = 'commissioner@kent.example';
const MANAGER = 'manager@orchardine.example';
const PROVIDER = 'Orchardine';

test('@phone a visit is recorded, finished, answered and closed; a provider notifies; a broker reads the scorecard', async ({
  page,
  signInAs,
}, testInfo) => {
  test.slow();
  const today = todayInLondon();
  const mark = `${testInfo.testId}-${testInfo.project.name}-${testInfo.retry}`;
  const [first, second] = [`Write night checks down ${mark}`, `Mend the gate ${mark}`];
  let visit = '';
  let notification = '';

  await test.step('a commissioner records a visit with two actions', async () => {
    await signInAs(COMMISSIONER);
    await page.goto('/monitoring-visits');
    await page.getByRole('link', { name: 'Record a visit' }).click();
    await page.getByRole('link', { name: new RegExp(PROVIDER) }).click();
    await page.getByLabel('Unannounced').check();
    await fillDate(page, 'Date of the visit', today);
    await page.getByLabel('Who visited').fill('A contracts officer, young inspectors 1 and 2');
    await page.getByLabel('Protection of children').selectOption('Partly met');
    await page.getByLabel('What you found').fill(`Night checks are not written down. ${mark}`);
    await page.getByLabel('What the young inspectors saw and said').fill('The garden is good. The gate squeaks.');
    await page.getByLabel('How they felt about it').selectOption('Mixed');
    await page.getByLabel('Some concerns').check();
    for (const [index, action] of [first, second].entries()) {
      await page.getByRole('button', { name: /^Add (an|another) action/ }).click();
      const row = page.getByRole('group', { name: `Action ${index + 1}`, exact: true });
      await row.getByLabel('What has to be done').fill(action);
      await row.getByLabel('Who does it').fill('Registered manager');
      await fillDate(page, 'Due on', today);
    }
    await page.getByRole('button', { name: 'Save draft' }).last().click();
    await expect(page.getByRole('status')).toContainText('Draft saved');
    visit = new URL(page.url()).pathname;
  });

  await test.step('until it is finished the provider does not know of it', async () => {
    await signInAs(MANAGER);
    expect((await page.goto(visit))?.status()).toBe(404);
  });

  await test.step('the commissioner finishes the report', async () => {
    await signInAs(COMMISSIONER);
    await page.goto(visit);
    await page.getByRole('link', { name: 'Finish the report' }).click();
    await page.getByRole('button', { name: 'Finish the report' }).click();
    await expect(page.getByRole('status')).toContainText('The report is finished');
    expect((await mailTo(MANAGER, /monitoring visit/)).text).toContain('Kent County Council');
  });

  await test.step('the provider reads it and reports on an action', async () => {
    await signInAs(MANAGER);
    await page.goto('/home');
    await expect(page.getByRole('listitem').filter({ hasText: 'monitoring visits' })).toContainText(/to do|overdue/);
    await page.goto(visit);
    await expect(page.getByText(`Night checks are not written down. ${mark}`)).toBeVisible();
    await page.getByRole('link', { name: first }).click();
    await page.getByRole('button', { name: 'Report as done' }).click();
    await expect(page.getByRole('alert')).toContainText('Enter what was done');
    await page.getByLabel('What was done').fill('A sheet hangs by every door');
    await page.getByRole('button', { name: 'Report as done' }).click();
    await expect(page.getByRole('row').filter({ hasText: first })).toContainText('Reported done');
    await expect(page.getByRole('button', { name: 'Close action' })).toHaveCount(0);
  });

  await test.step('the authority closes it', async () => {
    await signInAs(COMMISSIONER);
    await page.goto(visit);
    await page.getByRole('link', { name: first }).click();
    await expect(page.getByText('A sheet hangs by every door')).toBeVisible();
    await page.getByRole('button', { name: 'Close action' }).click();
    await expect(page.getByRole('row').filter({ hasText: first })).toContainText('Closed');
    await expect(page.getByRole('row').filter({ hasText: second })).toContainText('Open');
  });

  await test.step('the provider notifies those who buy from it', async () => {
    await signInAs(MANAGER);
    await page.goto('/notifications');
    await page.getByRole('link', { name: 'Notify authorities' }).click();
    await page.getByLabel('Change of manager').check();
    const { date, time } = londonClock(new Date(Date.now() - 3 * 60 * 60 * 1000));
    await fillDate(page, 'Date it happened', date);
    await page.getByLabel('Time it happened').fill(time);
    await page.getByLabel('What happened').fill(`The registered manager has left. ${mark}`);
    await page.getByRole('button', { name: 'Notify authorities' }).click();
    await expect(page.getByText('In time', { exact: true })).toBeVisible();
    notification = new URL(page.url()).pathname;
    const letter = await mailTo('broker@kent.example', /notified/);
    expect(letter.text).not.toContain('manager has left');
  });

  await test.step('a broker of the authority reads the notification and the scorecard', async () => {
    await signInAs('broker@kent.example');
    await page.goto('/notifications');
    await page.getByRole('row').filter({ hasText: PROVIDER }).locator(`a[href="${notification}"]`).click();
    await expect(page.getByText(`The registered manager has left. ${mark}`)).toBeVisible();
    await page.goto('/providers');
    await page.getByRole('link', { name: new RegExp(PROVIDER) }).click();
    await page.getByRole('link', { name: 'Scorecard' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/Scorecard of Orchardine/);
    await expect(page.getByText(new RegExp(`${formatDate(today)}: some concerns`))).toBeVisible();
    await expect(page.getByRole('table', { name: /Notifications/ })).toContainText('Change of manager');
  });

  await test.step('an authority that has no part in it finds none of them', async () => {
    const scorecard = new URL(page.url()).pathname;
    await signInAs('commissioner@medway.example');
    for (const address of [visit, notification, scorecard])
      expect((await page.goto(address))?.status(), address).toBe(404);
  });
});
