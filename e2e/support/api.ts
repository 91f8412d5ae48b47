import { type APIResponse, expect, type Page } from '@playwright/test';
import { Problem } from '../../app/api/problem.ts';

export const BROKER = 'broker@kent.example';
export const SEARCH = 'type=fostering&age=9&gender=female&postcode=TN24&radius=any&needs=autism';
export const VACANCIES = `/api/v1/vacancies?${SEARCH}`;
export const READ = 'Read what you can see';

/** Creates a token on the page, as whoever is signed in, and returns it. */
export async function makeToken(page: Page, name: string, scope = READ): Promise<string> {
  await page.goto('/account/api-tokens');
  await page.getByLabel('Name').fill(name);
  if (scope !== READ) await page.getByLabel(READ).uncheck();
  await page.getByLabel(scope).check();
  await page.getByLabel('30 days').check();
  await page.getByRole('button', { name: 'Create token' }).click();
  return page.getByRole('status').locator('code').innerText();
}

export const ask = (page: Page, path: string, token: string) =>
  page.request.get(path, { headers: { Authorization: `Bearer ${token}` }, maxRedirects: 0 });

export async function expectProblem(response: APIResponse, status: number): Promise<Problem> {
  expect(response.status(), response.url()).toBe(status);
  expect(response.headers()['content-type']).toContain('application/problem+json');
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(status);
  if (status === 401) expect(response.headers()['www-authenticate']).toMatch(/^Bearer /);
  return problem;
}
