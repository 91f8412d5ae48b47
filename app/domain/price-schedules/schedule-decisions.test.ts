import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { getPriceSchedule } from './price-schedules.server.ts';
import { approveSchedule, rejectSchedule } from './schedule-decisions.server.ts';
import { discardSchedule, getScheduleToWrite, saveSchedule } from './schedule-drafts.server.ts';
import { readSchedulePage } from './schedule-page.server.ts';
import { pricesOfSchedule } from './schedule-prices.server.ts';
import { recallSchedule, submitSchedule } from './schedule-submission.server.ts';
import {
  aPricedLot,
  aSchedule,
  codes,
  type Market,
  NEXT_YEAR,
  NOW,
  outcome,
  prices,
  statusOf,
  TODAY,
} from './schedules-testing.ts';

const databases = testDatabase();
/** For what is committed. */
const shared = testDatabase();

test('approval closes the schedule in force on its first day, in plain sight of row level security', () =>
  databases.rolledBack(async (db) => {
    const { lead, ...market } = await aPricedLot(db);
    const before = await aSchedule(db, market, { status: 'approved', from: '2026-04-01' });
    const id = await aSchedule(db, market, { status: 'submitted' });
    await underRowSecurity(db, lead, (as) => approveSchedule(as, lead, { id, revision: 1, ...NOW }));
    expect(await statusOf(db, before)).toEqual({
      status: 'superseded',
      validFrom: '2026-04-01',
      validUntil: NEXT_YEAR,
    });
    expect(await statusOf(db, id)).toEqual({ status: 'approved', validFrom: NEXT_YEAR, validUntil: null });
  }));

test('a ceiling that was lowered meanwhile keeps a schedule from approval', () =>
  databases.rolledBack(async (db) => {
    const { lead, lotId, ...market } = await aPricedLot(db);
    const id = await aSchedule(db, market, { status: 'submitted' });
    await db.updateTable('lotPricePoints').set({ ceilingPence: 700_000 }).where('lotId', '=', lotId).execute();
    await expect(approveSchedule(db, lead, { id, revision: 1, ...NOW })).rejects.toThrow(/£7,000 or less/);
  }));

test('what the database alone keeps apart is a conflict too', () =>
  databases.rolledBack(async (db) => {
    const { lead, ...market } = await aPricedLot(db);
    await aSchedule(db, market, { status: 'superseded', from: '2026-04-01', until: '2028-04-01' });
    const id = await aSchedule(db, market, { status: 'submitted' });
    await expect(approveSchedule(db, lead, { id, revision: 1, ...NOW })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('in force on some of these days'),
    });
  }));

test('a price once approved never changes, whoever asks', () =>
  databases.rolledBack(async (db) => {
    const market = await aPricedLot(db);
    const id = await aSchedule(db, market, { status: 'approved' });
    for (const actor of [market.bids, market.lead]) {
      const changed = underRowSecurity(db, actor, (as) =>
        as.updateTable('priceLines').set({ weeklyPence: 1 }).where('scheduleId', '=', id).returning('level').execute(),
      );
      expect(await changed).toEqual([]);
    }
    await expect(
      db.updateTable('priceLines').set({ weeklyPence: 1 }).where('scheduleId', '=', id).execute(),
    ).rejects.toThrow('A price once approved never changes');
  }));

test.each(['approved', 'superseded', 'rejected', 'draft'])('what was approved once stays as it is, now %s', (status) =>
  databases.rolledBack(async (db) => {
    const market = await aPricedLot(db);
    const { bids } = market;
    const id = await aSchedule(db, market, { status: 'approved' });
    await db.updateTable('priceSchedules').set({ status, validUntil: '2027-06-01' }).where('id', '=', id).execute();
    const content = { validFrom: '2027-05-01', reason: 'Again', prices: prices(1) };
    const save = underRowSecurity(db, bids, (as) => saveSchedule(as, bids, { id, revision: 1, ...content }));
    await expect(save).rejects.toMatchObject({ code: 'conflict' });
    expect((await getScheduleToWrite(db, bids, id)).isOpen).toBe(false);
    expect((await readSchedulePage(db, bids, { id, today: TODAY })).canWrite).toBe(false);
    // Past the command, as the provider, row level security finds no row.
    const past = await underRowSecurity(db, bids, (as) =>
      as.updateTable('priceSchedules').set({ extraSupportHourPence: 1 }).where('id', '=', id).returning('id').execute(),
    );
    expect(past).toEqual([]);
  }),
);

