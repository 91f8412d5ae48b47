import { Temporal } from 'temporal-polyfill';
import { mailTo } from './support/mail.ts';
import { importJudgement } from './support/ofsted.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

// A provider of its own: the others' prices stay what other journeys expect.
const MANAGER = 'manager@gorsehill.example';
const PROVIDER = 'Gorsehill Foster Care';
const SEARCH = '/search?type=fostering&age=7&gender=female&postcode=TN24';

test('an inadequate judgement withholds a framework price until a commissioner lifts the hold, and says why', async ({
  page,
  signInAs,
}, testInfo) => {
  const title = `Foster home, ${testInfo.testId}`;
  const place = page.getByRole('listitem').filter({ hasText: title });

  await signInAs(MANAGER);
  await page.goto('/vacancies/new');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Where the place is').fill('TN24');
  await page.getByRole('button', { name: 'Publish vacancy' }).click();
  await expect(page.getByRole('status')).toContainText('Vacancy published');
  await page.goto('/services');
  await page.getByRole('table').getByRole('link').first().click();
  const [urn = ''] = (await page.getByRole('main').innerText()).match(/\b(SC\d{6}|\d{7})\b/) ?? [];

  await signInAs('broker@kent.example');
  await page.goto(SEARCH);
  await expect(place).toContainText('framework · lot');
  const price = await place.getByText(/^£/).first().innerText();

  await test.step('Ofsted publishes an inadequate judgement', async () => {
    const inspectedOn = Temporal.Now.plainDateISO('Europe/London').toString();
    const judged = { urn, inspectedOn, judgement: 'Inadequate' };
    expect(await importJudgement(judged)).toMatch(/1 new judgement|1 corrected/);
    expect(await importJudgement(judged), 'again').toContain('0 holds on new referrals placed');
    await page.goto(SEARCH);
    await expect(place).toContainText('takes no new referrals');
    await expect(place).not.toContainText('framework ·');
    const letter = await mailTo('broker@kent.example', /hold on new referrals/);
    expect(letter.text).toContain(PROVIDER);
    expect(letter.text).toContain('review their placements');
    expect((await mailTo(MANAGER, /hold on new referrals/)).text).toContain(urn);
  });

  await test.step('a broker reads the hold and cannot lift it', async () => {
    await page.goto('/admissions');
    await page.getByRole('row').filter({ hasText: PROVIDER }).getByRole('link').first().click();
    await expect(page.getByText('No new referrals', { exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: /Lift the hold/ })).toHaveCount(0);
  });

  await test.step('a commissioner lifts it, each lot by itself', async () => {
    await signInAs('commissioner@kent.example');
    await page.goto('/home');
    await page.getByRole('link', { name: 'Review holds and suspensions' }).click();
    const held = page.getByRole('row').filter({ hasText: PROVIDER }).filter({ hasText: '1 service held' });
    while ((await held.count()) > 0) {
      await held.first().getByRole('link').first().click();
      await page.getByRole('link', { name: /Lift the hold/ }).click();
      await page.getByRole('button', { name: 'Lift the hold' }).click();
      await expect(page.getByRole('alert')).toContainText('Enter the reason');
      await page.getByLabel('Reason').fill('We visited on Tuesday: the failings are put right.');
      await page.getByRole('button', { name: 'Lift the hold' }).click();
      await expect(page.getByRole('status')).toContainText(`The hold on ${urn} is lifted`);
      await expect(page.getByText('We visited on Tuesday: the failings are put right.')).toBeVisible();
      await page.goto('/admissions');
    }
  });

  await test.step('the price is back', async () => {
    await signInAs('broker@kent.example');
    await page.goto(SEARCH);
    await expect(place).toContainText(price);
    await expect(place).toContainText('framework · lot');
    await signInAs(MANAGER);
    expect((await mailTo(MANAGER, /hold on new referrals is lifted/)).text).toContain('the failings are put right');
  });
});

test('an admission is suspended, and a second press is told so and keeps the reason', async ({
  page,
  context,
  signInAs,
}) => {
  await signInAs('commissioner@kent.example');
  await page.goto('/purchasing-systems');
  const system = page.getByRole('main').getByRole('link', { name: 'Independent fostering framework' });
  await page.goto(`${await system.getAttribute('href')}/admissions?status=active`);
  await page.getByRole('link', { name: 'Ravensole' }).first().click();
  const address = page.url();
  await page.getByRole('link', { name: 'Suspend' }).click();
  const other = await context.newPage();
  await other.goto(page.url());
  for (const tab of [page, other]) {
    await tab.getByLabel('Reason').fill('Staffing fell below what was agreed.');
    await tab.getByRole('button', { name: 'Suspend admission' }).click();
  }
  await expect(page.getByRole('status')).toContainText('Admission suspended');
  await expect(other.getByRole('alert')).toContainText('suspended already');
  await expect(other.getByLabel('Reason')).toHaveValue('Staffing fell below what was agreed.');
  expect((await mailTo('bids@ravensole.example', /suspended/)).text).toContain('Staffing fell below');

  await page.goto(`${address}/reinstate`);
  await page.getByLabel('Reason').fill('Two seniors started.');
  await page.getByRole('button', { name: 'Reinstate admission' }).click();
  await expect(page.getByRole('status')).toContainText('reinstated');
  await expect(page.getByRole('row').filter({ hasText: 'Two seniors started.' })).toBeVisible();
});
