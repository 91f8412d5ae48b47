import { readdir, readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import fc from 'fast-check';
import { expect, test } from '../support/test.ts';
import { type Fields, hostileForm } from './hostile-values.ts';

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

const MANAGER = 'manager@wrenfield.example';
const COMMISSIONER = 'commissioner@medway.example';

/** By the file of the route. */
const FORMS: Record<string, Form> = {
  'sign-in.tsx': { page: '/sign-in' },
  'sign-out.ts': { page: '/', action: '/sign-out' },
  'vacancies.new.tsx': { who: MANAGER, page: firstOf('/vacancies/new') },
  'vacancies.$vacancyId._index.tsx': { who: MANAGER, page: firstOf('/vacancies') },
  'vacancies.$vacancyId.edit.tsx': { who: MANAGER, page: within('/vacancies', '/edit') },
  'market-position-statements.new.tsx': { who: COMMISSIONER, page: '/market-position-statements/new' },
  'market-position-statements.$statementId.edit.tsx': { who: COMMISSIONER, page: draftStatement('/edit') },
  'market-position-statements.$statementId.publish.tsx': { who: COMMISSIONER, page: draftStatement('/publish') },
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
  test(`hostile values in ${file}`, async ({ page, signInAs }) => {
    if (form.who) await signInAs(form.who);
    const path = typeof form.page === 'string' ? form.page : await form.page(page);
    await page.goto(path);
    const action = form.action ?? (await actionOf(page, path));
    const baseline = await page.locator('main form[method=post]').evaluateAll(fieldsOf);
    const headers = { Origin: new URL(page.url()).origin };
    const seed = Date.now();
    let values = 0;
    for (let turn = 0; values < LEAST_VALUES; turn++) {
      for (const { fields, hostile } of fc.sample(hostileForm(baseline), {
        numRuns: FORMS_A_TURN,
        seed: seed + turn,
      })) {
        const response = await page.request.post(action, { ...encoded(fields, turn, headers), maxRedirects: 0 });
        const status = response.status();
        expect(status, `${action} with seed ${seed + turn}: ${JSON.stringify(fields).slice(0, 2_000)}`).toBeLessThan(
          500,
        );
        values += hostile;
        // A form that was right by chance, or that signs out: go on as before.
        if (status === 302 && /^\/sign-in\?/.test(response.headers().location ?? '') && form.who)
          await signInAs(form.who);
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

function fieldsOf(forms: Element[]): Fields {
  return forms.flatMap((form) =>
    [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)] as [string, string]),
  );
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
