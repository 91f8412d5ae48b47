import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { countSchedulesToDecide, getPriceSchedule, listPriceSchedules } from './price-schedules.server.ts';
import { aPricedLot, aSchedule, outcome } from './schedules-testing.ts';

const databases = testDatabase();

test('who reads which schedule: its provider all, authorities of the system what was submitted, nobody else any', () =>
  databases.rolledBack(async (db) => {
    const market = await aPricedLot(db);
    const readers = ['bids', 'manager', 'rival', 'lead', 'leadBroker', 'member', 'outsider'] as const;
    for (const status of ['draft', 'submitted', 'approved', 'rejected']) {
      const id = await aSchedule(db, market, { status, from: '2027-04-01', until: '2027-05-01' });
      const seen: string[] = [];
      for (const who of readers) {
        const read = underRowSecurity(db, market[who], (as) => getPriceSchedule(as, market[who], id));
        if ((await outcome(read)) === 'done') seen.push(who);
      }
      const own = ['bids', 'manager'];
      expect(seen, status).toEqual(status === 'draft' ? own : [...own, 'lead', 'leadBroker', 'member']);
      await db
        .deleteFrom('priceSchedules')
        .where('id', '=', id)
        .where('status', 'in', ['draft', 'submitted', 'rejected'])
        .execute();
    }
  }));

test('the lead lists what waits for it; its brokers and other members list nothing', () =>
  databases.rolledBack(async (db) => {
    const { lead, leadBroker, member, bids, rival, ...market } = await aPricedLot(db);
    const id = await aSchedule(db, market, { status: 'submitted' });
    await aSchedule(db, market, { status: 'approved', from: '2026-04-01' });
    await aSchedule(db, market);
    const list = (actor: Actor) => underRowSecurity(db, actor, (as) => listPriceSchedules(as, actor));
    expect((await list(lead)).map((row) => row.id)).toEqual([id]);
    expect(await countSchedulesToDecide(db, lead)).toBe(1);
    expect(await countSchedulesToDecide(db, member)).toBe(0);
    expect(await list(member)).toEqual([]);
    expect(await list(bids)).toHaveLength(3);
    expect(await list(rival)).toEqual([]);
    await expect(async () => listPriceSchedules(db, leadBroker)).rejects.toMatchObject({ code: 'forbidden' });
  }));
