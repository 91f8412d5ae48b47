import { knowRecords } from '../support/records.ts';
import { expect, expectAccessible, test } from '../support/test.ts';

test('what the authority that leads a purchasing system sees is accessible', async ({ page, signInAs }) => {
  test.slow();
  const { system, draftSystem, draftLot, invitedSystem } = await knowRecords(page, signInAs);
  await signInAs('commissioner@kent.example');
  const pages = [
    ...['', '/edit', '/manage', '/status/publish', '/lots/new', '/members', '/rounds'].map(
      (part) => draftSystem + part,
    ),
    ...['/edit', '/remove', '/prices', '/prices?model=package', '/ceilings'].map((part) => draftLot + part),
    ...['', '/edit', '/manage', '/status/end', '/extend'].map((part) => system + part),
  ];
  for (const path of pages) {
    expect((await page.goto(path))?.status(), path).toBe(200);
    await expectAccessible(page);
  }
  await page.goto(`${system}/manage`);
  await page.getByRole('link', { name: 'How lot 1 is priced' }).click();
  await expectAccessible(page);
  await signInAs('commissioner@medway.example');
  await page.goto(`${invitedSystem}/invitation`);
  await expectAccessible(page);
});
