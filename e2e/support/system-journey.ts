import { expect, type Page } from '@playwright/test';
import { Temporal } from 'temporal-polyfill';

/** ISO, so many days from today in London. */
export const inDays = (days: number): string => Temporal.Now.plainDateISO('Europe/London').add({ days }).toString();

/** Fills in the three fields of a date: the page's only one, or the one of that name. */
export async function fillDate(page: Page, iso: string, name?: RegExp) {
  const { day, month, year } = Temporal.PlainDate.from(iso);
  const date = name ? page.getByRole('group', { name }) : page;
  for (const [part, value] of Object.entries({ Day: day, Month: month, Year: year }))
    await date.getByLabel(part, { exact: true }).fill(String(value));
}

const choose = (page: Page, question: string | RegExp, answer: string) =>
  page.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check();

/** Begins a dynamic purchasing system that takes applications at any time; returns its address. */
export async function beginSystem(page: Page, title: string): Promise<string> {
  await page.goto('/purchasing-systems/new');
  await page.getByRole('radio', { name: /^Dynamic purchasing system/ }).check();
  await page.getByRole('radio', { name: 'Public Contracts Regulations 2015', exact: true }).check();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Summary').fill('Homes, foster care and supported accommodation for our children');
  await page.getByLabel('How to join').fill('Apply to a lot at any time; the decision takes ten working days');
  await fillDate(page, inDays(0), /^First day/);
  await fillDate(page, inDays(4 * 365), /^Last day/);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status')).toContainText('Draft saved');
  return new URL(page.url()).pathname.replace(/\/manage$/, '');
}

interface Lot {
  title: string;
  kind: RegExp;
  tiers?: string;
}

/** Adds a lot, and confirms the usual price model of its kind, which the page must name. */
export async function addLot(page: Page, system: string, { title, kind, tiers }: Lot, model: string) {
  await page.goto(`${system}/manage`);
  await page.getByRole('link', { name: 'Add a lot' }).click();
  await page.getByLabel('Title').fill(title);
  await page.getByRole('radio', { name: kind }).check();
  if (tiers) await page.getByLabel('Tiers').fill(tiers);
  await page.getByRole('button', { name: 'Add lot' }).click();
  await expect(page.getByRole('status')).toContainText('Lot added');
  await expect(page.getByLabel('Priced by')).toHaveValue(model);
  await page.getByRole('button', { name: 'Save and set ceilings' }).last().click();
  await expect(page.getByRole('status')).toContainText('this is the grid that providers price');
}

/** Asks every applicant a question of their own words that "yes" passes. */
export async function askYesOrNo(page: Page, system: string, question: string) {
  await page.goto(`${system}/questions/new`);
  await page.getByLabel('Question', { exact: true }).fill(question);
  await choose(page, 'Kind of answer', 'Yes or no');
  await choose(page, 'How the answer is judged', 'Pass or fail');
  await choose(page, /which answer passes/, 'Yes');
  await page.getByRole('button', { name: 'Add question' }).click();
  await expect(page.getByRole('status')).toContainText('Question added');
}

/** Takes a question from the library, and scores it from 0 to 5 for all of the marks. */
export async function askFromLibrary(page: Page, system: string, question: string) {
  await page.goto(`${system}/questions/new`);
  await page.getByRole('link', { name: `Use “${question}”` }).click();
  await expect(page.getByLabel('Question', { exact: true })).toHaveValue(question);
  await choose(page, 'How the answer is judged', 'Scored');
  await page.getByLabel('Scored: weight').fill('100');
  await page.getByLabel('Scored: most score').fill('5');
  await page.getByRole('button', { name: 'Add question' }).click();
  await expect(page.getByRole('status')).toContainText('Question added');
}

export async function publishAndOpen(page: Page, system: string) {
  await page.goto(`${system}/manage`);
  await page.getByRole('link', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'Publish purchasing system' }).click();
  await expect(page.getByRole('status')).toContainText('Published');
  await page.getByRole('link', { name: 'Open to applications' }).click();
  await page.getByRole('button', { name: 'Open to applications' }).click();
  await expect(page.getByRole('status')).toContainText('providers can apply to its lots');
}

/** Declares that there is no conflict of interest, passes the first question and scores the second. */
export async function scoreApplication(page: Page, evaluation: string, score: string, comment: string) {
  await page.goto(evaluation);
  await page.getByRole('link', { name: 'Declare your interests' }).click();
  await page.getByLabel('No', { exact: true }).check();
  await page.getByRole('button', { name: 'Declare' }).click();
  await page.getByLabel('Passes', { exact: true }).check();
  await page.getByLabel('Your score').fill(score);
  await page.getByLabel('Comment').last().fill(comment);
  await page.getByRole('button', { name: 'Finish scoring' }).click();
  await expect(page.getByRole('status')).toContainText('finished scoring');
}

/** What a vacancy is searched by. */
interface Place {
  urn: string;
  /** A child who fits. */
  search: string;
}

/** Publishes a vacancy in the first children's home of whoever is signed in. */
export async function publishHome(page: Page, title: string): Promise<Place> {
  await page.goto('/services');
  await page.getByRole('row').filter({ hasText: 'Children’s home' }).getByRole('link').first().click();
  const [urn = ''] = (await page.getByRole('main').innerText()).match(/\b(SC\d{6}|\d{7})\b/) ?? [];
  await page.goto('/vacancies/new');
  await page.getByRole('row').filter({ hasText: 'Children’s home' }).getByRole('link').first().click();
  const [, postcode = ''] = (await page.getByRole('main').innerText()).match(/the area, (\S+)/) ?? [];
  const gender = (await page.getByLabel('Boys and young men').isChecked()) ? 'male' : 'female';
  const age = await page.getByLabel('Age to').inputValue();
  await page.getByLabel('Title').fill(title);
  await page.getByRole('button', { name: 'Publish vacancy' }).click();
  await expect(page.getByRole('status')).toContainText('Vacancy published');
  return { urn, search: `type=home&age=${age}&gender=${gender}&postcode=${postcode}` };
}
