import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { plantApplication } from './applications.ts';
import { plantLotApplication, plantLotToJoin } from './lot-to-join.ts';
import { finishReport, notify, recordVisit } from './monitoring-records.ts';
import { plantUplift } from './uplifts.ts';

/** Addresses of records: Orchardine's, Kent's and, of the draft statement, Medway's. */
export interface Records {
  draftVacancy: string;
  publishedVacancy: string;
  service: string;
  schedule: string;
  draftStatement: string;
  publishedStatement: string;
  provider: string;
  system: string;
  /** Led by Kent: a draft, and a lot of it. */
  draftSystem: string;
  draftLot: string;
  /** Led by West Sussex, which asked Medway to join. */
  invitedSystem: string;
  /** Of Orchardine: its bid manager's page. */
  member: string;
  /** Of Orchardine, to Kent's framework: its page. */
  admission: string;
  /** Orchardine's own page in the directory; `provider` is anyone's. */
  orchardine: string;
  /** Kent's, about Orchardine. */
  draftVisit: string;
  finalVisit: string;
  /** Of the final one. */
  visitAction: string;
  /** Orchardine's. */
  notification: string;
  /** Of Orchardine's admission to the schedule's lot: the page that prices a place. */
  quote: string;
  /** Of Orchardine's application to a lot that Kent leads: Kent's page, and Orchardine's of the outcome. */
  evaluation: string;
  outcome: string;
  /** Of Orchardine: a file of its profile. */
  document: string;
  /** Of Orchardine: the form that begins an application, and a draft to the same lot. */
  lotToJoin: string;
  lotApplication: string;
  /** Orchardine asks Kent for it, and it waits. */
  uplift: string;
}

async function saveDraft(page: Page): Promise<string> {
  await page.goto('/vacancies/new');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByLabel('Title').fill('A draft that nobody else sees');
  await page.getByLabel('Where the place is').fill('TN24');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status')).toContainText('Draft saved');
  return new URL(page.url()).pathname;
}

/** The addresses of records, found once in a run. */
export async function knowRecords(page: Page, signInAs: (email: string) => Promise<void>): Promise<Records> {
  const kept = join(process.env.E2E_SESSIONS ?? '', 'records.json');
  const known = await readFile(kept, 'utf8').catch(() => undefined);
  if (known) return JSON.parse(known) as Records;
  const found = await findRecords(page, signInAs);
  await writeFile(kept, JSON.stringify(found));
  return found;
}

/** As their owners find them. */
async function findRecords(page: Page, signInAs: (email: string) => Promise<void>): Promise<Records> {
  const first = async (list: string, { table = /./, row = /./, wanted = true } = {}) => {
    await page.goto(list);
    const rows = page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: row });
    const links = rows.getByRole('link');
    if (!wanted && (await links.count()) === 0) return '';
    return (await links.first().getAttribute('href')) ?? '';
  };
  await signInAs('manager@orchardine.example');
  const own = {
    draftVacancy: (await first('/vacancies', { row: /Draft/, wanted: false })) || (await saveDraft(page)),
    publishedVacancy: await first('/vacancies', { row: /Published/ }),
    service: await first('/services'),
    schedule: await first('/price-schedules', { row: /In force/ }),
    provider: await first('/providers'),
    admission: await first('/admissions', { row: /Independent fostering framework/ }),
    orchardine: await first('/providers', { row: /Orchardine/ }),
    document: await first('/profile', { table: /Documents/, row: /In date|Expires/ }),
  };
  const notification = await notify(page);
  await page.goto(own.schedule);
  const quote = (await page.getByRole('link', { name: 'Price a place' }).getAttribute('href')) ?? '';
  await page.goto('/purchasing-systems');
  const system = page.getByRole('main').getByRole('link', { name: 'Independent fostering framework' });
  const invited = page.getByRole('main').getByRole('link', { name: 'Residential education dynamic purchasing system' });
  const invitedSystem = (await invited.getAttribute('href')) ?? '';
  const others = {
    system: (await system.getAttribute('href')) ?? '',
    publishedStatement: await first('/market-position-statements', { row: /Kent County Council/ }),
  };
  await signInAs('commissioner@kent.example');
  await page.goto('/purchasing-systems');
  const draft = page.getByRole('main').getByRole('link', { name: 'Supported accommodation dynamic market' });
  const draftSystem = (await draft.getAttribute('href')) ?? '';
  await page.goto(`${draftSystem}/manage`);
  const lot = await page.getByRole('link', { name: /^Lot 1:/ }).getAttribute('href');
  const systems = { draftSystem, draftLot: (lot ?? '').replace(/\/edit$/, ''), invitedSystem };
  await signInAs('admin@orchardine.example');
  const member = await first('/organisation/members', { row: /bids@orchardine/ });
  await signInAs('commissioner@medway.example');
  const draftStatement = await first('/market-position-statements', { table: /drafts/ });
  await signInAs('commissioner@kent.example');
  const finalVisit = await recordVisit(page, /Orchardine/);
  const visitAction = await finishReport(page, finalVisit);
  const draftVisit = await recordVisit(page, /Orchardine/);
  const monitoring = { draftVisit, finalVisit, visitAction, notification };
  const { evaluation, outcome } = await plantApplication({
    lead: 'kent',
    provider: 'orchardine',
    declaredBy: ['commissioner@kent.example'],
  });
  const planted = { evaluation, outcome };
  const toJoin = await plantLotToJoin('orchardine');
  const lots = {
    lotToJoin: `/lot-applications/new?lot=${toJoin.lotId}`,
    lotApplication: `/lot-applications/${await plantLotApplication(toJoin, 'draft')}`,
  };
  const uplift = await plantUplift({ lead: 'kent', provider: 'orchardine' });
  return { ...own, ...others, ...systems, ...monitoring, ...planted, ...lots, member, draftStatement, quote, uplift };
}
