import { plantApplication } from '../support/applications.ts';
import { expect, expectAccessible, test } from '../support/test.ts';

test('@phone every page of an evaluation is accessible, fits its screen and ships no script', async ({
  page,
  signInAs,
}, { project }) => {
  test.slow();
  const scoredBy = ['commissioner@southwark.example'];
  const planted = { lead: 'southwark', provider: 'wrenfield', scoredBy };
  const { evaluation: scoring } = await plantApplication(planted);
  const { evaluation: decided, outcome } = await plantApplication({ ...planted, finished: true, agreed: true });
  const pages = [
    ...['', '/evaluators', '/clarify', '/extend', '/declare', '/score', '/decide'].map((part) => scoring + part),
    ...['', '/score', '/moderate', '/decide'].map((part) => decided + part),
  ];
  for (const [who, paths] of Object.entries({ [scoredBy.join()]: pages, 'bids@wrenfield.example': [outcome] })) {
    await signInAs(who);
    for (const path of paths) {
      expect((await page.goto(path))?.status(), path).toBe(200);
      if (project.name === 'deep') await expectAccessible(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
        `${path} fits`,
      ).toBe(true);
      await expect(page.locator('script'), path).toHaveCount(0);
    }
  }
});
