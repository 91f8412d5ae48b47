import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { listAdmissionSchedules } from './admission-schedules.server.ts';
import { countSchedulesToDecide, getPriceSchedule, listPriceSchedules } from './price-schedules.server.ts';
import { listReadableSchedules } from './readable-schedules.server.ts';
import { aPricedLot, aSchedule, outcome, TODAY } from './schedules-testing.ts';

const databases = testDatabase();

test('who reads which schedule: its provider all, the lead what was submitted, members what was approved, nobody else any', () =>
  databases.rolledBack(async (db) => {
    const market = await aPricedLot(db);
    const OWN = ['bids', 'manager'];
    const LEAD = [...OWN, 'lead', 'leadBroker'];
    const ALLOWED = {
      draft: OWN,
      submitted: LEAD,
      rejected: LEAD,
      approved: [...LEAD, 'member'],
      superseded: [...LEAD, 'member'],
    };
    const readers = ['bids', 'manager', 'rival', 'lead', 'leadBroker', 'member', 'outsider'] as const;
    const periods = { superseded: ['2027-03-01', '2027-04-01'] } as Record<string, [string, string]>;
    for (const [status, allowed] of Object.entries(ALLOWED)) {
      const [from, until] = periods[status] ?? ['2027-04-01', '2027-05-01'];
      const id = await aSchedule(db, market, { status, from, until });
      const bare = (as: Db) => as.selectFrom('priceSchedules').select('id').where('id', '=', id).execute();
      const bareLines = (as: Db) => as.selectFrom('priceLines').select('level').where('scheduleId', '=', id).execute();
      for (const who of readers) {
        const actor = market[who];
        const may = allowed.includes(who);
        const got = may ? 'done' : 'not-found';
        const under = <T>(read: (as: Db) => Promise<T>) => underRowSecurity(db, actor, read);
        expect(await outcome(under((as) => getPriceSchedule(as, actor, id))), `${who}: ${status}`).toBe(got);
        expect(await outcome(getPriceSchedule(db, actor, id)), `${who}: ${status}, without policies`).toBe(got);
        expect(await under(bare), `${who}: ${status}, by policy`).toHaveLength(may ? 1 : 0);
        expect(await under(bareLines), `${who}: lines, ${status}`).toHaveLength(may ? 2 : 0);
        const listed = (await under((as) => listReadableSchedules(as, actor, { page: 1 }))).schedules;
        expect(
          listed.some((row) => row.id === id),
          `${who} lists: ${status}`,
        ).toBe(may);
      }
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

test('the schedules of an admission over time: its provider all, the lead what was submitted, members what was approved', () =>
  databases.rolledBack(async (db) => {
    const market = await aPricedLot(db);
    const { bids, lead, member, rival, admissionId } = market;
    const past = await aSchedule(db, market, { status: 'superseded', from: '2026-04-01', until: '2027-04-01' });
    const future = await aSchedule(db, market, { status: 'approved', from: '2027-04-01' });
    const waits = await aSchedule(db, market, { status: 'submitted', from: '2028-04-01' });
    const refused = await aSchedule(db, market, { status: 'rejected', from: '2029-04-01' });
    const draft = await aSchedule(db, market, { from: '2030-04-01' });
    const list = async (actor: Actor) =>
      (
        await underRowSecurity(db, actor, (as) => listAdmissionSchedules(as, actor, { id: admissionId, today: TODAY }))
      )?.map(({ id }) => id);
    expect(await list(bids)).toEqual([draft, refused, waits, future, past]);
    expect(await list(lead)).toEqual([refused, waits, future, past]);
    expect(await list(member)).toEqual([future, past]);
    expect(await list(rival)).toEqual([]);
    expect(await getPriceSchedule(db, member, past)).toMatchObject({ earlier: null, laterId: future });
    expect(await getPriceSchedule(db, bids, refused)).toMatchObject({ earlier: { id: future }, laterId: null });
  }));
