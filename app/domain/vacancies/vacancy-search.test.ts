import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { getPriceSchedule, listPriceSchedules } from '../price-schedules/price-schedules.server.ts';
import type { PriceLine } from '../price-schedules/quote.ts';
import { findOutwardCode } from '../services/outward-codes.server.ts';
import { aLot, aMember, anAdmission, anAuthority, anOutwardCode, aProvider, aService, aVacancy } from '../testing.ts';
import { createVacancy, publishVacancy } from './vacancies.server.ts';
import type { VacancyDetails } from './vacancy.ts';
import { searchVacancies } from './vacancy-search.server.ts';
import { type VacancySearch, vacancySearchSchema } from './vacancy-search-form.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

const need = (of: Partial<VacancySearch> = {}): VacancySearch => ({
  ...vacancySearchSchema(TODAY).parse({ type: 'home', age: '12', gender: 'female', postcode: 'TN24' }),
  ...of,
});

/** A market of homes east of an origin, `miles` away. */
async function givenMarket(db: Db) {
  const authorityId = await anAuthority(db);
  const broker = await aMember(db, authorityId, 'authority', 'broker');
  const origin = await findOutwardCode(db, await anOutwardCode(db, { easting: 600_000, northing: 140_000 }));
  if (!origin) throw new Error('no origin');

  async function publish(miles: number, details: Partial<VacancyDetails> = {}) {
    const providerId = await aProvider(db);
    const manager = await aMember(db, providerId, 'provider', 'manager');
    const outwardCode = await anOutwardCode(db, { easting: 600_000 + Math.round(miles * 1609.3), northing: 140_000 });
    const serviceId = await aService(db, providerId, { outwardCode });
    const id = await createVacancy(db, manager, { serviceId, details: { ...aVacancy, ...details } });
    await publishVacancy(db, manager, id);
    return { id, serviceId, providerId, manager };
  }
  const search = async (of: Partial<VacancySearch> = {}, actor = broker) =>
    (await searchVacancies(db, actor, need(of), origin)).results;
  return { authorityId, broker, publish, search };
}

const core = (weeklyPence: number): PriceLine[] => [{ level: 'core', ageFrom: 0, ageTo: 17, weeklyPence }];

test('nearest first, with the distance in miles to one decimal', () =>
  context.rolledBack(async (db) => {
    const { publish, search } = await givenMarket(db);
    const [far, near, out] = [await publish(12.34), await publish(3), await publish(51)];
    const found = await search();
    expect(found.map(({ id, miles }) => [id, miles])).toEqual([
      [near.id, 3],
      [far.id, 12.3],
    ]);
    expect((await search({ radius: 'any' })).at(-1)?.id).toBe(out.id);
    expect((await search({ radius: '10' })).map(({ id }) => id)).toEqual([near.id]);
  }));

test.each<[string, Partial<VacancyDetails>, Partial<VacancySearch>, boolean]>([
  ['the youngest age it takes', { ageFrom: 12, ageTo: 14 }, { age: 12 }, true],
  ['below it', { ageFrom: 12, ageTo: 14 }, { age: 11 }, false],
  ['the oldest', { ageFrom: 12, ageTo: 14 }, { age: 14 }, true],
  ['above it', { ageFrom: 12, ageTo: 14 }, { age: 15 }, false],
  ['the gender it is for', { gender: 'female' }, { gender: 'female' }, true],
  ['another gender', { gender: 'female' }, { gender: 'male' }, false],
  ['a gender that only an open place takes', { gender: 'female' }, { gender: 'other' }, false],
  ['an open place', { gender: 'any' }, { gender: 'other' }, true],
  ['a need it states', { canMeet: ['autism'] }, { needs: ['autism'] }, true],
  ['a need it does not mention: unknown hides nothing', {}, { needs: ['autism'] }, true],
  ['a need it cannot meet', { cannotMeet: ['autism'] }, { needs: ['missing', 'autism'] }, false],
  ['available that day', { availableFrom: TODAY }, { from: TODAY }, true],
  ['available the day after', { availableFrom: '2026-11-23' }, { from: TODAY }, false],
  ['places for the siblings', { places: 3 }, { siblings: 2 }, true],
  ['a place too few', { places: 2 }, { siblings: 2 }, false],
  ['a place too few, whatever else is asked', { places: 2 }, { siblings: 2, places: 1 }, false],
  ['fewer places than are asked', { places: 2 }, { places: 3 }, false],
  ['another kind of place', {}, { type: 'residential_school' }, false],
])('%s', (_case, vacancy, criteria, found) =>
  context.rolledBack(async (db) => {
    const { publish, search } = await givenMarket(db);
    await publish(3, vacancy);
    expect((await search(criteria)).length).toBe(found ? 1 : 0);
  }),
);

