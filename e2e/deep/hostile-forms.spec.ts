import { readdir, readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import fc from 'fast-check';
import { expect, test } from '../support/test.ts';
import { signIn } from './form-pages.ts';
import { FORMS } from './forms.ts';
import { type Fields, hostileForm, worstForms } from './hostile-values.ts';

// Every action of every route gets hostile values until it has had enough of them: none of them may become a fault of ours.
test.use({ javaScriptEnabled: false });

const LEAST_VALUES = 2_000;
const FORMS_A_TURN = 20;
const ROUTES = new URL('../../app/routes/', import.meta.url);

test('every action is here', async () => {
  const files = await readdir(ROUTES);
  const acting: string[] = [];
  for (const file of files) {
    if (/export (async )?(function|const) action\b/.test(await readFile(new URL(file, ROUTES), 'utf8')))
      acting.push(file);
  }
  expect(Object.keys(FORMS).toSorted()).toEqual(acting.toSorted());
});

const EACH = Object.entries(FORMS).flatMap(([file, forms]) =>
  [forms].flat().map((form, index) => ({ form, title: index === 0 ? file : `${file}, form ${index + 1}` })),
);

for (const { form, title } of EACH) {
  test(`hostile values in ${title}`, async ({ page }) => {
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
