import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, type Cookie, expect, type Page } from '@playwright/test';

export { expect };

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

interface Fixtures {
  /**
   * Makes the page's visitor somebody else: the form the first time, that session's cookies after. The page stays where it is.
   * A journey that signs out fills in the form itself: the session is shared.
   */
  signInAs: (email: string) => Promise<void>;
}

/** Of every demonstration account. */
export const password = () => process.env.DEMO_PASSWORD ?? '';

export const test = base.extend<Fixtures>({
  baseURL: async ({ browserName: _ }, use) => use(process.env.PORTAL_URL),

  signInAs: async ({ context }, use) => {
    await use(async (email) => {
      const kept = join(process.env.E2E_SESSIONS ?? '', `${email}.json`);
      await context.clearCookies();
      const cookies = await readFile(kept, 'utf8').catch(() => undefined);
      if (cookies) return context.addCookies(JSON.parse(cookies) as Cookie[]);
      const page = await context.newPage();
      await page.goto('/sign-in');
      await fillInSignIn(page, email, password());
      await expect(page, `${email} signs in`).not.toHaveURL(/\/sign-in/);
      await page.close();
      await writeFile(kept, JSON.stringify(await context.cookies()));
    });
  },
});

export async function fillInSignIn(page: Page, email: string, secret: string) {
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** No failure of WCAG 2.2 A or AA that a program can find. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze();
  const failures = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
  expect(failures, `${page.url()} is accessible`).toEqual([]);
  expect(await idsUsedTwice(page), `${page.url()} uses each id once`).toEqual([]);
}

/** axe looks at those alone that something refers to by ARIA; labels and links of error summaries need the others. */
function idsUsedTwice(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  });
}
