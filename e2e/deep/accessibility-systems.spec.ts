import { randomUUID } from 'node:crypto';
import { draftSystem } from '../support/draft-system.ts';
import { knowRecords } from '../support/records.ts';
import { askYesOrNo } from '../support/system-journey.ts';
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

test('a question is saved to the library, once, and changed there, on accessible pages', async ({ page, signInAs }) => {
  await signInAs('commissioner@kent.example');
  const { system } = await draftSystem(page, 'With a question to keep');
  const question = `Do you keep a list of who visits? ${randomUUID()}`;
  await askYesOrNo(page, system, question);
  const save = async () => {
    await page.goto(`${system}/questions`);
    await page.getByRole('link', { name: question }).click();
    await page.getByRole('link', { name: 'Save to the library' }).click();
    await expect(page.getByRole('heading', { name: 'Save a question to the library' })).toBeVisible();
    await expectAccessible(page);
  };
  await save();
  await page.getByLabel('Topic').selectOption('Staff');
  await page.getByRole('button', { name: 'Save to the library' }).click();
  await expect(page.getByRole('status')).toContainText('Question saved to the library');
  await save();
  await expect(page.getByText('The library has this question already')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Question library' }).click();
  await page.getByRole('link', { name: `Change “${question}”` }).click();
  await expect(page.getByRole('heading', { name: 'Change a question' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Question', { exact: true }).fill(`${question} Where?`);
  await page.getByRole('button', { name: 'Save question' }).click();
  await expect(page.getByRole('status')).toContainText('Question changed in the library');
  await page.goto(`${system}/questions`);
  await expect(page.getByRole('link', { name: question, exact: true })).toBeVisible();
});
