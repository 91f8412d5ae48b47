import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { aMember, anAuthority, anOutwardCode, aProvider, aService, aVacancy } from '../testing.ts';
import {
  confirmVacancy,
  createVacancy,
  editVacancy,
  getVacancy,
  listVacancies,
  publishVacancy,
  withdrawVacancy,
} from './vacancies.server.ts';
import { newVacancySchema } from './vacancy-form.ts';

const context = testDatabase();

async function givenHome(db: Db) {
  const providerId = await aProvider(db);
  const outwardCode = await anOutwardCode(db, { easting: 600_000, northing: 140_000 });
  const serviceId = await aService(db, providerId, { outwardCode, ageFrom: 8, ageTo: 17, registeredPlaces: 3 });
  return { providerId, serviceId, outwardCode, manager: await aMember(db, providerId, 'provider', 'manager') };
}

const details = { ...aVacancy, ageFrom: 8, ageTo: 15, spotWeeklyPence: 512_500 };

test('a draft is its provider’s alone; once published, authorities see it and other providers do not', () =>
  context.rolledBack(async (db) => {
    const { serviceId, manager } = await givenHome(db);
    const broker = await aMember(db, await anAuthority(db), 'authority', 'broker');
    const rival = await aMember(db, await aProvider(db), 'provider', 'manager');
    const id = await createVacancy(db, manager, { serviceId, details });

    await expect(getVacancy(db, broker, id)).rejects.toMatchObject({ code: 'not-found' });
    await publishVacancy(db, manager, id);
    await expect(getVacancy(db, rival, id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await getVacancy(db, broker, id)).toMatchObject({
      status: 'published',
      spotWeeklyPence: 512_500,
      serviceName: null,
    });
    expect((await getVacancy(db, manager, id)).serviceName).toMatch(/^Service/);
  }));

test('only the provider’s managers change a vacancy', () =>
  context.rolledBack(async (db) => {
    const { providerId, serviceId, manager } = await givenHome(db);
    const bids = await aMember(db, providerId, 'provider', 'bids');
    const rival = await aMember(db, await aProvider(db), 'provider', 'manager');
    const broker = await aMember(db, await anAuthority(db), 'authority', 'broker');
    const id = await createVacancy(db, manager, { serviceId, details });

    await expect(createVacancy(db, bids, { serviceId, details })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(createVacancy(db, rival, { serviceId, details })).rejects.toMatchObject({ code: 'not-found' });
    await expect(publishVacancy(db, bids, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(publishVacancy(db, rival, id)).rejects.toMatchObject({ code: 'not-found' });
    await publishVacancy(db, manager, id);
    await expect(withdrawVacancy(db, broker, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(editVacancy(db, broker, { vacancyId: id, revision: 1, details })).rejects.toMatchObject({
      code: 'forbidden',
    });
  }));

test('each change happens once, is recorded, and is refused from another status', () =>
  context.rolledBack(async (db) => {
    const { serviceId, manager } = await givenHome(db);
    const id = await createVacancy(db, manager, { serviceId, details });
    await expect(confirmVacancy(db, manager, id)).rejects.toMatchObject({ code: 'conflict' });
    await publishVacancy(db, manager, id);
    await expect(publishVacancy(db, manager, id)).rejects.toMatchObject({ code: 'conflict' });
    await confirmVacancy(db, manager, id);
    await editVacancy(db, manager, {
      vacancyId: id,
      revision: 1,
      details: { ...details, places: 2, spotWeeklyPence: null },
    });
    expect(await getVacancy(db, manager, id)).toMatchObject({ places: 2, spotWeeklyPence: null });
    await withdrawVacancy(db, manager, id);
    await expect(editVacancy(db, manager, { vacancyId: id, revision: 1, details })).rejects.toMatchObject({
      code: 'conflict',
    });

    const events = await db
      .selectFrom('auditEvents')
      .select('event')
      .where('subjectId', '=', id)
      .orderBy('id')
      .execute();
    expect(events.map(({ event }) => event)).toEqual([
      'vacancy.created',
      'vacancy.published',
      'vacancy.confirmed',
      'vacancy.edited',
      'vacancy.withdrawn',
    ]);
  }));

test('a change made from an older page is refused, and changes nothing', () =>
  context.rolledBack(async (db) => {
    const { serviceId, manager } = await givenHome(db);
    const vacancyId = await createVacancy(db, manager, { serviceId, details });
    const { revision } = await getVacancy(db, manager, vacancyId);
    await editVacancy(db, manager, { vacancyId, revision, details: { ...details, title: 'The first' } });
    const second = editVacancy(db, manager, { vacancyId, revision, details: { ...details, title: 'The second' } });
    await expect(second).rejects.toMatchObject({ code: 'conflict' });
    expect((await getVacancy(db, manager, vacancyId)).title).toBe('The first');
  }));

test('an authority’s administrator sees the place, not its fee', () =>
  context.rolledBack(async (db) => {
    const { serviceId, manager } = await givenHome(db);
    const administrator = await aMember(db, await anAuthority(db), 'authority', 'administrator');
    const id = await createVacancy(db, manager, { serviceId, details });
    await publishVacancy(db, manager, id);
    expect((await getVacancy(db, administrator, id)).spotWeeklyPence).toBeUndefined();
  }));

test('a home’s vacancy is found at its service’s area, a foster home’s at its own', () =>
  context.rolledBack(async (db) => {
    const { providerId, serviceId, outwardCode, manager } = await givenHome(db);
    const elsewhere = await anOutwardCode(db, { easting: 560_000, northing: 150_000 });
    const agency = await aService(db, providerId, { outwardCode, accommodationType: 1 });

    const home = await createVacancy(db, manager, { serviceId, details: { ...details, outwardCode: elsewhere } });
    const foster = await createVacancy(db, manager, {
      serviceId: agency,
      details: { ...details, outwardCode: elsewhere },
    });

    const points = await db
      .selectFrom('vacancies')
      .select(['id', 'searchEasting'])
      .where('id', 'in', [home, foster])
      .execute();
    expect(new Map(points.map((point) => [point.id, point.searchEasting]))).toEqual(
      new Map([
        [home, 600_000],
        [foster, 560_000],
      ]),
    );
    await expect(
      createVacancy(db, manager, { serviceId: agency, details: { ...details, outwardCode: 'QQ99' } }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  }));

test('the list holds the actor’s own vacancies and nobody else’s', () =>
  context.rolledBack(async (db) => {
    const [one, two] = [await givenHome(db), await givenHome(db)];
    await createVacancy(db, one.manager, { serviceId: one.serviceId, details });
    expect((await listVacancies(db, one.manager, { page: 1 })).total).toBe(1);
    expect((await listVacancies(db, two.manager, { page: 1 })).total).toBe(0);
  }));

test('a form sent twice makes one vacancy; with other content it is refused', () =>
  context.rolledBack(async (db) => {
    const { serviceId, manager } = await givenHome(db);
    const key = '019f0000-0000-4000-8000-000000000000';
    const send = (title: string) =>
      createOnce(db, manager, { key, payload: { title } }, () =>
        createVacancy(db, manager, { serviceId, details: { ...details, title } }),
      );
    const first = await send('One');
    expect(await send('One')).toBe(first);
    await expect(send('Two')).rejects.toMatchObject({ code: 'conflict' });
    expect((await listVacancies(db, manager, { page: 1 })).total).toBe(1);
  }));

test('a form says everything that is wrong at once, each beside its field', async () => {
  const registration = { accommodationType: 1, registeredPlaces: 2, ageFrom: 5, ageTo: 17, gender: 'any' };
  const typed = {
    key: '019f0000-0000-4000-8000-000000000000',
    title: 'x'.repeat(10_000),
    places: '3',
    ageFrom: '12',
    ageTo: '9',
    gender: 'any',
    canMeet: ['autism'],
    cannotMeet: ['autism'],
    outwardCode: 'QQ99',
    availableFrom: { day: '31', month: '2', year: '2027' },
    spotWeeklyPence: '£1,2,3',
  };
  const parsed = await newVacancySchema({
    registration,
    isKnownArea: async () => false,
    today: '2026-11-22',
  }).safeParseAsync(typed);
  const fields = new Set(parsed.error?.issues.map((issue) => issue.path[0]));
  expect(fields).toEqual(
    new Set(['title', 'places', 'ageTo', 'cannotMeet', 'outwardCode', 'availableFrom', 'spotWeeklyPence']),
  );
});
