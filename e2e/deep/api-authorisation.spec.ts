import { readdir } from 'node:fs/promises';
import type { APIResponse, Page } from '@playwright/test';
import { Me } from '../../app/api/me-resource.ts';
import { PriceSchedulePage } from '../../app/api/price-schedule-resource.ts';
import { PurchasingSystems } from '../../app/api/purchasing-system-resource.ts';
import { VacancyPage } from '../../app/api/vacancy-resource.ts';
import { ask, expectProblem, makeToken } from '../support/api.ts';
import { BY_TOKEN, KEPT, PLACES, SCHEDULES, SYSTEMS } from '../support/matrix/api.ts';
import { ACTORS } from '../support/matrix.ts';
import { knowRecords } from '../support/records.ts';
import { expect, test } from '../support/test.ts';

// Every address of the API, asked by everybody with a token of their own and nothing else.
test.use({ javaScriptEnabled: false });

test('every address of the API is in the matrix of tokens', async () => {
  const files = await readdir(new URL('../../app/routes', import.meta.url));
  const addresses = files.filter((file) => file.startsWith('api.v1.') && !file.includes('.test.'));
  expect(Object.keys(BY_TOKEN).toSorted()).toEqual(addresses.toSorted());
});

for (const [column, who] of ACTORS.entries())
  test(`what ${who} gets of the API by their token`, async ({ page, signInAs }, testInfo) => {
    const ids = await knowRecords(page, signInAs);
    await page.context().clearCookies();
    let token: string | undefined;
    if (who !== 'nobody') {
      await signInAs(who);
      token = await makeToken(page, `Matrix ${testInfo.testId}`);
      await page.context().clearCookies();
    }
    const askAs = (path: string): Promise<APIResponse> =>
      token === undefined ? page.request.get(path, { maxRedirects: 0 }) : ask(page, path, token);

    const told: string[] = [];
    for (const [of, statuses] of Object.values(BY_TOKEN).flat()) {
      const response = await askAs(of(ids));
      const status = statuses[column] ?? 0;
      if (status === 200) expect.soft(response.status(), of(ids)).toBe(status);
      else await expectProblem(response, status);
      told.push(await response.text());
    }
    const listsPrices = BY_TOKEN['api.v1.price-schedules.ts']?.[0]?.[1][column] === 200;
    if (token !== undefined && listsPrices) told.push(...(await expectOwnPrices(page, token)));

    for (const [what, id, by] of KEPT) {
      const found = told.some((body) => body.includes(id(ids)));
      expect.soft(found, what).toBe(by.includes(who));
    }
  });

/** Reads all that the API lists to the token's holder: none of it is of prices that another organisation keeps. Gives the lists. */
async function expectOwnPrices(page: Page, token: string): Promise<string[]> {
  const bodyOf = async (path: string) => (await ask(page, path, token)).text();
  const { organisation } = Me.parse(JSON.parse(await bodyOf('/api/v1/me')));
  const { purchasingSystems } = PurchasingSystems.parse(JSON.parse(await bodyOf(SYSTEMS)));
  const joined = purchasingSystems.filter(({ members }) => members.some(({ id }) => id === organisation.id));

  const told: string[] = [];
  const readable = new Set<string>();
  for (let next: string | null = SCHEDULES; next !== null; ) {
    const body = await bodyOf(next);
    told.push(body);
    const { priceSchedules, links }: ReturnType<typeof PriceSchedulePage.parse> = PriceSchedulePage.parse(
      JSON.parse(body),
    );
    for (const { id, providerName, system, status } of priceSchedules) {
      readable.add(id);
      if (organisation.kind === 'provider') expect.soft(providerName, `whose prices ${id} are`).toBe(organisation.name);
      else {
        expect.soft(status, `${id} of ${providerName}`).not.toBe('draft');
        expect
          .soft(
            joined.map(({ id: joinedId }) => joinedId),
            `${id} of ${providerName}`,
          )
          .toContain(system.id);
      }
    }
    next = links.next;
  }
  // Medway belongs to no purchasing system.
  expect(readable.size > 0, 'schedules are listed').toBe(organisation.kind === 'provider' || joined.length > 0);

  const places = await ask(page, PLACES, token);
  if (places.status() === 200) {
    const { vacancies } = VacancyPage.parse(await places.json());
    const offers = vacancies.flatMap(({ quotes }) => quotes.map(({ scheduleId }) => scheduleId));
    for (const schedule of offers) expect.soft([...readable], 'a price that was found').toContain(schedule);
  }
  return told;
}
