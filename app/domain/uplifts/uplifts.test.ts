import { parseWithZod } from '@conform-to/zod/v4';
import { describe, expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { getPriceSchedule, listLotPrices } from '../price-schedules/price-schedules.server.ts';
import { approveSchedule } from '../price-schedules/schedule-decisions.server.ts';
import {
  aKey,
  aPricedLot,
  aSchedule,
  type Market,
  NEXT_YEAR,
  prices,
  statusOf,
  TODAY,
  URL,
} from '../price-schedules/schedules-testing.ts';
import { underRowSecurity } from '../testing.ts';
import { decideUplift } from './uplift-decisions.server.ts';
import { type NewUpliftInput, newUplift, type UpliftDecision, upliftDecision } from './uplift-form.ts';
import { previewDecision, readUpliftPage } from './uplift-page.server.ts';
import { askForUplift, getUpliftBasis, withdrawUplift } from './uplift-requests.server.ts';
import { countUpliftsToDecide, getUplift, listPlacedChildren, listUplifts } from './uplifts.server.ts';

const databases = testDatabase();
/** For what is committed. */
const shared = testDatabase();

const NOW = { today: TODAY, publicUrl: URL };

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

const byPercentage = (bps = 500, fromDate = NEXT_YEAR): NewUpliftInput => ({
  ...{ method: 'percentage', key: aKey(), fromDate, reason: 'Pay rises', bps },
});
const byLines = (core: number, solo: number): NewUpliftInput => ({
  ...{ method: 'lines', key: aKey(), fromDate: NEXT_YEAR, reason: 'Pay rises', lines: prices(core, solo).lines },
});

const ask = (db: Db, { bids, admissionId }: Market, asked = byPercentage()) =>
  underRowSecurity(db, bids, (as) => askForUplift(as, bids, { admissionId, asked, ...NOW }));

const decide = (db: Db, actor: Actor, id: string, decision: UpliftDecision) =>
  underRowSecurity(db, actor, (as) => decideUplift(as, actor, { id, decision, ...NOW }));

/** A lot with prices in force since April: core 400,000 pence, solo 800,000. */
async function given(db: Db) {
  const market = await aPricedLot(db);
  const scheduleId = await aSchedule(db, market, { status: 'approved', from: '2026-04-01' });
  return { ...market, scheduleId };
}

const FULL: UpliftDecision = { decision: 'full', reason: '' };
const PART: UpliftDecision = {
  decision: 'percentage',
  bps: 200,
  acceptedFrom: '2027-06-01',
  reason: 'Two is what we have',
};
const REFUSE: UpliftDecision = { decision: 'refuse', reason: 'No money' };

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

  test('is for those who set the provider’s prices', () =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const by = (actor: Actor) => outcome(ask(db, { ...market, bids: actor }));
      expect(await by(market.manager)).toBe('forbidden');
      expect(await by(market.rival)).toBe('not-found');
      expect(await by(market.lead)).toBe('forbidden');
    }));
});

test('the provider and the lead’s commissioners read it, nobody else; the lead alone decides, its provider alone withdraws', () =>
  databases.rolledBack(async (db) => {
    const market = await given(db);
    const { id } = await ask(db, market);
    const CASES: [keyof Market, read: string, decided: string, withdrawn: string][] = [
      ['manager', 'done', 'forbidden', 'forbidden'],
      ['rival', 'not-found', 'not-found', 'not-found'],
      ['leadBroker', 'forbidden', 'forbidden', 'forbidden'],
      ['member', 'not-found', 'not-found', 'not-found'],
      ['outsider', 'not-found', 'not-found', 'not-found'],
    ];
    for (const [who, read, decided, withdrawn] of CASES) {
      const actor = market[who] as Actor;
      const under = (work: (as: Db) => Promise<unknown>) => outcome(underRowSecurity(db, actor, work));
      expect(await under((as) => getUplift(as, actor, id)), `${who} reads`).toBe(read);
      expect(await outcome(decide(db, actor, id, FULL)), `${who} decides`).toBe(decided);
      expect(await outcome(decideUplift(db, actor, { id, decision: FULL, ...NOW })), `${who}, without policies`).toBe(
        decided,
      );
      expect(await under((as) => withdrawUplift(as, actor, id)), `${who} withdraws`).toBe(withdrawn);
      if (read === 'done' || read === 'not-found') {
        const list = await underRowSecurity(db, actor, (as) => listUplifts(as, actor));
        expect(list.length, `${who} lists`).toBe(read === 'done' ? 1 : 0);
      }
    }
    expect(await outcome(decide(db, market.bids, id, FULL))).toBe('forbidden');
    expect(await outcome(underRowSecurity(db, market.lead, (as) => withdrawUplift(as, market.lead, id)))).toBe(
      'forbidden',
    );
    expect(await countUpliftsToDecide(db, market.lead)).toBe(1);
    expect((await getUplift(db, market.lead, id)).status).toBe('submitted');
  }));

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
      { decision: 'lines', lines: prices(410_000, 800_000).lines, acceptedFrom: NEXT_YEAR, reason: 'So' },
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

