import { describe, expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { getPriceSchedule, listLotPrices } from '../price-schedules/price-schedules.server.ts';
import { approveSchedule } from '../price-schedules/schedule-decisions.server.ts';
import {
  aSchedule,
  codes,
  type Market,
  NEXT_YEAR,
  NOW,
  outcome,
  prices,
  statusOf,
  URL,
} from '../price-schedules/schedules-testing.ts';
import { underRowSecurity } from '../testing.ts';
import { ask, byPercentage, decide, FULL, given, PART, REFUSE } from './testing.ts';
import { decideUplift } from './uplift-decisions.server.ts';
import type { UpliftDecision } from './uplift-form.ts';
import { withdrawUplift } from './uplift-requests.server.ts';
import { getUplift } from './uplifts.server.ts';

const databases = testDatabase();
/** For what is committed. */
const shared = testDatabase();

/** The core fee in force on a day, as a broker of the lead finds it. */
const coreFee = async (db: Db, { leadBroker }: Market, on: string) =>
  (await underRowSecurity(db, leadBroker, (as) => listLotPrices(as, leadBroker, { accommodationType: 2, on })))
    .flatMap(({ prices }) => prices.lines)
    .find(({ level }) => level === 'core')?.weeklyPence;

describe('deciding', () => {
  test.each<[string, UpliftDecision, Record<string, number>, string]>([
    ['in full', FULL, { '2027-03-31': 400_000, '2027-04-01': 420_000 }, 'accepted'],
    [
      'in part, by a percentage from another date',
      PART,
      { '2027-05-31': 400_000, '2027-06-01': 408_000 },
      'accepted_in_part',
    ],
    [
      'in part, line by line',
      { decision: 'lines', prices: prices(410_000, 800_000), acceptedFrom: NEXT_YEAR, reason: 'So' },
      { '2027-03-31': 400_000, '2027-04-01': 410_000 },
      'accepted_in_part',
    ],
    [
      'in part, by more than was asked: as asked',
      { decision: 'percentage', bps: 900, acceptedFrom: NEXT_YEAR, reason: 'So' },
      { '2027-04-01': 420_000 },
      'accepted_in_part',
    ],
    ['no', REFUSE, { '2027-03-31': 400_000, '2027-04-01': 400_000 }, 'refused'],
  ])('%s', (_case, decision, fees, status) =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const { id } = await ask(db, market);
      expect(await decide(db, market.lead, id, decision)).toEqual({ status });
      for (const [on, fee] of Object.entries(fees)) expect(await coreFee(db, market, on), on).toBe(fee);
      const uplift = await getUplift(db, market.bids, id);
      expect(uplift.status).toBe(status);
      if (!uplift.acceptedScheduleId || !uplift.acceptedFrom) {
        expect(await statusOf(db, market.scheduleId)).toMatchObject({ status: 'approved', validUntil: null });
        return;
      }
      expect(await statusOf(db, market.scheduleId)).toMatchObject({
        status: 'superseded',
        validUntil: uplift.acceptedFrom,
      });
      expect(await getPriceSchedule(db, market.bids, uplift.acceptedScheduleId)).toMatchObject({
        ...{ status: 'approved', drawnUpBy: 'authority', validFrom: uplift.acceptedFrom },
        prices: { adjustments: [{ kind: 'volume', threshold: 5, bps: 200 }] },
      });
    }),
  );

  test.each<[string, UpliftDecision]>([
    ['from a day that has passed', { ...PART, acceptedFrom: '2026-11-21' }],
    ['from before the prices it raises', { ...PART, acceptedFrom: '2026-04-01' }],
    ['to what it is now', { ...PART, bps: 0 }],
  ])('%s is refused, and nothing changes', (_case, decision) =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const { id } = await ask(db, market);
      expect(await outcome(decide(db, market.lead, id, decision))).toBe('conflict');
      expect((await getUplift(db, market.lead, id)).status).toBe('submitted');
      expect(await statusOf(db, market.scheduleId)).toMatchObject({ status: 'approved', validUntil: null });
    }),
  );

  test('in full, after its date: it may be accepted from a later one', () =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const { id } = await ask(db, market);
      const late = (decision: UpliftDecision) =>
        outcome(decideUplift(db, market.lead, { id, decision, today: '2027-04-02', publicUrl: URL }));
      expect(await late(FULL)).toBe('conflict');
      expect(await late(PART)).toBe('done');
    }));

  test('in a lot that names a day, decided after it: it need not wait for the next year', () =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      await db.updateTable('lots').set({ upliftMonthDay: '04-01' }).where('id', '=', market.lotId).execute();
      const { id } = await ask(db, market, byPercentage(500, '2027-04-01'));
      const decideOn = (today: string) =>
        outcome(decideUplift(db, market.lead, { id, decision: PART, today, publicUrl: URL }));
      expect(await decideOn('2027-04-01')).toBe('conflict');
      expect(await decideOn('2027-04-02')).toBe('done');
    }));

  test('after other prices were approved it can only be refused', () =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const { id } = await ask(db, market);
      const other = await aSchedule(db, market, { status: 'submitted', from: '2027-01-01' });
      await approveSchedule(db, market.lead, { id: other, revision: 1, ...NOW });
      expect(await outcome(decide(db, market.lead, id, FULL))).toBe('conflict');
      expect(await outcome(decide(db, market.lead, id, REFUSE))).toBe('done');
    }));

  test('is once: neither decided nor withdrawn after it is decided or withdrawn', () =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const withdraw = (id: string) => underRowSecurity(db, market.bids, (as) => withdrawUplift(as, market.bids, id));
      for (const end of ['decided', 'withdrawn']) {
        const { id } = await ask(db, market);
        await (end === 'decided' ? decide(db, market.lead, id, REFUSE) : withdraw(id));
        expect(await outcome(decide(db, market.lead, id, FULL)), end).toBe('conflict');
        expect(await outcome(withdraw(id)), end).toBe('conflict');
      }
    }));

  test('why it was asked and what was answered stay with the two: members read the schedule, and none of it', () =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const { id } = await ask(db, market);
      await decide(db, market.lead, id, PART);
      const { acceptedScheduleId } = await getUplift(db, market.lead, id);
      const read = await underRowSecurity(db, market.member, (as) =>
        getPriceSchedule(as, market.member, acceptedScheduleId ?? ''),
      );
      expect(read).toMatchObject({ status: 'approved', reason: 'An uplift was accepted' });
      expect(JSON.stringify(read)).not.toMatch(/Pay rises|Two is what we have/);
    }));

  test('the provider is told the reason, without a price', () =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const { id } = await ask(db, market);
      await decide(db, market.lead, id, PART);
      const letters = await db.selectFrom('emails').select(['recipient', 'subject', 'body']).execute();
      expect(letters.map(({ recipient }) => recipient).toSorted()).toEqual(
        [market.lead.email, market.bids.email].toSorted(),
      );
      expect(letters.find(({ recipient }) => recipient === market.bids.email)?.body).toContain('Two is what we have');
      for (const { subject, body } of letters) expect(`${subject} ${body}`).not.toMatch(/\d%|4,?080|£/);
    }));
});

