import { readdir } from 'node:fs/promises';
import { ACTORS, READS, VACANCY, WRITES } from './support/matrix.ts';
import { knowRecords } from './support/records.ts';
import { expect, test } from './support/test.ts';

// Every route, asked by everybody, as a document and as the data that a browser's script would ask for.
test.use({ javaScriptEnabled: false });

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

test('every route is in the matrix', async () => {
  const files = await readdir(new URL('../app/routes', import.meta.url));
  expect(Object.keys(READS).toSorted()).toEqual(files.filter((file) => !file.includes('.test.')).toSorted());
});

for (const [column, who] of ACTORS.entries()) {
  test(`what ${who} gets of every route`, async ({ page, signInAs }) => {
    const ids = await knowRecords(page, signInAs);
    await page.context().clearCookies();
    if (who !== 'nobody') await signInAs(who);
    const headers = { Origin: process.env.PORTAL_URL ?? '' };

    for (const [of, statuses] of Object.values(READS).flat()) {
      const path = of(ids);
      const status = statuses[column] ?? 0;
      const document = await page.request.get(path, { maxRedirects: 0 });
      expect.soft(document.status(), path).toBe(status);
      const data = await page.request.get(dataOf(path), { maxRedirects: 0 });
      expect.soft(data.status(), dataOf(path)).toBe(dataStatus(path, status));
      if (who === 'nobody' && status === 302 && !['/sign-out', '/sign-in/second-factor'].includes(path)) {
        const signIn = `/sign-in?next=${encodeURIComponent(path)}`;
        expect.soft(document.headers().location, path).toBe(signIn);
        if (data.status() === 202) expect.soft(await data.text(), dataOf(path)).toContain(signIn);
      }
    }

    for (const [of, form, statuses] of Object.values(WRITES).flat()) {
      const path = of(ids);
      const status = statuses[column] ?? 0;
      if (status === 0) continue;
      const document = await page.request.post(path, { form, headers, maxRedirects: 0 });
      expect.soft(document.status(), `post ${path}`).toBe(status);
      const data = await page.request.post(dataOf(path), { form, headers, maxRedirects: 0 });
      expect.soft(data.status(), `post ${dataOf(path)}`).toBe(dataStatus(path, status));
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
  });
}
