import { describe, expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import {
  aKey,
  aPricedLot,
  aSchedule,
  type Market,
  NEXT_YEAR,
  outcome,
  prices,
  TODAY,
} from '../price-schedules/schedules-testing.ts';
import { ask, byPercentage, decide, given, PART } from './testing.ts';
import type { NewUpliftInput } from './uplift-form.ts';
import { getUplift } from './uplifts.server.ts';

const databases = testDatabase();

const byLines = (core: number, solo: number): NewUpliftInput => ({
  ...{ method: 'lines', key: aKey(), fromDate: NEXT_YEAR, reason: 'Pay rises', prices: prices(core, solo) },
});

describe('asking', () => {
  test('freezes what every line would be', () =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const { id } = await ask(db, market);
      const uplift = await getUplift(db, market.lead, id);
      expect(uplift).toMatchObject({
        status: 'submitted',
        askedBps: 500,
        fromDate: NEXT_YEAR,
        scheduleId: market.scheduleId,
      });
      expect(uplift.asked.lines.map(({ weeklyPence }) => weeklyPence)).toEqual([420_000, 840_000]);
      expect(uplift.asked.addOns).toEqual([{ code: 'education', pence: 105_001 }]);
    }));

  test.each<[string, Partial<Market> | null, NewUpliftInput, string]>([
    ['from tomorrow', null, byPercentage(500, '2026-11-23'), 'done'],
    ['from today', null, byPercentage(500, TODAY), 'conflict'],
    ['over a ceiling', null, byPercentage(1_251), 'conflict'],
    ['up to the ceiling', null, byPercentage(1_250), 'done'],
    ['line by line over a ceiling', null, byLines(400_000, 900_001), 'conflict'],
  ])('%s', (_case, _market, asked, expected) =>
    databases.rolledBack(async (db) => {
      expect(await outcome(ask(db, await given(db), asked))).toBe(expected);
    }),
  );

  test('for what starts later than the uplift, without approved prices, or twice: a conflict', () =>
    databases.rolledBack(async (db) => {
      const later = await aPricedLot(db);
      await aSchedule(db, later, { status: 'approved', from: '2027-05-01' });
      expect(await outcome(ask(db, later))).toBe('conflict');
      const none = await aPricedLot(db);
      await aSchedule(db, none, { status: 'submitted' });
      expect(await outcome(ask(db, none))).toBe('conflict');
      const market = await given(db);
      const asked = byPercentage();
      const first = await ask(db, market, asked);
      expect(await ask(db, market, asked)).toEqual(first);
      expect(await outcome(ask(db, market))).toBe('conflict');
    }));

  test('starts on the day of the year that the lot names, where it names one; so does what is accepted', () =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      await db.updateTable('lots').set({ upliftMonthDay: '04-01' }).where('id', '=', market.lotId).execute();
      expect(await outcome(ask(db, market, byPercentage(500, '2027-05-01')))).toBe('conflict');
      const { id } = await ask(db, market, byPercentage(500, '2027-04-01'));
      expect(await outcome(decide(db, market.lead, id, PART))).toBe('conflict');
      expect(await outcome(decide(db, market.lead, id, { ...PART, acceptedFrom: '2027-04-01' }))).toBe('done');
      expect(await outcome(ask(db, market, byPercentage(100, '2027-04-01')))).toBe('conflict');
      expect(await outcome(ask(db, market, byPercentage(100, '2028-04-01')))).toBe('done');
    }));

  test('is for those who set the provider’s prices', () =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const by = (actor: Actor) => outcome(ask(db, { ...market, bids: actor }));
      expect(await by(market.manager)).toBe('forbidden');
      expect(await by(market.rival)).toBe('not-found');
      expect(await by(market.lead)).toBe('forbidden');
    }));
});
