import { expect, type Page } from '@playwright/test';

interface Draft {
  /** Its address. */
  system: string;
  /** The address of its one lot, of children's homes, priced as usual. */
  lot: string;
}

/** A purchasing system that takes applications in rounds, begun through its forms by whoever is signed in: a commissioner. */
export async function draftSystem(page: Page, title: string): Promise<Draft> {
  await page.goto('/purchasing-systems/new');
  const date = async (name: RegExp, [day, month, year]: readonly [string, string, string]) => {
    const group = page.getByRole('group', { name });
    await group.getByLabel('Day').fill(day);
    await group.getByLabel('Month').fill(month);
    await group.getByLabel('Year').fill(year);
  };
  await page.getByRole('radio', { name: /^Dynamic purchasing system/ }).check();
  await page.getByRole('radio', { name: 'Public Contracts Regulations 2015', exact: true }).check();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Summary').fill('Homes for children');
  await page.getByLabel('How to join').fill('Apply to a lot with one set of answers');
  await page.getByRole('radio', { name: /^In rounds/ }).check();
  await date(/^First day/, ['1', '4', '2027']);
  await date(/^Last day/, ['31', '3', '2031']);
  await date(/^Latest last day/, ['31', '3', '2033']);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  const system = new URL(page.url()).pathname.replace(/\/manage$/, '');
  await page.getByRole('link', { name: 'Add a lot' }).click();
  await page.getByLabel('Title').fill('Homes');
  await page.getByRole('radio', { name: /^Children’s home/ }).check();
  await page.getByRole('button', { name: 'Add lot' }).click();
  await expect(page.getByRole('heading', { name: 'How lot 1 is priced' })).toBeVisible();
  const lot = new URL(page.url()).pathname.replace(/\/prices$/, '');
  await page.getByRole('button', { name: 'Save and set ceilings' }).last().click();
  await expect(page.getByRole('heading', { name: 'Price ceilings of lot 1' })).toBeVisible();
  return { system, lot };
}

/** Adds a round that has not opened; returns its address. */
export async function roundOf(page: Page, system: string): Promise<string> {
  await page.goto(`${system}/rounds`);
  await page.getByLabel('Title').fill('Spring');
  for (const [name, month] of [
    ['Day it opens', '4'],
    ['Day it closes', '5'],
  ] as const) {
    const group = page.getByRole('group', { name });
    await group.getByLabel('Day').fill('1');
    await group.getByLabel('Month').fill(month);
    await group.getByLabel('Year').fill('2027');
  }
  await page.getByLabel('Time it opens').fill('09:00');
  await page.getByLabel('Time it closes').fill('17:00');
  await page.getByRole('button', { name: 'Add round' }).click();
  return (await page.getByRole('table').getByRole('link').first().getAttribute('href')) ?? system;
}
