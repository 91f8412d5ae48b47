import { plantClarification, plantLotApplication, plantLotToJoin } from '../support/lot-to-join.ts';
import { expect, expectAccessible, test } from '../support/test.ts';

test('@phone an application to a lot is accessible and fits its screen, from its beginning to an answer', async ({
  page,
  signInAs,
}, { project }) => {
  test.slow();
  const lot = await plantLotToJoin();
  const [drafted, asked] = [await plantLotToJoin(), await plantLotToJoin()];
  const draft = `/lot-applications/${await plantLotApplication(drafted, 'draft')}`;
  const submitted = await plantLotApplication(asked, 'submitted');
  const question = await plantClarification(submitted, 'Who rings the families?');
  await signInAs(lot.bids);
  for (const path of [
    '/lot-applications',
    `/lot-applications/new?lot=${lot.lotId}`,
    ...['', '/edit', '/submit', '/withdraw'].map((part) => draft + part),
    ...['', '/reopen', '/withdraw', `/clarifications/${question}`].map(
      (part) => `/lot-applications/${submitted}${part}`,
    ),
  ]) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(200);
    if (project.name === 'deep') await expectAccessible(page);
    const fits = await page.evaluate(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    );
    expect(fits, `${path} fits`).toBe(true);
    await expect(page.locator('script'), path).toHaveCount(0);
  }
});