test('what it costs, for the lead’s own children and other members’, as asked and as it would be accepted; nobody else is told', () =>
  databases.rolledBack(async (db) => {
    const market = await given(db);
    for (const [actor, age] of [
      [market.lead, 9],
      [market.lead, 9],
      [market.member, 12],
      [market.outsider, 12],
    ] as const) {
      await db
        .insertInto('placements')
        .values({
          ...{
            authorityId: actor.organisationId,
            providerId: market.providerId,
            lotId: market.lotId,
            route: 'framework',
          },
          ...{
            reference: aKey(),
            accommodationType: 2,
            ageAtStart: age,
            needLevel: 'enhanced',
            startedOn: '2026-05-01',
          },
        })
        .execute();
    }
    const { id } = await ask(db, market);
    const page = (actor: Actor) => underRowSecurity(db, actor, (as) => readUpliftPage(as, actor, { id, today: TODAY }));
    const { effect } = await page(market.lead);
    expect(effect?.own).toMatchObject({ children: 2, weeklyBeforePence: 800_000, weeklyChangePence: 40_000 });
    expect(effect?.others).toMatchObject({ children: 2, weeklyChangePence: 40_000 });
    const preview = await underRowSecurity(db, market.lead, (as) =>
      previewDecision(as, market.lead, { id, decision: PART, today: TODAY }),
    );
    expect(preview?.all).toMatchObject({ children: 4, weeklyChangePence: 32_000, yearlyChangePence: 1_668_571 });
    expect((await page(market.bids)).effect).toBeNull();
    for (const actor of [market.bids, market.member, market.outsider]) {
      expect(await underRowSecurity(db, actor, (as) => listPlacedChildren(as, market.admissionId, TODAY))).toEqual([]);
    }
  }));

const typed = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};
const DATE = { day: '1', month: '4', year: '2027' };
const dated = (name: string) =>
  Object.fromEntries(Object.entries(DATE).map(([part, value]) => [`${name}.${part}`, value]));

describe('the forms', () => {
  const REQUEST = { key: aKey(), method: 'percentage', percentage: '3.5', reason: 'Pay', ...dated('fromDate') };
  const LINES = { ...REQUEST, method: 'lines', 'fee-core-0-1': '4,100', 'fee-solo-0-1': '' };

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['a percentage', REQUEST, {}],
    ['line by line', LINES, {}],
    ['neither', { ...REQUEST, method: '' }, { method: 'Choose how you ask' }],
    ['no percentage', { ...REQUEST, percentage: '' }, { percentage: 'must be from 0.01% to 100%' }],
    ['nothing', { ...REQUEST, percentage: '0' }, { percentage: 'must be from 0.01% to 100%' }],
    ['more than all', { ...REQUEST, percentage: '100.01' }, { percentage: 'must be from 0.01% to 100%' }],
    ['no reason', { ...REQUEST, reason: ' ' }, { reason: 'Enter why' }],
    ['no line raised', { ...LINES, 'fee-core-0-1': '4000' }, { method: 'Raise one weekly fee or more' }],
    [
      'a line lowered',
      { ...LINES, 'fee-core-0-1': '3999.99', 'fee-solo-0-1': '8500' },
      { 'fee-core-0-1': 'must be £4,000 or more' },
    ],
    ['a line over its ceiling', { ...LINES, 'fee-solo-0-1': '9000.01' }, { 'fee-solo-0-1': 'must be £9,000 or less' }],
  ])('asking: %s', (_case, fields, told) =>
    databases.rolledBack(async (db) => {
      const { bids, admissionId } = await given(db);
      const { grid, now } = await getUpliftBasis(db, bids, admissionId);
      const { error } = parseWithZod(typed(fields), { schema: newUplift({ grid, now: now.lines }) }).reply();
      expect(Object.keys(error ?? {})).toEqual(Object.keys(told));
      for (const [name, words] of Object.entries(told)) expect(error?.[name]?.join()).toContain(words);
    }),
  );

  const BY_LINES = { decision: 'lines', reason: 'So', 'fee-core-0-1': '4,100', ...dated('acceptedFrom') };
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['in full, whatever else is typed', { decision: 'full', percentage: 'x', 'fee-core-0-1': '1' }, {}],
    ['in part without a reason', { ...BY_LINES, reason: '' }, { reason: 'Enter why' }],
    [
      'in part without a date',
      { decision: 'percentage', percentage: '2', reason: 'So' },
      { acceptedFrom: 'Enter the date' },
    ],
    ['line by line', BY_LINES, {}],
    [
      'line by line, above what was asked',
      { ...BY_LINES, 'fee-core-0-1': '4200.01' },
      { 'fee-core-0-1': 'must be £4,200 or less: what was asked' },
    ],
    [
      'line by line, below what it is',
      { ...BY_LINES, 'fee-core-0-1': '3999' },
      { 'fee-core-0-1': 'must be £4,000 or more' },
    ],
    ['no without a reason', { decision: 'refuse' }, { reason: 'Enter why you refuse it' }],
    ['nothing', {}, { decision: 'Choose whether you accept it' }],
  ])('deciding: %s', (_case, fields, told) =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const { id } = await ask(db, market);
      const { grid, now, asked } = await getUplift(db, market.lead, id);
      const { error } = parseWithZod(typed(fields), {
        schema: upliftDecision({ grid, now: now.lines, most: asked.lines }),
      }).reply();
      expect(Object.keys(error ?? {})).toEqual(Object.keys(told));
      for (const [name, words] of Object.entries(told)) expect(error?.[name]?.join()).toContain(words);
    }),
  );
});

describe('at once', () => {
  const committed = <T>(work: (db: Db) => Promise<T>) => inTransaction(shared.database, work);
  const codes = (results: PromiseSettledResult<unknown>[]) =>
    results
      .map((result) => (result.status === 'fulfilled' ? 'done' : (result.reason as { code?: string }).code))
      .toSorted();

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