test('the price is the one in force on the start date, in lots the broker’s own authority may buy from', () =>
  context.rolledBack(async (db) => {
    const { authorityId, publish, search } = await givenMarket(db);
    const { providerId } = await publish(3, { spotWeeklyPence: 600_000 });
    const lotId = await aLot(db, { authorities: [authorityId] });
    await anAdmission(
      db,
      { lotId, providerId },
      { from: '2025-04-01', until: '2026-04-01', lines: core(300_000) },
      { from: '2026-04-01', lines: core(312_000) },
    );
    const elsewhere = await anAuthority(db);
    await anAdmission(
      db,
      { lotId: await aLot(db, { authorities: [elsewhere] }), providerId },
      { from: '2025-04-01', lines: core(1) },
    );
    const stranger = await aMember(db, elsewhere, 'authority', 'broker');
    const unaffiliated = await aMember(db, await anAuthority(db), 'authority', 'broker');
    const weekly = async (...args: Parameters<typeof search>) =>
      (await search(...args))[0]?.quotes.map((lot) => lot.quote.weeklyPence);

    expect(await weekly()).toEqual([312_000]);
    expect(await weekly({ from: '2027-03-31' })).toEqual([312_000]);
    expect(await weekly({}, stranger)).toEqual([1]);
    expect(await weekly({}, unaffiliated)).toEqual([]);
    expect((await search({}, unaffiliated))[0]?.spotWeeklyPence).toBe(600_000);
  }));

test('before an uplift’s date the earlier price holds', () =>
  context.rolledBack(async (db) => {
    const { authorityId, publish, search } = await givenMarket(db);
    const { providerId } = await publish(3, { availableFrom: '2026-01-01' });
    const lotId = await aLot(db, { authorities: [authorityId] });
    await anAdmission(
      db,
      { lotId, providerId },
      { from: '2025-04-01', until: '2026-04-01', lines: core(300_000) },
      { from: '2026-04-01', lines: core(312_000) },
    );
    const weekly = async (from: string) => (await search({ from }))[0]?.quotes[0]?.quote.weeklyPence;
    expect(await weekly('2026-03-31')).toBe(300_000);
    expect(await weekly('2026-04-01')).toBe(312_000);
  }));

test('lowest price first: framework before the same place’s spot fee, unpriced last', () =>
  context.rolledBack(async (db) => {
    const { authorityId, publish, search } = await givenMarket(db);
    const [unpriced, spot, framework] = [
      await publish(1),
      await publish(2, { spotWeeklyPence: 400_000 }),
      await publish(9, { spotWeeklyPence: 900_000 }),
    ];
    const lotId = await aLot(db, { authorities: [authorityId] });
    await anAdmission(db, { lotId, providerId: framework.providerId }, { from: '2026-04-01', lines: core(390_000) });
    expect((await search({ sort: 'price' })).map(({ id }) => id)).toEqual([framework.id, spot.id, unpriced.id]);
  }));

test('most needs met first, then the nearest', () =>
  context.rolledBack(async (db) => {
    const { publish, search } = await givenMarket(db);
    const [none, both, one] = [
      await publish(1),
      await publish(9, { canMeet: ['autism', 'missing'] }),
      await publish(5, { canMeet: ['autism'] }),
    ];
    const found = await search({ sort: 'match', needs: ['autism', 'missing'] });
    expect(found.map(({ id }) => id)).toEqual([both.id, one.id, none.id]);
  }));

