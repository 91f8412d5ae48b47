import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aLot, aMember, anAdmission, anAuthority, anOperator, aProvider, underRowSecurity } from '../testing.ts';
import { admissionAsked, birthdaySchema, type QuoteQuestion, quoteParams, quoteSchema } from './quote-form.ts';
import { getAdmissionToPrice, quoteAdmission } from './quotes.server.ts';
import { listReadableSchedules } from './readable-schedules.server.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

const core = (weeklyPence: number) => [{ level: 'core', ageFrom: 0, ageTo: 17, weeklyPence }];

/** A home at 312,000 pence a week until 20 December 2026, then at 320,000; education at 100,000, and 5% off after two placements. */
async function givenAdmission(db: Db, first = core(312_000)) {
  const authorityId = await anAuthority(db);
  const providerId = await aProvider(db);
  const lotId = await aLot(db, { authorities: [authorityId] });
  await db
    .insertInto('lotAddOns')
    .values([
      { lotId, code: 'education', label: 'Education', unit: 'week', position: 1 },
      { lotId, code: 'therapy', label: 'Therapy', unit: 'hour', position: 2 },
    ])
    .execute();
  await db.insertInto('lotAdjustments').values({ lotId, kind: 'volume', threshold: 2 }).execute();
  const scheduleIds = await anAdmission(
    db,
    { lotId, providerId },
    { from: '2026-04-01', until: '2026-12-20', lines: first },
    { from: '2026-12-20', lines: core(320_000) },
  );
  for (const scheduleId of scheduleIds) {
    await db.insertInto('priceAddOns').values({ scheduleId, providerId, code: 'education', pence: 100_000 }).execute();
    await db
      .insertInto('priceAdjustments')
      .values({ scheduleId, providerId, kind: 'volume', threshold: 2, bps: 500 })
      .execute();
  }
  const { id } = await db
    .selectFrom('admissions')
    .select('id')
    .where('providerId', '=', providerId)
    .executeTakeFirstOrThrow();
  const actors = {
    broker: await aMember(db, authorityId, 'authority', 'broker'),
    commissioner: await aMember(db, authorityId, 'authority', 'commissioner'),
    finance: await aMember(db, authorityId, 'authority', 'finance'),
    administrator: await aMember(db, authorityId, 'authority', 'administrator'),
    own: await aMember(db, providerId, 'provider', 'bids'),
    rival: await aMember(db, await aProvider(db), 'provider', 'bids'),
    outsider: await aMember(db, await anAuthority(db), 'authority', 'broker'),
    operator: await aMember(db, await anOperator(db), 'operator', 'operator'),
  };
  return { id, lotId, providerId, scheduleIds, actors };
}

type Given = Awaited<ReturnType<typeof givenAdmission>>;

/** As the actor's own request prices it. */
const priceFor = (
  db: Db,
  actor: Actor,
  { id }: Given,
  asked: Record<string, string> = {},
  known: { birthday?: string } = {},
) =>
  underRowSecurity(db, actor, async (own) => {
    const admission = await getAdmissionToPrice(own, actor, id);
    const params = quoteParams(new URLSearchParams({ admission: id, age: '12', weeks: '10', ...asked }), TODAY);
    const question = quoteSchema(TODAY, admission.addOns).parse({
      ...Object.fromEntries(params),
      needs: params.getAll('needs'),
    }) as QuoteQuestion;
    return quoteAdmission(own, actor, { admission, question, ...known });
  });

test('a stay over two schedules: 4 weeks at 312,000, 6 at 320,000', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    for (const actor of [given.actors.broker, given.actors.commissioner, given.actors.finance, given.actors.own]) {
      const { quote, schedules, placementsInSystem } = await priceFor(db, actor, given);
      expect(quote?.periods.map(({ fromNight, nights, weeklyPence }) => [fromNight, nights, weeklyPence])).toEqual([
        [0, 28, 312_000],
        [28, 42, 320_000],
      ]);
      expect(quote?.totalPence).toBe(1_248_000 + 1_920_000);
      expect(schedules.map(({ id }) => id)).toEqual(given.scheduleIds);
      expect(placementsInSystem).toBe(0);
    }
  }));