test.each([
  ['a fee', sql`update price_lines set weekly_pence = 1`],
  ['an add-on', sql`delete from price_add_ons`],
  ['a discount', sql`update price_adjustments set bps = 0`],
  ['the hourly rate', sql`update price_schedules set extra_support_hour_pence = 1`],
  ['the hours included', sql`update price_schedules set included_support_hours = 1`],
  ['the start', sql`update price_schedules set valid_from = '2020-01-01'`],
  ['the approval itself', sql`update price_schedules set status = 'draft', approved_at = null`],
  ['the whole schedule', sql`delete from price_schedules`],
])('for the database’s owner too: %s of a schedule that the end of an admission turned down', (_what, change) =>
  databases.rolledBack(async (db) => {
    const id = await aSchedule(db, await aPricedLot(db), { status: 'approved' });
    await db.updateTable('priceSchedules').set({ status: 'rejected' }).where('id', '=', id).execute();
    await expect(change.execute(db)).rejects.toThrow('A price once approved never changes');
  }),
);
test('what was decided stays through every submission: for the provider and the lead, nobody else; and is not discarded', () =>
  databases.rolledBack(async (db) => {
    const market = await aPricedLot(db);
    const { bids, lead, leadBroker, member, rival } = market;
    const id = await aSchedule(db, market);
    const rejected = async (revision: number, reason: string) => {
      await underRowSecurity(db, bids, (as) => submitSchedule(as, bids, { id, revision, ...NOW }));
      await underRowSecurity(db, lead, (as) => rejectSchedule(as, lead, { id, revision, reason, ...NOW }));
      const change = { id, revision, validFrom: NEXT_YEAR, reason: '', prices: prices(410_000) };
      await underRowSecurity(db, bids, (as) => saveSchedule(as, bids, change));
    };
    await rejected(1, 'Too dear');
    await rejected(2, 'Still too dear');
    expect(await outcome(underRowSecurity(db, bids, (as) => discardSchedule(as, bids, { id, revision: 3 })))).toBe(
      'conflict',
    );
    await underRowSecurity(db, bids, (as) => submitSchedule(as, bids, { id, revision: 3, ...NOW }));
    const read = async (actor: Actor) =>
      (await underRowSecurity(db, actor, (as) => getPriceSchedule(as, actor, id))).decisions.map(
        ({ reason }) => reason,
      );
    for (const actor of [bids, lead, leadBroker]) expect(await read(actor)).toEqual(['Still too dear', 'Too dear']);
    await underRowSecurity(db, lead, (as) => approveSchedule(as, lead, { id, revision: 3, ...NOW }));
    expect(await read(lead)).toEqual(['', 'Still too dear', 'Too dear']);
    expect(await read(member)).toEqual([]);
    const bare = (as: Db) => as.selectFrom('priceScheduleDecisions').select('id').execute();
    for (const actor of [member, rival]) expect(await underRowSecurity(db, actor, bare)).toEqual([]);
    const rewrite = (as: Db) => as.updateTable('priceScheduleDecisions').set({ reason: 'x' }).returning('id').execute();
    for (const actor of [lead, bids]) expect(await underRowSecurity(db, actor, rewrite)).toEqual([]);
  }));