test('providers and finance readers do not search', () =>
  context.rolledBack(async (db) => {
    const { authorityId, publish, search } = await givenMarket(db);
    const { manager } = await publish(1);
    const finance = await aMember(db, authorityId, 'authority', 'finance');
    await expect(search({}, manager)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(search({}, finance)).rejects.toMatchObject({ code: 'forbidden' });
  }));

test('a price schedule is seen by its provider and the system’s authorities; to anyone else it does not exist', () =>
  context.rolledBack(async (db) => {
    const { authorityId, broker, publish } = await givenMarket(db);
    const { providerId, manager } = await publish(1);
    const rival = await aMember(db, await aProvider(db), 'provider', 'bids');
    const outsider = await aMember(db, await anAuthority(db), 'authority', 'commissioner');
    const lotId = await aLot(db, { authorities: [authorityId] });
    const [before = '', now = ''] = await anAdmission(
      db,
      { lotId, providerId },
      { from: '2025-04-01', until: '2026-04-01', lines: core(300_000) },
      { from: '2026-04-01', lines: core(312_000) },
    );

    expect((await listPriceSchedules(db, manager)).map(({ id }) => id)).toEqual([now, before]);
    expect(await listPriceSchedules(db, rival)).toEqual([]);
    expect(await getPriceSchedule(db, broker, now)).toMatchObject({
      prices: { lines: [{ weeklyPence: 312_000 }] },
      earlier: { id: before, prices: { lines: [{ weeklyPence: 300_000 }] } },
    });
    await expect(getPriceSchedule(db, rival, now)).rejects.toMatchObject({ code: 'not-found' });
    await expect(getPriceSchedule(db, outsider, now)).rejects.toMatchObject({ code: 'not-found' });
  }));

test('approved schedules of one admission never overlap', () =>
  context.rolledBack(async (db) => {
    const { authorityId, publish } = await givenMarket(db);
    const { providerId } = await publish(1);
    const lotId = await aLot(db, { authorities: [authorityId] });
    await expect(
      anAdmission(
        db,
        { lotId, providerId },
        { from: '2025-04-01', until: '2026-04-02', lines: core(1) },
        { from: '2026-04-01', lines: core(2) },
      ),
    ).rejects.toMatchObject({ code: '23P01' });
  }));

test.each<[string, string | null, boolean]>([
  ['good_or_better', 'good', true],
  ['good_or_better', 'requires_improvement', false],
  ['good_or_better', null, true],
  ['not_inadequate', 'requires_improvement', true],
  ['not_inadequate', 'inadequate', false],
  ['none', 'inadequate', true],
])('a lot that wants %s gives a place judged %s its price: %s', (ofstedRule, judgement, priced) =>
  context.rolledBack(async (db) => {
    const { authorityId, publish, search } = await givenMarket(db);
    const [judged, dear] = [await publish(3), await publish(5, { spotWeeklyPence: 399_999 })];
    if (judgement) await judge(db, judged.serviceId, ['2023-01-01', 'outstanding'], ['2025-01-01', judgement]);
    const lotId = await aLot(db, { authorities: [authorityId] });
    await db.updateTable('lots').set({ ofstedRule }).where('id', '=', lotId).execute();
    await anAdmission(db, { lotId, providerId: judged.providerId }, { from: '2026-04-01', lines: core(390_000) });

    const [found] = await search();
    expect([found?.quotes.length, found?.withheld.length]).toEqual(priced ? [1, 0] : [0, 1]);
    const cheapest = (await search({ sort: 'price' })).map(({ id }) => id);
    expect(cheapest).toEqual(priced ? [judged.id, dear.id] : [dear.id, judged.id]);
  }),
);

test('a lot that holds a place says so beside the price of another, and without a price of its own', () =>
  context.rolledBack(async (db) => {
    const { authorityId, publish, search } = await givenMarket(db);
    const { serviceId, providerId } = await publish(3);
    await judge(db, serviceId, ['2026-11-03', 'inadequate']);
    const strict = await aLot(db, { authorities: [authorityId] });
    await db.updateTable('lots').set({ ofstedRule: 'good_or_better' }).where('id', '=', strict).execute();
    const young: PriceLine[] = [{ level: 'core', ageFrom: 0, ageTo: 11, weeklyPence: 390_000 }];
    await anAdmission(db, { lotId: strict, providerId }, { from: '2026-04-01', lines: young });
    const withheld = [{ ofstedRule: 'good_or_better', judgement: 'inadequate', inspectedOn: '2026-11-03' }];
    for (const age of [11, 12]) expect((await search({ age }))[0], String(age)).toMatchObject({ quotes: [], withheld });

    const lotId = await aLot(db, { authorities: [authorityId] });
    await db.updateTable('lots').set({ ofstedRule: 'none' }).where('id', '=', lotId).execute();
    await anAdmission(db, { lotId, providerId }, { from: '2026-04-01', lines: core(400_000) });
    const [found] = await search();
    expect(found).toMatchObject({ quotes: [{ quote: { weeklyPence: 400_000 } }], withheld });
  }));

async function judge(db: Db, serviceId: string, ...judgements: [inspectedOn: string, judgement: string][]) {
  const scale = { scale: 'social_care_four_point', scaleVersion: 'SCCIF 2024' };
  await db
    .insertInto('judgements')
    .values(judgements.map(([inspectedOn, judgement]) => ({ ...scale, serviceId, inspectedOn, judgement })))
    .execute();
}

test('a service whose registration is closed is not found, and nothing is published in it', () =>
  context.rolledBack(async (db) => {
    const { publish, search } = await givenMarket(db);
    const { serviceId, manager } = await publish(3);
    expect(await search()).toHaveLength(1);
    await db.updateTable('services').set({ registrationStatus: 'closed' }).where('id', '=', serviceId).execute();
    expect(await search()).toHaveLength(0);
    await expect(createVacancy(db, manager, { serviceId, details: aVacancy })).rejects.toMatchObject({
      code: 'conflict',
    });
  }));

test('a page past the end becomes the last', () =>
  context.rolledBack(async (db) => {
    const { publish, search } = await givenMarket(db);
    await publish(3);
    expect(await search({ page: 400 })).toHaveLength(1);
  }));
