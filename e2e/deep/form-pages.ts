import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { codeFor } from '../../app/domain/accounts/testing-authenticator.ts';
import { draftSchedule } from '../support/draft-schedule.ts';
import { draftSystem } from '../support/draft-system.ts';
import { plantClarification, plantLotApplication, plantLotToJoin } from '../support/lot-to-join.ts';
import { linkIn, mailTo } from '../support/mail.ts';
import { asOwner } from '../support/owner.ts';
import { expect, fillInSignIn, password } from '../support/test.ts';

// Where the forms are that need a record of their own: each gives the path of the page, for whoever is signed in.

export const firstOf = (list: string) => async (page: Page) => {
  await page.goto(list);
  return (await page.getByRole('table').first().getByRole('link').first().getAttribute('href')) ?? list;
};

/** Of a lot whose fee follows the child's age. */
export async function fosteringQuote(page: Page): Promise<string> {
  await page.goto('/search?type=fostering&age=10&gender=female&postcode=TN24&radius=any&weeks=8');
  const quote = page.locator('a', { hasText: 'See the price in full' }).first();
  return (await quote.getAttribute('href')) ?? '';
}

export const within = (list: string, part: string) => async (page: Page) => `${await firstOf(list)(page)}${part}`;

export const draftStatement = (part: string) => async (page: Page) => {
  await page.goto('/market-position-statements');
  const drafts = page.getByRole('table', { name: /drafts/ });
  return `${await drafts.getByRole('link').first().getAttribute('href')}${part}`;
};

/** Of a provider with a service that is held. */
export const withinAdmission = (part: string) => async (page: Page) => {
  await page.goto('/admissions');
  const held = page.getByRole('row').filter({ hasText: 'held' }).getByRole('link').first();
  return `${await held.getAttribute('href')}${part}`;
};

export async function aHold(page: Page): Promise<string> {
  await page.goto(await withinAdmission('')(page));
  return (
    (await page
      .getByRole('link', { name: /Lift the hold/ })
      .first()
      .getAttribute('href')) ?? ''
  );
}

/** A hold on a service in which a child of Kent's lives: planted, where none does. */
export async function aHeldPlacement(): Promise<string> {
  return asOwner(async (client) => {
    await client.query('begin');
    await client.query(`select set_config('app.system', 'plants a child in a held service', true)`);
    const { rows } = await client.query<{ path: string }>(
      `with held as (
         select h.*, a.lot_id, s.lead_authority_id from admission_holds h join admissions a on a.id = h.admission_id
         join lots l on l.id = a.lot_id join purchasing_systems s on s.id = l.system_id
         join organisations o on o.id = s.lead_authority_id and o.slug = 'kent'
         where h.lifted_at is null and h.judgement = 'inadequate' order by h.id limit 1),
       child as (
         insert into placements (authority_id, reference, accommodation_type, route, provider_id, service_id, lot_id, age_at_start, need_level, started_on)
         select lead_authority_id, gen_random_uuid()::text, (select accommodation_type from services where id = service_id), 'framework',
           provider_id, service_id, lot_id, 12, 'standard', current_date - 30 from held)
       select '/admissions/' || admission_id || '/holds/' || id || '/placements' as path from held`,
    );
    await client.query('commit');
    return rows[0]?.path ?? '';
  });
}

/** A part of a purchasing system of its own, or of its lot. */
export const systemPart = (part: string) => async (page: Page) =>
  `${(await draftSystem(page, `For ${part}`)).system}${part}`;
export const lotPart = (part: string) => async (page: Page) =>
  `${(await draftSystem(page, `A lot for ${part}`)).lot}${part}`;

export async function publishedSystem(page: Page): Promise<string> {
  const { system } = await draftSystem(page, 'To be extended');
  await page.goto(`${system}/status/publish`);
  await page.getByRole('button', { name: 'Publish' }).click();
  return `${system}/extend`;
}

export async function memberToRemove(page: Page): Promise<string> {
  await page.goto('/purchasing-systems');
  await page.getByRole('link', { name: /^Independent fostering and children/ }).click();
  await page.goto(`${new URL(page.url()).pathname}/members`);
  const links = page.getByRole('table', { name: 'Members' }).getByRole('link');
  return (await links.last().getAttribute('href')) ?? '';
}

export async function invitedToJoin(page: Page): Promise<string> {
  await page.goto('/home');
  return (
    (await page
      .getByRole('link', { name: /^Answer the invitation/ })
      .first()
      .getAttribute('href')) ?? ''
  );
}

