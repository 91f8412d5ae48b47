import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { addDays } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { readSchedulePage } from '../price-schedules/schedule-page.server.ts';
import { aSchedule, type Market, NEXT_YEAR, prices, TODAY } from '../price-schedules/schedules-testing.ts';
import { underRowSecurity } from '../testing.ts';
import { aPlacement, ask, byPercentage, given } from './testing.ts';
import { readUpliftPage } from './uplift-page.server.ts';

const databases = testDatabase();

/** What the lead is shown before it decides on an uplift of five per cent, and on a schedule that says the same. */
async function effectsShown(db: Db, market: Market) {
  const { id: upliftId } = await ask(db, market, byPercentage(500));
  const scheduleId = await aSchedule(db, market, {
    status: 'submitted',
    from: NEXT_YEAR,
    of: prices(420_000, 840_000),
  });
  const asLead = <T>(work: (as: Db, actor: Actor) => Promise<T>) =>
    underRowSecurity(db, market.lead, (as) => work(as, market.lead));
  return [
    (await asLead((as, lead) => readUpliftPage(as, lead, { id: upliftId, today: TODAY }))).effect,
    (await asLead((as, lead) => readSchedulePage(as, lead, { id: scheduleId, today: TODAY }))).effect,
  ];
}

test.each([
  // 17 in May 2025, so 18 when the prices begin: the schedules end at 17.
  ['in_stay', 'in_stay', { children: 2, unpriced: 1, weeklyBeforePence: 400_000, weeklyChangePence: 20_000 }],
  ['at_start', 'in_stay', { children: 2, unpriced: 0, weeklyBeforePence: 800_000, weeklyChangePence: 40_000 }],
  // The first began before any schedule: what it costs is not known.
  ['at_start', 'at_start', { children: 2, unpriced: 1, weeklyBeforePence: 400_000, weeklyChangePence: 0 }],
])('the lot’s age %s and prices %s count', (ageBasis, priceBasis, all) =>
  databases.rolledBack(async (db) => {
    const market = await given(db);
    await db.updateTable('lots').set({ ageBasis, priceBasis }).where('id', '=', market.lotId).execute();
    await aPlacement(db, market, market.lead, { age: 17, startedOn: '2025-05-01' });
    await aPlacement(db, market, market.member, { age: 9 });
    for (const effect of await effectsShown(db, market)) expect(effect).toMatchObject({ all, ageBasis, priceBasis });
  }),
);

test('children who live there today and still do then count, of this provider in this lot alone', () =>
  databases.rolledBack(async (db) => {
    const market = await given(db);
    const { lead, member } = market;
    const other = await given(db);
    const placed = (of: Parameters<typeof aPlacement>[3]) => aPlacement(db, market, lead, of);
    await placed({ startedOn: TODAY });
    await placed({ endedOn: addDays(NEXT_YEAR, 7) });
    await placed({ startedOn: addDays(TODAY, 1) });
    await placed({ endedOn: TODAY });
    await placed({ endedOn: '2026-06-01' });
    await placed({ endedOn: addDays(TODAY, 1) });
    await placed({ endedOn: NEXT_YEAR });
    await placed({ lotId: other.lotId });
    await placed({ providerId: other.providerId });
    await aPlacement(db, market, member, { endedOn: NEXT_YEAR });
    for (const effect of await effectsShown(db, market)) {
      // One stays for the year, another for a week of it: 365 + 7 nights at 20,000 a week.
      expect(effect?.own).toMatchObject({ children: 2, weeklyChangePence: 40_000, yearlyChangePence: 1_062_857 });
      expect(effect?.others).toMatchObject({ children: 0, weeklyBeforePence: 0 });
    }
  }));