describe('at once', () => {
  const committed = <T>(work: (db: Db) => Promise<T>) => inTransaction(shared.database, work);

  test('one accepts and another refuses: one outcome', async () => {
    const { lead, id } = await committed(async (db) => {
      const market = await given(db);
      return { ...market, ...(await ask(db, market)) };
    });
    const results = await atOnce(shared, [(db) => decide(db, lead, id, FULL), (db) => decide(db, lead, id, REFUSE)]);
    expect(codes(results)).toEqual(['conflict', 'done']);
  });

  test('an uplift and a new schedule for the same days are approved: one is in force', async () => {
    const { lead, id, other } = await committed(async (db) => {
      const market = await given(db);
      const other = await aSchedule(db, market, { status: 'submitted', from: NEXT_YEAR });
      return { ...market, ...(await ask(db, market)), other };
    });
    const results = await atOnce<unknown>(shared, [
      (db) => decide(db, lead, id, FULL),
      (db) => underRowSecurity(db, lead, (as) => approveSchedule(as, lead, { id: other, revision: 1, ...NOW })),
    ]);
    expect(codes(results)).toEqual(['conflict', 'done']);
  });

  test('two colleagues ask in the same lot: one request', async () => {
    const market = await committed(given);
    const results = await atOnce(shared, [(db) => ask(db, market), (db) => ask(db, market)]);
    expect(codes(results)).toEqual(['conflict', 'done']);
  });

  test('the provider withdraws what the lead accepts: one of them', async () => {
    const { lead, bids, id } = await committed(async (db) => {
      const market = await given(db);
      return { ...market, ...(await ask(db, market)) };
    });
    const results = await atOnce<unknown>(shared, [
      (db) => decide(db, lead, id, FULL),
      (db) => underRowSecurity(db, bids, (as) => withdrawUplift(as, bids, id)),
    ]);
    expect(codes(results)).toEqual(['conflict', 'done']);
  });
});