test('where the schedule at the start holds for the stay, no other counts or is named', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    await db.updateTable('lots').set({ priceBasis: 'at_start' }).where('id', '=', given.lotId).execute();
    const { quote, schedules } = await priceFor(db, given.actors.broker, given);
    expect(quote?.periods).toMatchObject([{ nights: 70, weeklyPence: 312_000, carriedOn: false }]);
    expect(schedules.map(({ id }) => id)).toEqual(given.scheduleIds.slice(0, 1));
  }));

test('a birthday in the stay moves the fee to the next ages where the lot’s fee follows the age, and nowhere else', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db, [
      { level: 'core', ageFrom: 0, ageTo: 12, weeklyPence: 312_000 },
      { level: 'core', ageFrom: 13, ageTo: 17, weeklyPence: 400_000 },
    ]);
    const periods = async (known: { birthday?: string }) => {
      const { quote } = await priceFor(db, given.actors.broker, given, { weeks: '4' }, known);
      return quote?.periods.map(({ fromNight, nights, weeklyPence }) => [fromNight, nights, weeklyPence]);
    };
    const unchanged = [[0, 28, 312_000]];
    // 13 on 2 December 2026, ten nights in; a week before the second schedule.
    expect(await periods({ birthday: '2026-12-02' })).toEqual(unchanged);
    await db.updateTable('lots').set({ ageBasis: 'in_stay' }).where('id', '=', given.lotId).execute();
    expect(await periods({})).toEqual(unchanged);
    expect(await periods({ birthday: '2026-12-02' })).toEqual([
      [0, 10, 312_000],
      [10, 18, 400_000],
    ]);
    expect(await periods({ birthday: '2027-11-22' })).toEqual(unchanged);
  }));

test.each([
  ['none', { day: '', month: '', year: '' }],
  ['no date', { day: '31', month: '2', year: '2027' }],
  ['the first night, which the age counts', { day: '22', month: '11', year: '2026' }],
  ['a date of birth', { day: '2', month: '12', year: '2013' }],
  ['more than a year on', { day: '24', month: '11', year: '2027' }],
])('a next birthday that is refused: %s', (_case, birthday) => {
  const parsed = birthdaySchema(TODAY).safeParse({ birthday });
  expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual(['birthday']);
});

test('a next birthday after the first night, a year on at the latest', () => {
  const birthday = { day: '22', month: '11', year: '2027' };
  expect(birthdaySchema(TODAY).parse({ birthday })).toEqual({ birthday: '2027-11-22' });
});

test('add-ons, contributions and a number of placements are asked for in the address', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    const { broker, own } = given.actors;
    // 312,000 + 100,000 - 15,600 (5%), less 50,000.
    const asked = { 'addon-education': '1', placed: '2', health: '500', weeks: '4' };
    for (const actor of [broker, own]) {
      const { quote, placementsInSystem } = await priceFor(db, actor, given, asked);
      expect(quote).toMatchObject({ weeklyPence: 396_400, netWeeklyPence: 346_400, netTotalPence: 1_385_600 });
      expect(placementsInSystem).toBe(2);
    }
    // The lot offers therapy, the schedule has no price for it.
    const { quote, schedules } = await priceFor(db, broker, given, { 'addon-therapy': '2' });
    expect([quote, schedules.length]).toEqual([undefined, 2]);
  }));

test('an authority need not count: children in the system are counted, of every member', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    const { broker } = given.actors;
    const code = { authorityId: broker.organisationId, providerId: given.providerId, lotId: given.lotId };
    for (const reference of ['A', 'B']) {
      await db
        .insertInto('placements')
        .values({
          ...code,
          ...{ reference, accommodationType: 2, route: 'framework', startedOn: '2026-10-01', ageAtStart: 12 },
          needLevel: 'standard',
        })
        .execute();
    }
    const { quote, placementsInSystem } = await priceFor(db, broker, given);
    expect([placementsInSystem, quote?.weeklyPence]).toEqual([2, 296_400]);
  }));

test('no prices in force on the first night is told apart from none for the child', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    const early = await priceFor(db, given.actors.broker, given, { from: '2026-03-31' });
    expect([early.quote, early.schedules]).toEqual([undefined, []]);
    const old = await priceFor(db, given.actors.broker, given, { age: '18' });
    expect([old.quote, old.schedules.length]).toEqual([undefined, 2]);
  }));

