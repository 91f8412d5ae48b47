import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { aLot, aMember, anAdmission, anAuthority, aProvider } from '../testing.ts';
import { getPriceSchedule, listLotPrices } from './price-schedules.server.ts';
import type { PriceLine } from './quote.ts';

const context = testDatabase();
const TODAY = '2026-11-22';
const YESTERDAY = '2026-11-21';
const TOMORROW = '2026-11-23';

const core = (weeklyPence: number): PriceLine[] => [{ level: 'core', ageFrom: 0, ageTo: 17, weeklyPence }];

/** One price in force: nothing else is in the database, so that a case changes it without saying which. */
async function givenPrice(db: Db, from = '2026-04-01') {
  const authorityId = await anAuthority(db);
  const providerId = await aProvider(db);
  const lotId = await aLot(db, { authorities: [authorityId] });
  const [scheduleId = ''] = await anAdmission(db, { lotId, providerId }, { from, lines: core(312_000) });
  const broker = await aMember(db, authorityId, 'authority', 'broker');
  const input = { accommodationType: 2, on: TODAY };
  const prices = async (of: Partial<Parameters<typeof listLotPrices>[2]> = {}) =>
    (await listLotPrices(db, broker, { ...input, ...of })).map(({ prices: { lines } }) => lines[0]?.weeklyPence);
  return { authorityId, providerId, lotId, scheduleId, broker, prices };
}

type Change = (db: Db) => { execute: () => Promise<unknown> };
type Case = [name: string, change: Change];

const admission = (set: { status: string; admittedOn?: null; endedOn?: string; suspension?: string }): Change => {
  return (db) => db.updateTable('admissions').set(set);
};
const member = (joinedOn: string): Change => {
  return (db) => db.updateTable('purchasingSystemMembers').set({ joinedOn });
};
const system = (set: { status?: string; startsOn?: string; endsOn?: string }): Change => {
  return (db) => db.updateTable('purchasingSystems').set(set);
};
const schedule = (set: { status?: string; validUntil?: string }): Change => {
  return (db) => db.updateTable('priceSchedules').set(set);
};

test.each<Case>([
  ['an authority that joins on the day', member(TODAY)],
  ['a system closed to new providers', system({ status: 'closed' })],
  ['a system that starts on the day', system({ startsOn: TODAY })],
  ['a system whose last day it is', system({ endsOn: TOMORROW })],
  ['a schedule whose last day it is', schedule({ validUntil: TOMORROW })],
  ['a schedule superseded later', schedule({ status: 'superseded', validUntil: TOMORROW })],
])('%s has a price', (_case, change) =>
  context.rolledBack(async (db) => {
    const { prices } = await givenPrice(db);
    await change(db).execute();
    expect(await prices()).toEqual([312_000]);
  }),
);

test.each<Case>([
  ['a pending admission', admission({ status: 'pending', admittedOn: null })],
  ['a suspended admission', admission({ status: 'suspended', suspension: 'decision' })],
  ['an ended admission', admission({ status: 'ended', endedOn: YESTERDAY })],
  ['an authority that joins the day after', member(TOMORROW)],
  ['a draft system', system({ status: 'draft' })],
  ['a system published, and not yet open', system({ status: 'published' })],
  ['an ended system', system({ status: 'ended' })],
  ['a system that starts the day after', system({ startsOn: TOMORROW })],
  ['a system that ends on the day: its end is the first day without it', system({ endsOn: TODAY })],
  ['a draft schedule', schedule({ status: 'draft' })],
  ['a submitted schedule', schedule({ status: 'submitted' })],
  ['a rejected schedule', schedule({ status: 'rejected' })],
  ['a schedule that ends on the day: its end is the first day without it', schedule({ validUntil: TODAY })],
])('%s has none', (_case, change) =>
  context.rolledBack(async (db) => {
    const { prices } = await givenPrice(db);
    await change(db).execute();
    expect(await prices()).toEqual([]);
  }),
);

test.each([
  ['on the day has a price', TODAY, [312_000]],
  ['the day after has none', TOMORROW, []],
])('a schedule that starts %s', (_case, from, expected) =>
  context.rolledBack(async (db) => {
    const { prices } = await givenPrice(db, from);
    expect(await prices()).toEqual(expected);
  }),
);

test('prices are those of the kind of accommodation and the providers asked for', () =>
  context.rolledBack(async (db) => {
    const { lotId, providerId, prices } = await givenPrice(db);
    const other = await aProvider(db);
    await anAdmission(db, { lotId, providerId: other }, { from: '2026-04-01', lines: core(299_000) });
    expect((await prices()).toSorted()).toEqual([299_000, 312_000]);
    expect(await prices({ providerIds: [providerId] })).toEqual([312_000]);
    expect(await prices({ providerIds: [] })).toEqual([]);
    expect(await prices({ accommodationType: 1 })).toEqual([]);
  }));

test('a draft schedule is its provider’s alone; once submitted, the system’s authorities see it', () =>
  context.rolledBack(async (db) => {
    const { broker, providerId, scheduleId } = await givenPrice(db);
    const bids = await aMember(db, providerId, 'provider', 'bids');
    await schedule({ status: 'draft' })(db).execute();
    expect(await getPriceSchedule(db, bids, scheduleId)).toMatchObject({ status: 'draft' });
    await expect(getPriceSchedule(db, broker, scheduleId)).rejects.toMatchObject({ code: 'not-found' });
    await schedule({ status: 'submitted' })(db).execute();
    expect(await getPriceSchedule(db, broker, scheduleId)).toMatchObject({ status: 'submitted' });
  }));

test('a schedule is compared with the approved one before it, never with one that was not approved', () =>
  context.rolledBack(async (db) => {
    const { broker, lotId } = await givenPrice(db);
    const [early = '', rejected = '', latest = ''] = await anAdmission(
      db,
      { lotId, providerId: await aProvider(db) },
      { from: '2024-04-01', until: '2025-04-01', lines: core(300_000) },
      { from: '2025-04-01', until: '2026-04-01', lines: core(999_000) },
      { from: '2026-04-01', lines: core(312_000) },
    );
    await db.updateTable('priceSchedules').set({ status: 'rejected' }).where('id', '=', rejected).execute();
    expect((await getPriceSchedule(db, broker, latest)).earlier?.id).toBe(early);
  }));

test('whoever buys or compares reads an authority’s prices; its administrators do not', () =>
  context.rolledBack(async (db) => {
    const { authorityId, scheduleId } = await givenPrice(db);
    for (const role of ['commissioner', 'broker', 'finance'] as const) {
      const reader = await aMember(db, authorityId, 'authority', role);
      expect(await getPriceSchedule(db, reader, scheduleId), role).toMatchObject({ id: scheduleId });
    }
    const administrator = await aMember(db, authorityId, 'authority', 'administrator');
    await expect(getPriceSchedule(db, administrator, scheduleId)).rejects.toMatchObject({ code: 'forbidden' });
  }));
