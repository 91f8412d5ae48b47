import { PriceSchedule, PriceSchedulePage } from '../app/api/price-schedule-resource.ts';
import { PurchasingSystems } from '../app/api/purchasing-system-resource.ts';
import { PlaceQuote } from '../app/api/quote-resource.ts';
import { VacancyPage } from '../app/api/vacancy-resource.ts';
import { ask, BROKER, expectProblem, makeToken, VACANCIES } from './support/api.ts';
import { HOSTILE } from './support/hostile.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

test('a place of the search has the same price by itself, and its schedule says where it comes from', async ({
  page,
  signInAs,
}) => {
  await signInAs(BROKER);
  const token = await makeToken(page, 'Quotes');
  const found = VacancyPage.parse(await (await ask(page, VACANCIES, token)).json());
  const [offer] = found.vacancies.flatMap(({ quotes }) => quotes);
  expect(offer).toBeDefined();
  const quote = `/api/v1/quotes?admission=${offer?.admissionId}&age=9&needs=autism`;
  const priced = PlaceQuote.parse(await (await ask(page, quote, token)).json());
  expect(priced.quote).toMatchObject({ weeklyPence: offer?.weeklyPence, totalPence: offer?.totalPence });
  expect(priced.schedules.map(({ id }) => id)).toEqual([offer?.scheduleId]);

  const schedule = PriceSchedule.parse(
    await (await ask(page, `/api/v1/price-schedules/${offer?.scheduleId}`, token)).json(),
  );
  expect(schedule).toMatchObject({ admissionId: offer?.admissionId, status: 'approved' });
  expect(schedule.lines.map(({ weeklyPence }) => weeklyPence)).toContain(priced.quote?.breakdown[0]?.weeklyPence);
  const listed = PriceSchedulePage.parse(await (await ask(page, '/api/v1/price-schedules', token)).json());
  expect(listed.priceSchedules.length).toBeGreaterThan(0);
  expect(listed.priceSchedules.filter(({ status }) => status === 'draft')).toEqual([]);
  const systems = await (await ask(page, '/api/v1/purchasing-systems', token)).json();
  const { purchasingSystems } = PurchasingSystems.parse(systems);
  expect(purchasingSystems.map(({ id }) => id)).toContain(priced.system.id);

  const { errors } = await expectProblem(await ask(page, `${quote}&age=4&addon-moon=1&nth=40`, token), 400);
  expect(errors?.map(({ field }) => field).toSorted()).toEqual(['addon-moon', 'age', 'nth']);
  await expectProblem(await ask(page, '/api/v1/quotes', token), 400);
  for (const name of ['admission', 'nth', 'health', 'addon-x']) {
    for (const [index, value] of HOSTILE.entries()) {
      const asked = await ask(page, `${quote}&${new URLSearchParams([[name, value]])}`, token);
      expect(asked.status(), `${name}=${index}`).toBe(400);
    }
  }

  for (const who of ['broker@medway.example', 'manager@orchardine.example', 'manager@wrenfield.example']) {
    await signInAs(who);
    const other = await makeToken(page, `Quotes ${who}`);
    const own = who.includes('orchardine') && priced.provider.name.includes('Orchardine') ? 200 : 404;
    expect((await ask(page, quote, other)).status(), who).toBe(own);
    expect((await ask(page, `/api/v1/price-schedules/${offer?.scheduleId}`, other)).status(), who).toBe(own);
    const theirs = PriceSchedulePage.parse(await (await ask(page, '/api/v1/price-schedules', other)).json());
    expect(theirs.priceSchedules.map(({ id }) => id).includes(offer?.scheduleId ?? ''), who).toBe(own === 200);
  }
});