test('drafts and what is not approved count for nothing, for their provider either', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    for (const status of ['draft', 'submitted', 'rejected']) {
      await db.updateTable('priceSchedules').set({ status }).execute();
      for (const actor of [given.actors.own, given.actors.broker]) {
        expect((await priceFor(db, actor, given)).quote, status).toBeUndefined();
      }
    }
  }));

test('a price reaches neither a rival nor an authority outside the system, and no role that does not buy', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    const { rival, outsider, administrator, operator, own } = given.actors;
    for (const actor of [rival, outsider]) {
      await expect(priceFor(db, actor, given)).rejects.toMatchObject({ code: 'not-found' });
    }
    for (const actor of [administrator, operator]) {
      await expect(priceFor(db, actor, given)).rejects.toMatchObject({ code: 'forbidden' });
    }
    // Past the application's own check: as if they held another's answer.
    const admission = await getAdmissionToPrice(db, own, given.id);
    const question = quoteSchema(TODAY, []).parse({ admission: given.id, age: '12' });
    for (const actor of [rival, outsider]) {
      const priced = await underRowSecurity(db, actor, (theirs) =>
        quoteAdmission(theirs, actor, { admission, question }),
      );
      expect([priced.quote, priced.schedules]).toEqual([undefined, []]);
    }
  }));

test('the schedules that the API lists: a provider’s own with drafts, an authority’s systems’ without, a rival’s none', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    const [first = '', second = ''] = given.scheduleIds;
    await db.updateTable('priceSchedules').set({ status: 'draft' }).where('id', '=', second).execute();
    const listed = async (actor: Actor) =>
      (await underRowSecurity(db, actor, (own) => listReadableSchedules(own, actor, { page: 9 }))).schedules.map(
        ({ id }) => id,
      );
    expect(await listed(given.actors.own)).toEqual([second, first]);
    expect(await listed(given.actors.finance)).toEqual([first]);
    expect(await listed(given.actors.rival)).toEqual([]);
    expect(await listed(given.actors.outsider)).toEqual([]);
    for (const actor of [given.actors.administrator, given.actors.operator]) {
      await expect(listed(actor)).rejects.toMatchObject({ code: 'forbidden' });
    }
  }));

const ID = '019f0000-0000-7000-8000-000000000006';

test.each<[string, Record<string, string>, string]>([
  ['an age', { age: '26' }, 'age'],
  ['no age', { age: '' }, 'age'],
  ['a date that is none', { from: '2027-02-30' }, 'from'],
  ['the third of two', { siblings: '1', nth: '3' }, 'nth'],
  ['no weeks', { weeks: '0' }, 'weeks'],
  ['half an add-on', { 'addon-education': '2' }, 'addon-education'],
  ['more hours than a week has', { 'addon-therapy': '169' }, 'addon-therapy'],
  ['less than no money', { health: '-5' }, 'health'],
  ['an unprintable figure', { places: '4\u0000' }, 'places'],
])('a question with %s is refused', (_case, asked, field) => {
  const addOns = [
    { code: 'education', label: 'Education', unit: 'week' },
    { code: 'therapy', label: 'Therapy', unit: 'hour' },
  ];
  const params = quoteParams(new URLSearchParams({ admission: ID, age: '9', ...asked }), TODAY);
  const read = quoteSchema(TODAY, addOns).safeParse(Object.fromEntries(params));
  expect([...new Set(read.error?.issues.map(({ path }) => path[0]))]).toEqual([field]);
});

test('an address asks about one admission, or none', () => {
  expect(admissionAsked(new URLSearchParams({ admission: ID.toUpperCase() }))).toBe(ID);
  for (const address of ['', 'admission=', 'admission=castle', `admission=${ID}&admission=${ID}`]) {
    expect(admissionAsked(new URLSearchParams(address)), address).toBeUndefined();
  }
  const read = quoteParams(new URLSearchParams('age=9&__proto__=1&addon-a.b=1&from=&needs=autism&needs=solo'), TODAY);
  expect([...read]).toEqual([
    ['from', TODAY],
    ['siblings', '0'],
    ['age', '9'],
    ['needs', 'autism'],
    ['needs', 'solo'],
  ]);
});
