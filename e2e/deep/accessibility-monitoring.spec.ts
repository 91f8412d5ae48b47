import { planVisit } from '../support/monitoring-records.ts';
import { knowRecords } from '../support/records.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { aHeldPlacement } from './form-pages.ts';

test('visits, their actions, notifications and scorecards are accessible and fit a phone', async ({
  page,
  signInAs,
}) => {
  test.slow();
  const records = await knowRecords(page, signInAs);
  const supplier = records.orchardine.split('/').at(-1);
  await signInAs('commissioner@kent.example');
  const planned = await planVisit(page);
  const review = await aHeldPlacement();
  const pages = {
    'commissioner@kent.example': [
      `/monitoring-visits/new?provider=${supplier}`,
      `/monitoring-visits/plan?provider=${supplier}`,
      planned,
      `${planned}/cancel`,
      review,
      records.draftVisit,
      `${records.draftVisit}/edit`,
      `${records.draftVisit}/finalise`,
      records.finalVisit,
      records.notification,
      `${records.orchardine}/scorecard`,
    ],
    'manager@orchardine.example': [records.finalVisit, records.visitAction, `${records.orchardine}/scorecard`],
  };
  for (const [who, addresses] of Object.entries(pages)) {
    await signInAs(who);
    for (const address of addresses) {
      await page.setViewportSize({ width: 1280, height: 900 });
      expect((await page.goto(address))?.status(), address).toBe(200);
      await expectAccessible(page);
      await page.setViewportSize({ width: 375, height: 812 });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
        `${address} fits`,
      ).toBe(true);
    }
  }
});