export const lotToJoin = async () => `/lot-applications/new?lot=${(await plantLotToJoin('orchardine')).lotId}`;

export const lotApplication = (status: 'draft' | 'submitted', part: string) => async () =>
  `/lot-applications/${await plantLotApplication(await plantLotToJoin('orchardine'), status)}${part}`;

export async function clarification(): Promise<string> {
  const application = await plantLotApplication(await plantLotToJoin('orchardine'), 'submitted');
  return `/lot-applications/${application}/clarifications/${await plantClarification(application, 'Who rings the families?')}`;
}

export const schedulePart = (part: string) => async (page: Page) => `${await draftSchedule(page)}${part}`;

/** An uplift that a provider asks Kent for. */
export async function anUplift(page: Page): Promise<string> {
  const [commissioner, asker] = ['commissioner@kent.example', 'bids@orchardine.example'];
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, asker);
  await page.goto(await firstOf('/uplifts/new')(page));
  await page.getByLabel('A percentage on every price').check();
  await page.getByLabel('Percentage, if').fill('1');
  for (const [label, value] of [
    ['Day', '1'],
    ['Month', '6'],
    ['Year', '2029'],
  ] as const)
    await page.getByLabel(label).fill(value);
  await page.getByLabel('Why your prices must rise').fill('Costs');
  await page.getByRole('button', { name: 'Ask for the uplift' }).click();
  await expect(page).toHaveURL(/\/uplifts\/[0-9a-f-]+$/);
  const path = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, commissioner);
  return path;
}

const pathOf = (address: string) => address.slice(new URL(address).origin.length);

/** An invitation that nobody has taken up. */
export async function invitation(page: Page): Promise<string> {
  const email = 'invited@larkhollow.example';
  await signIn(page, 'admin@larkhollow.example');
  await page.goto('/organisation/members/invite');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Bid manager').check();
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  return pathOf(linkIn(await mailTo(email, /Join/)));
}

/** The page of a link for a new password. */
export async function resetLink(page: Page): Promise<string> {
  const email = 'bids@larkhollow.example';
  await page.goto('/forgotten-password');
  await page.getByLabel('Email address').fill(email);
  await page.getByRole('main').getByRole('button').click();
  return pathOf(linkIn(await mailTo(email, /password/i)));
}

/** Half of the way into an account that has a second factor. */
export async function halfSignedIn(page: Page): Promise<string> {
  const email = 'manager@larkhollow.example';
  await signIn(page, email);
  await page.goto('/account/second-factor');
  await page.getByLabel('Password').fill(password());
  await page.getByRole('button', { name: 'Continue' }).click();
  const key = await page.locator('p', { hasText: /^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/ }).innerText();
  await page.getByLabel('Code', { exact: true }).fill(codeFor(key));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, email);
  return '/sign-in/second-factor';
}

export async function signIn(page: Page, email: string) {
  await page.goto('/sign-in');
  await fillInSignIn(page, email, password());
  await expect(page).not.toHaveURL(/\/sign-in$/);
}

/** Of the purchasing system that Southwark leads. */
export const ledSystem = (part: string) => async (page: Page) => {
  await page.goto('/purchasing-systems');
  const system = page.getByRole('main').getByRole('link', { name: /fostering and children/ });
  return `${await system.first().getAttribute('href')}${part}`;
};

/** A question that the system asks, put there where it asks none. */
export async function selectionQuestion(page: Page, question = 'Asked to be changed'): Promise<string> {
  const questions = await ledSystem('/questions')(page);
  await page.goto(`${questions}/new`);
  await fillInQuestion(page, question);
  return (await page.getByRole('link', { name: question }).first().getAttribute('href')) ?? '';
}

/** The page that saves a question to the library, which has none like it. */
export const questionToSave = async (page: Page): Promise<string> =>
  (await selectionQuestion(page, `Asked to be saved ${randomUUID()}`)).replace(/edit$/, 'library');

/** A question of the authority's own library. */
export async function libraryQuestion(page: Page): Promise<string> {
  await page.goto('/question-library/new');
  await page.getByLabel('Topic').selectOption('Staff');
  const question = `Kept to be changed ${randomUUID()}`;
  await fillInQuestion(page, question);
  return (await page.getByRole('link', { name: `Change “${question}”` }).getAttribute('href')) ?? '';
}

async function fillInQuestion(page: Page, question: string) {
  await page.getByLabel('Question', { exact: true }).fill(question);
  await page.getByLabel('Text', { exact: true }).check();
  await page.getByLabel('For information').check();
  await page.getByRole('button', { name: 'Add question' }).click();
}
