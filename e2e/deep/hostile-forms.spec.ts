import { readdir, readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import fc from 'fast-check';
import { codeFor } from '../../app/domain/accounts/testing-authenticator.ts';
import { plantApplication } from '../support/applications.ts';
import { draftSystem, roundOf } from '../support/draft-system.ts';
import { plantClarification, plantLotApplication, plantLotToJoin } from '../support/lot-to-join.ts';
import { linkIn, mailTo } from '../support/mail.ts';
import { finishReport, recordVisit } from '../support/monitoring-records.ts';
import { expect, fillInSignIn, password, test } from '../support/test.ts';
import { type Fields, hostileForm, worstForms } from './hostile-values.ts';

// Every action of every route gets hostile values until it has had enough of them: none of them may become a fault of ours.
test.use({ javaScriptEnabled: false });

const LEAST_VALUES = 2_000;
const FORMS_A_TURN = 20;
const ROUTES = new URL('../../app/routes/', import.meta.url);

interface Form {
  /** Who fills it in; nobody: a visitor. */
  who?: string;
  /** The page that holds the form, reached as its user reaches it. */
  page: string | ((page: Page) => Promise<string>);
  /** Where it is sent, where that is not the page's own address. */
  action?: string;
  /** Names that no form on the page carries. */
  names?: string[];
}

const firstOf = (list: string) => async (page: Page) => {
  await page.goto(list);
  return (await page.getByRole('table').first().getByRole('link').first().getAttribute('href')) ?? list;
};

const within = (list: string, part: string) => async (page: Page) => `${await firstOf(list)(page)}${part}`;

const draftStatement = (part: string) => async (page: Page) => {
  await page.goto('/market-position-statements');
  const drafts = page.getByRole('table', { name: /drafts/ });
  return `${await drafts.getByRole('link').first().getAttribute('href')}${part}`;
};

/** Of a provider with a service that is held. */
const withinAdmission = (part: string) => async (page: Page) => {
  await page.goto('/admissions');
  const held = page.getByRole('row').filter({ hasText: 'held' }).getByRole('link').first();
  return `${await held.getAttribute('href')}${part}`;
};

async function aHold(page: Page): Promise<string> {
  await page.goto(await withinAdmission('')(page));
  return (
    (await page
      .getByRole('link', { name: /Lift the hold/ })
      .first()
      .getAttribute('href')) ?? ''
  );
}

/** A part of a purchasing system of its own, or of its lot. */
const systemPart = (part: string) => async (page: Page) => `${(await draftSystem(page, `For ${part}`)).system}${part}`;
const lotPart = (part: string) => async (page: Page) => `${(await draftSystem(page, `A lot for ${part}`)).lot}${part}`;

async function publishedSystem(page: Page): Promise<string> {
  const { system } = await draftSystem(page, 'To be extended');
  await page.goto(`${system}/status/publish`);
  await page.getByRole('button', { name: 'Publish' }).click();
  return `${system}/extend`;
}

async function memberToRemove(page: Page): Promise<string> {
  await page.goto('/purchasing-systems');
  await page.getByRole('link', { name: /^Independent fostering and children/ }).click();
  await page.goto(`${new URL(page.url()).pathname}/members`);
  const links = page.getByRole('table', { name: 'Members' }).getByRole('link');
  return (await links.last().getAttribute('href')) ?? '';
}

async function invitedToJoin(page: Page): Promise<string> {
  await page.goto('/home');
  return (
    (await page
      .getByRole('link', { name: /^Answer the invitation/ })
      .first()
      .getAttribute('href')) ?? ''
  );
}

const APPLICANT = 'bids@orchardine.example';

const lotToJoin = async () => `/lot-applications/new?lot=${(await plantLotToJoin('orchardine')).lotId}`;

const lotApplication = (status: 'draft' | 'submitted', part: string) => async () =>
  `/lot-applications/${await plantLotApplication(await plantLotToJoin('orchardine'), status)}${part}`;

async function clarification(): Promise<string> {
  const application = await plantLotApplication(await plantLotToJoin('orchardine'), 'submitted');
  return `/lot-applications/${application}/clarifications/${await plantClarification(application, 'Who rings the families?')}`;
}

/** A draft that is begun for it. */
const draftSchedule = (part: string) => async (page: Page) => {
  await page.goto(await firstOf('/price-schedules/new')(page));
  for (const [label, value] of [
    ['Day', '1'],
    ['Month', '6'],
    ['Year', '2029'],
  ] as const)
    await page.getByLabel(label).fill(value);
  await page.getByRole('button', { name: 'Begin draft' }).click();
  await expect(page).toHaveURL(/\/edit$/);
  return `${new URL(page.url()).pathname.replace(/\/edit$/, '')}${part}`;
};

/** An uplift that a provider asks Kent for. */
async function anUplift(page: Page): Promise<string> {
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
async function invitation(page: Page): Promise<string> {
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
async function resetLink(page: Page): Promise<string> {
  const email = 'bids@larkhollow.example';
  await page.goto('/forgotten-password');
  await page.getByLabel('Email address').fill(email);
  await page.getByRole('main').getByRole('button').click();
  return pathOf(linkIn(await mailTo(email, /password/i)));
}

/** Half of the way into an account that has a second factor. */
async function halfSignedIn(page: Page): Promise<string> {
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

async function signIn(page: Page, email: string) {
  await page.goto('/sign-in');
  await fillInSignIn(page, email, password());
  await expect(page).not.toHaveURL(/\/sign-in$/);
}

/** A part of an application's evaluation, of an application that nobody else evaluates. */
const evaluating = (part: string, at: { finished?: boolean; agreed?: boolean } = {}) => ({
  who: LEAD,
  page: async () => {
    const planted = { lead: 'southwark', provider: 'wrenfield', scoredBy: [LEAD] };
    const { evaluation } = await plantApplication({ ...at, ...planted });
    return `${evaluation}/${part}`;
  },
});

const LEAD = 'commissioner@southwark.example';
const MANAGER = 'manager@wrenfield.example';
const BIDS = 'bids@wrenfield.example';
const COMMISSIONER = 'commissioner@medway.example';
const BUYER = LEAD;
/** Of the purchasing system that Southwark leads. */
const ledSystem = (part: string) => async (page: Page) => {
  await page.goto('/purchasing-systems');
  const system = page.getByRole('main').getByRole('link', { name: /fostering and children/ });
  return `${await system.first().getAttribute('href')}${part}`;
};

/** A question that the system asks, put there where it asks none. */
async function selectionQuestion(page: Page): Promise<string> {
  const questions = await ledSystem('/questions')(page);
  await page.goto(`${questions}/new`);
  await page.getByLabel('Question', { exact: true }).fill('Asked to be changed');
  await page.getByLabel('Text', { exact: true }).check();
  await page.getByLabel('For information').check();
  await page.getByRole('button', { name: 'Add question' }).click();
  return (await page.getByRole('link', { name: 'Asked to be changed' }).first().getAttribute('href')) ?? '';
}

const ADMINISTRATOR = 'admin@copperbeck.example';

/** By the file of the route. What changes an account changes one of its own. */
const FORMS: Record<string, Form> = {
  'sign-in.tsx': { page: '/sign-in' },
  'sign-in_.second-factor.tsx': { page: halfSignedIn },
  'sign-out.ts': { page: '/', action: '/sign-out' },
  'forgotten-password.tsx': { page: '/forgotten-password' },
  'reset-password.tsx': { page: resetLink },
  'account.name.tsx': { who: 'manager@fernacre.example', page: '/account/name' },
  'account.password.tsx': { who: 'bids@fernacre.example', page: '/account/password' },
  'account.email.tsx': { who: 'admin@fernacre.example', page: '/account/email', names: ['token'] },
  'account.second-factor.tsx': { who: 'manager@marlbrook.example', page: '/account/second-factor', names: ['code'] },
  'account.sessions.tsx': { who: 'bids@marlbrook.example', page: '/account/sessions', names: ['session'] },
  'account.api-tokens.tsx': { who: 'admin@marlbrook.example', page: '/account/api-tokens', names: ['token'] },
  'api.v1.$.ts': { page: '/api/v1/nothing' },
  'api.v1.me.ts': { page: '/api/v1/me' },
  'api.v1.openapi[.]json.ts': { page: '/api/v1/openapi.json' },
  'api.v1.vacancies.ts': { page: '/api/v1/vacancies' },
  'apply.tsx': { page: '/apply?kind=provider' },
  'applications.$applicationId.tsx': { who: 'operator@market.example', page: firstOf('/applications') },
  'join.$token.tsx': { page: invitation },
  'organisation._index.tsx': { who: ADMINISTRATOR, page: '/organisation' },
  'organisation.choose.tsx': { who: 'consortium@kent.example', page: '/organisation/choose' },
  'organisation.members._index.tsx': { who: ADMINISTRATOR, page: '/organisation/members', names: ['invitation'] },
  'organisation.members.invite.tsx': { who: ADMINISTRATOR, page: '/organisation/members/invite' },
  'organisation.members.$userId._index.tsx': { who: 'admin@rowanlea.example', page: firstOf('/organisation/members') },
  'organisation.members.$userId.deactivate.tsx': {
    who: 'admin@rowanlea.example',
    page: within('/organisation/members', '/deactivate'),
  },
  'vacancies.new.tsx': { who: MANAGER, page: firstOf('/vacancies/new') },
  'vacancies.$vacancyId._index.tsx': { who: MANAGER, page: firstOf('/vacancies') },
  'vacancies.$vacancyId.edit.tsx': { who: MANAGER, page: within('/vacancies', '/edit') },
  'market-position-statements.new.tsx': { who: COMMISSIONER, page: '/market-position-statements/new' },
  'market-position-statements.$statementId.edit.tsx': { who: COMMISSIONER, page: draftStatement('/edit') },
  'market-position-statements.$statementId.publish.tsx': { who: COMMISSIONER, page: draftStatement('/publish') },
  'admissions.$admissionId.$decision.tsx': { who: 'commissioner@kent.example', page: withinAdmission('/tier') },
  'admissions.$admissionId.holds.$holdId.tsx': { who: 'commissioner@kent.example', page: aHold },
  'monitoring-visits.new.tsx': { who: BUYER, page: firstOf('/monitoring-visits/new') },
  'monitoring-visits.$visitId.edit.tsx': { who: BUYER, page: async (page) => `${await recordVisit(page)}/edit` },
  'monitoring-visits.$visitId.finalise.tsx': {
    who: BUYER,
    page: async (page) => `${await recordVisit(page)}/finalise`,
  },
  'monitoring-visits.$visitId.actions.$actionId.tsx': {
    who: BUYER,
    page: async (page) => finishReport(page, await recordVisit(page)),
    names: ['note'],
  },
  'notifications.new.tsx': { who: MANAGER, page: '/notifications/new', names: ['clockTurn'] },
  'purchasing-systems.new.tsx': { who: COMMISSIONER, page: '/purchasing-systems/new' },
  'purchasing-systems.$systemId.edit.tsx': { who: COMMISSIONER, page: systemPart('/edit') },
  'purchasing-systems.$systemId.status.$step.tsx': { who: COMMISSIONER, page: systemPart('/status/publish') },
  'purchasing-systems.$systemId.extend.tsx': { who: COMMISSIONER, page: publishedSystem },
  'purchasing-systems.$systemId.lots.new.tsx': { who: COMMISSIONER, page: systemPart('/lots/new') },
  'purchasing-systems.$systemId.lots.$lotId.edit.tsx': { who: COMMISSIONER, page: lotPart('/edit') },
  'purchasing-systems.$systemId.lots.$lotId.remove.tsx': { who: COMMISSIONER, page: lotPart('/remove') },
  'purchasing-systems.$systemId.lots.$lotId.prices.tsx': { who: COMMISSIONER, page: lotPart('/prices') },
  'purchasing-systems.$systemId.lots.$lotId.ceilings.tsx': { who: COMMISSIONER, page: lotPart('/ceilings') },
  'purchasing-systems.$systemId.members._index.tsx': {
    who: COMMISSIONER,
    page: systemPart('/members'),
    names: ['withdraw'],
  },
  'purchasing-systems.$systemId.members.$authorityId.remove.tsx': {
    who: 'commissioner@southwark.example',
    page: memberToRemove,
  },
  'purchasing-systems.$systemId.invitation.tsx': { who: COMMISSIONER, page: invitedToJoin },
  'purchasing-systems.$systemId.rounds._index.tsx': {
    who: COMMISSIONER,
    page: systemPart('/rounds'),
    names: ['opensWhich', 'closesWhich'],
  },
  'purchasing-systems.$systemId.rounds.$roundId.tsx': {
    who: COMMISSIONER,
    page: async (page) => roundOf(page, (await draftSystem(page, 'With a round')).system),
    names: ['opensWhich', 'closesWhich'],
  },
  'evaluations.$applicationId.evaluators.tsx': { ...evaluating('evaluators'), names: ['evaluator'] },
  'evaluations.$applicationId.clarify.tsx': evaluating('clarify'),
  'evaluations.$applicationId.extend.tsx': evaluating('extend'),
  'evaluations.$applicationId.declare.tsx': evaluating('declare'),
  'evaluations.$applicationId.score.tsx': evaluating('score'),
  'evaluations.$applicationId.moderate.tsx': evaluating('moderate', { finished: true }),
  'evaluations.$applicationId.decide.tsx': evaluating('decide', { finished: true, agreed: true }),
  'profile.answers.$topic.tsx': { who: 'bids@copperbeck.example', page: '/profile/answers/staff' },
  'profile.documents.new.tsx': { who: 'bids@copperbeck.example', page: '/profile/documents/new' },
  'question-library._index.tsx': { who: LEAD, page: '/question-library', names: ['question'] },
  'question-library.new.tsx': { who: LEAD, page: '/question-library/new' },
  'purchasing-systems.$systemId.questions._index.tsx': {
    who: LEAD,
    page: ledSystem('/questions'),
    names: ['question', 'intent'],
  },
  'purchasing-systems.$systemId.questions.new.tsx': { who: LEAD, page: ledSystem('/questions/new') },
  'purchasing-systems.$systemId.questions.documents.tsx': { who: LEAD, page: ledSystem('/questions/documents') },
  'purchasing-systems.$systemId.questions.$questionId.edit.tsx': { who: LEAD, page: selectionQuestion },
  'purchasing-systems.$systemId.documents.tsx': { who: LEAD, page: ledSystem('/documents'), names: ['document'] },
  'lot-applications.new.tsx': { who: APPLICANT, page: lotToJoin },
  'lot-applications.$applicationId._index.tsx': { who: APPLICANT, page: lotApplication('draft', '') },
  'lot-applications.$applicationId.edit.tsx': { who: APPLICANT, page: lotApplication('draft', '/edit') },
  'lot-applications.$applicationId.submit.tsx': {
    who: APPLICANT,
    page: lotApplication('draft', '/submit'),
    names: ['revision'],
  },
  'lot-applications.$applicationId.withdraw.tsx': { who: APPLICANT, page: lotApplication('submitted', '/withdraw') },
  'lot-applications.$applicationId.reopen.tsx': { who: APPLICANT, page: lotApplication('submitted', '/reopen') },
  'lot-applications.$applicationId.clarifications.$clarificationId.tsx': { who: APPLICANT, page: clarification },
  'price-schedules.new.tsx': { who: BIDS, page: firstOf('/price-schedules/new') },
  'price-schedules.$scheduleId._index.tsx': { who: BIDS, page: draftSchedule(''), names: ['reason'] },
  'price-schedules.$scheduleId.edit.tsx': { who: BIDS, page: draftSchedule('/edit') },
  'uplifts.new.tsx': { who: BIDS, page: firstOf('/uplifts/new') },
  'uplifts.$upliftId.tsx': { who: 'commissioner@kent.example', page: anUplift },
};

test('every action is here', async () => {
  const files = await readdir(ROUTES);
  const acting: string[] = [];
  for (const file of files) {
    if (/export (async )?(function|const) action\b/.test(await readFile(new URL(file, ROUTES), 'utf8')))
      acting.push(file);
  }
  expect(Object.keys(FORMS).toSorted()).toEqual(acting.toSorted());
});

for (const [file, form] of Object.entries(FORMS)) {
  test(`hostile values in ${file}`, async ({ page }) => {
    if (form.who) await signIn(page, form.who);
    const path = typeof form.page === 'string' ? form.page : await form.page(page);
    await page.goto(path);
    const action = form.action ?? (await actionOf(page, path));
    const baseline: Fields = [
      ...(await page.locator('main form[method=post]').evaluateAll(fieldsOf)),
      ...(form.names ?? []).map((name): [string, string] => [name, '']),
    ];
    const headers = { Origin: new URL(page.url()).origin };
    const seed = Date.now();
    let values = 0;
    for (let turn = 0; values < LEAST_VALUES; turn++) {
      const sample = fc.sample(hostileForm(baseline), { numRuns: FORMS_A_TURN, seed: seed + turn });
      for (const { fields, hostile } of turn === 0 ? worstForms(baseline) : sample) {
        const response = await page.request.post(action, { ...encoded(fields, turn, headers), maxRedirects: 0 });
        const status = response.status();
        expect(status, `${action} with seed ${seed + turn}: ${JSON.stringify(fields).slice(0, 2_000)}`).toBeLessThan(
          500,
        );
        values += hostile;
        // A form that was right by chance, and ended the session: go on as before.
        if (form.who && /^\/sign-in\?/.test(response.headers().location ?? '')) await signIn(page, form.who);
      }
    }
    expect((await page.request.get('/healthcheck')).status()).toBe(200);
    expect(() => process.kill(Number(process.env.E2E_PORTAL_PID), 0), 'the same process').not.toThrow();
    test.info().annotations.push({ type: 'hostile values', description: String(values) });
  });
}

/** The address that the first form of the page is sent to. */
async function actionOf(page: Page, path: string): Promise<string> {
  const form = page.locator('main form[method=post]').first();
  return (await form.count()) === 0 ? path : ((await form.getAttribute('action')) ?? path);
}

/** What the forms would send as they are, their empty controls filled with something that may pass. */
function fieldsOf(forms: Element[]): Fields {
  const plausible = (control: Element): string => {
    if (control instanceof HTMLButtonElement) return control.value;
    if (control instanceof HTMLTextAreaElement) return 'A plain answer';
    if (!(control instanceof HTMLInputElement) || ['checkbox', 'radio', 'hidden'].includes(control.type)) return '';
    if (control.type === 'email') return 'ana@example.org';
    if (control.type === 'password') return 'plum kettle orbit 1842';
    return ['numeric', 'decimal'].includes(control.inputMode) ? '5' : 'A plain answer';
  };
  return forms.flatMap((form) => {
    const sent = new FormData(form as HTMLFormElement);
    const empty = [...(form as HTMLFormElement).elements].flatMap((control): Fields => {
      const name = control.getAttribute('name');
      return name && !sent.get(name) ? [[name, plausible(control)]] : [];
    });
    // Of several buttons, or choices, the first.
    const answered = new Set<string>();
    const once = empty.filter(([name, value]) => value === '' || (!answered.has(name) && answered.add(name)));
    const filled = [...sent].filter(([, value]) => value !== '');
    return [...filled.map(([name, value]): [string, string] => [name, String(value)]), ...once];
  });
}

/** By turns as a browser encodes a form, as one with files, and as what is no form. */
function encoded(fields: Fields, turn: number, headers: Record<string, string>) {
  if (turn % 10 === 8) {
    const boundary = 'a-boundary';
    const parts = fields.map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    return {
      headers: { ...headers, 'Content-Type': `multipart/form-data; boundary=${boundary}` },
      data: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
    };
  }
  if (turn % 10 === 9) {
    return {
      headers: { ...headers, 'Content-Type': 'application/json' },
      data: Buffer.from(JSON.stringify(Object.fromEntries(fields))),
    };
  }
  const body = fields.map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${loosely(value)}`).join('&');
  return { headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' }, data: Buffer.from(body) };
}

/** Percent-encoded as UTF-8; a lone surrogate as the three bytes that nobody may send. */
const loosely = (value: string) =>
  [...value].map((character) => (character.isWellFormed() ? encodeURIComponent(character) : '%ED%A0%80')).join('');
