import type { Page } from '@playwright/test';
import { ACTORS, READS, VACANCY, WRITES } from './matrix.ts';
import { knowRecords } from './records.ts';
import { expect } from './test.ts';

/** As somebody reads a page, or as a browser's script asks for the data of it. */
export type Form = 'document' | 'data';

/** The same address as a browser's script asks for it. */
function dataOf(path: string): string {
  const [name = '', search] = path.split('?');
  return `${name === '/' ? '/_root' : name}.data${search ? `?${search}` : ''}`;
}

/** A redirect is 202 with the address in its body. The API and downloads have no other form than their own. */
function dataStatus(path: string, status: number): number {
  if (/^\/(api|files)\/|\.csv(\?|$)/.test(path)) return 404;
  return status === 302 ? 202 : status;
}

type Person = (typeof ACTORS)[number];

/** Asks for every route, and posts to every action, as one of the matrix’s people; then sees that nothing was changed. */
export async function askForEverything(
  page: Page,
  signInAs: (email: string) => Promise<void>,
  { who, form }: { who: Person; form: Form },
): Promise<void> {
  const column = ACTORS.indexOf(who);
  const ids = await knowRecords(page, signInAs);
  await page.context().clearCookies();
  if (who !== 'nobody') await signInAs(who);
  // An export is an event: an organisation without any has no head of its audit log to give.
  await page.request.get('/organisation/audit.csv');
  const at = (path: string) => (form === 'data' ? dataOf(path) : path);
  const expected = (path: string, status: number) => (form === 'data' ? dataStatus(path, status) : status);

  for (const [of, statuses] of Object.values(READS).flat()) {
    const path = of(ids);
    const status = statuses[column] ?? 0;
    const response = await page.request.get(at(path), { maxRedirects: 0 });
    expect.soft(response.status(), at(path)).toBe(expected(path, status));
    if (who === 'nobody' && status === 302 && !['/sign-out', '/sign-in/second-factor'].includes(path)) {
      const signIn = `/sign-in?next=${encodeURIComponent(path)}`;
      if (response.status() === 302) expect.soft(response.headers().location, path).toBe(signIn);
      if (response.status() === 202) expect.soft(await response.text(), at(path)).toContain(signIn);
    }
  }

  const headers = { Origin: process.env.PORTAL_URL ?? '' };
  for (const [of, fields, statuses] of Object.values(WRITES).flat()) {
    const path = of(ids);
    const status = statuses[column] ?? 0;
    if (status === 0) continue;
    const response = await page.request.post(at(path), { form: fields, headers, maxRedirects: 0 });
    expect.soft(response.status(), `post ${at(path)}`).toBe(expected(path, status));
  }

  await signInAs('manager@orchardine.example');
  for (const [path, status] of [
    [ids.draftVacancy, 'Draft'],
    [ids.publishedVacancy, 'Published'],
  ] as const) {
    await page.goto(path);
    await expect(
      page.getByRole('main').getByText(status, { exact: true }).first(),
      'nothing was changed',
    ).toBeVisible();
    await expect(page.getByText(VACANCY.title)).toHaveCount(0);
  }
}