test('each is told by e-mail, without a price: the lead what was submitted, the provider what was decided and why', () =>
  databases.rolledBack(async (db) => {
    const { bids, manager, lead, leadBroker, member, rival, ...market } = await aPricedLot(db);
    const id = await aSchedule(db, market, { of: prices(412_345) });
    await underRowSecurity(db, bids, (as) => submitSchedule(as, bids, { id, revision: 1, ...NOW }));
    await underRowSecurity(db, lead, (as) => rejectSchedule(as, lead, { id, revision: 1, reason: 'Dear me', ...NOW }));
    const letters = await db.selectFrom('emails').select(['recipient', 'subject', 'body']).execute();
    expect(letters.map((letter) => letter.recipient).toSorted()).toEqual([lead.email, bids.email].toSorted());
    expect(letters.find(({ recipient }) => recipient === bids.email)?.body).toContain('Dear me');
    for (const { body, subject } of letters) expect(`${subject} ${body}`).not.toMatch(/4,?123/);
    for (const other of [manager, leadBroker, member, rival])
      expect(letters.some(({ recipient }) => recipient === other.email)).toBe(false);
  }));

/** Committed, each command as the portal's own role. */
async function committed<T>(work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(shared.database, work);
}

const as = (actor: Actor, work: (db: Db) => Promise<unknown>) => (db: Db) => underRowSecurity(db, actor, work);

describe('at once', () => {
  async function given(schedules: (db: Db, market: Market) => Promise<string[]>) {
    return committed(async (db) => {
      const market = await aPricedLot(db);
      return { ...market, ids: await schedules(db, market) };
    });
  }

  test('one approves and another rejects the same schedule: one outcome', async () => {
    const { lead, ids } = await given(async (db, market) => [await aSchedule(db, market, { status: 'submitted' })]);
    const [id = ''] = ids;
    const results = await atOnce(shared, [
      as(lead, (db) => approveSchedule(db, lead, { id, revision: 1, ...NOW })),
      as(lead, (db) => rejectSchedule(db, lead, { id, revision: 1, reason: 'No', ...NOW })),
    ]);
    expect(codes(results)).toEqual(['conflict', 'done']);
    const approved = results[0]?.status === 'fulfilled';
    expect((await committed((db) => statusOf(db, id)))?.status).toBe(approved ? 'approved' : 'rejected');
  });

  test('two schedules for overlapping days are approved: one is in force, a conflict for the other', async () => {
    const { lead, ids } = await given(async (db, market) => [
      await aSchedule(db, market, { status: 'submitted', from: NEXT_YEAR }),
      await aSchedule(db, market, { status: 'submitted', from: NEXT_YEAR }),
    ]);
    const results = await atOnce(
      shared,
      ids.map((id) => as(lead, (db) => approveSchedule(db, lead, { id, revision: 1, ...NOW }))),
    );
    expect(codes(results)).toEqual(['conflict', 'done']);
    const statuses = await committed((db) => Promise.all(ids.map((id) => statusOf(db, id))));
    expect(statuses.map((row) => row?.status).toSorted()).toEqual(['approved', 'submitted']);
  });

  test('the provider takes it back while the lead approves it: one of them', async () => {
    const { lead, bids, ids } = await given(async (db, market) => [
      await aSchedule(db, market, { status: 'submitted' }),
    ]);
    const [id = ''] = ids;
    const results = await atOnce(shared, [
      as(bids, (db) => recallSchedule(db, bids, { id, revision: 1 })),
      as(lead, (db) => approveSchedule(db, lead, { id, revision: 1, ...NOW })),
    ]);
    // What was taken back before the lead's first look is no more to be found; after it, it is a conflict.
    const [recalled, approved] = results.map(({ status }) => status === 'fulfilled');
    expect(recalled).not.toBe(approved);
    expect(['conflict', 'not-found']).toContain(codes(results).find((code) => code !== 'done'));
    expect((await committed((db) => statusOf(db, id)))?.status).toBe(recalled ? 'draft' : 'approved');
  });

  test('a draft that was found before it was taken back is not found any more, whatever of it is read next', () =>
    databases.rolledBack(async (db) => {
      const market = await aPricedLot(db);
      const id = await aSchedule(db, market, { status: 'draft' });
      await expect(underRowSecurity(db, market.lead, (rows) => pricesOfSchedule(rows, id))).rejects.toMatchObject({
        code: 'not-found',
      });
    }));
});
