import { parseWithZod } from '@conform-to/zod/v4';
import { describe, expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { editedSchedule } from './price-schedule-form.ts';
import { countSchedulesToDecide, getPriceSchedule, listPriceSchedules } from './price-schedules.server.ts';
import { approveSchedule, rejectSchedule } from './schedule-decisions.server.ts';
import { beginSchedule, discardSchedule, getScheduleToWrite, saveSchedule } from './schedule-drafts.server.ts';
import { recallSchedule, submitSchedule } from './schedule-submission.server.ts';
import {
  aKey,
  aPricedLot,
  aSchedule,
  type Market,
  NEXT_YEAR,
  prices,
  statusOf,
  TODAY,
  typedForm,
  URL,
} from './schedules-testing.ts';

const databases = testDatabase();
/** For what is committed. */
const shared = testDatabase();

const NOW = { today: TODAY, publicUrl: URL };

const COMMANDS: Record<string, (db: Db, actor: Actor, id: string, revision: number) => Promise<unknown>> = {
  save: (db, actor, id, revision) =>
    saveSchedule(db, actor, { id, revision, validFrom: NEXT_YEAR, reason: '', prices: prices(410_000) }),
  discard: (db, actor, id, revision) => discardSchedule(db, actor, { id, revision }),
  submit: (db, actor, id, revision) => submitSchedule(db, actor, { id, revision, ...NOW }),
  recall: (db, actor, id, revision) => recallSchedule(db, actor, { id, revision }),
  approve: (db, actor, id, revision) => approveSchedule(db, actor, { id, revision, ...NOW }),
  reject: (db, actor, id, revision) => rejectSchedule(db, actor, { id, revision, reason: 'Too dear', ...NOW }),
};

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('what may be done to a schedule, and by whom, under row level security', () => {
  // Of each status: what each command makes of it. Of the provider the first four, of the lead the last two.
  const MACHINE: Record<string, Record<string, string>> = {
    draft: {
      save: 'draft',
      discard: 'gone',
      submit: 'submitted',
      recall: 'conflict',
      approve: 'not-found',
      reject: 'not-found',
    },
    submitted: {
      save: 'conflict',
      discard: 'conflict',
      submit: 'conflict',
      recall: 'draft',
      approve: 'approved',
      reject: 'rejected',
    },
    approved: {
      save: 'conflict',
      discard: 'conflict',
      submit: 'conflict',
      recall: 'conflict',
      approve: 'conflict',
      reject: 'conflict',
    },
    superseded: {
      save: 'conflict',
      discard: 'conflict',
      submit: 'conflict',
      recall: 'conflict',
      approve: 'conflict',
      reject: 'conflict',
    },
    rejected: {
      save: 'draft',
      discard: 'conflict',
      submit: 'conflict',
      recall: 'conflict',
      approve: 'conflict',
      reject: 'conflict',
    },
  };
  for (const [status, outcomes] of Object.entries(MACHINE)) {
    test.each(Object.entries(outcomes))(`${status}: %s → %s`, (command, expected) =>
      databases.rolledBack(async (db) => {
        const market = await aPricedLot(db);
        const until = status === 'superseded' ? '2028-04-01' : null;
        const id = await aSchedule(db, market, { status, until });
        const actor = ['approve', 'reject'].includes(command) ? market.lead : market.bids;
        const done = await outcome(
          underRowSecurity(db, actor, (as) => COMMANDS[command]?.(as, actor, id, 1) ?? Promise.reject()),
        );
        const after = (await statusOf(db, id))?.status ?? 'gone';
        expect(done === 'done' ? after : done).toBe(expected);
        if (done !== 'done') expect(after).toBe(status);
      }),
    );
  }

  type Who = 'manager' | 'rival' | 'lead' | 'leadBroker' | 'member' | 'outsider' | 'bids';
  const REFUSED: [status: string, command: string, outcomes: Partial<Record<Who, string>>][] = [
    ['draft', 'save', { manager: 'forbidden', rival: 'not-found', lead: 'not-found', member: 'not-found' }],
    ['draft', 'submit', { manager: 'forbidden', rival: 'not-found', lead: 'not-found', outsider: 'not-found' }],
    ['draft', 'discard', { manager: 'forbidden', rival: 'not-found', lead: 'not-found' }],
    ['submitted', 'recall', { manager: 'forbidden', rival: 'not-found', lead: 'forbidden', member: 'forbidden' }],
    [
      'submitted',
      'approve',
      { bids: 'forbidden', leadBroker: 'forbidden', member: 'forbidden', outsider: 'not-found', rival: 'not-found' },
    ],
    [
      'submitted',
      'reject',
      { bids: 'forbidden', leadBroker: 'forbidden', member: 'forbidden', outsider: 'not-found', rival: 'not-found' },
    ],
  ];
  for (const [status, command, outcomes] of REFUSED) {
    test.each(Object.entries(outcomes))(`${command} of one ${status}: %s is refused, %s`, (who, expected) =>
      databases.rolledBack(async (db) => {
        const market = await aPricedLot(db);
        const id = await aSchedule(db, market, { status });
        const actor = market[who as Who];
        const run = COMMANDS[command] ?? Promise.reject;
        expect(await outcome(underRowSecurity(db, actor, (as) => run(as, actor, id, 1)))).toBe(expected);
        expect(await outcome(run(db, actor, id, 1)), 'without it').toBe(expected);
        expect((await statusOf(db, id))?.status).toBe(status);
      }),
    );
  }

  test('an older revision is refused', () =>
    databases.rolledBack(async (db) => {
      const market = await aPricedLot(db);
      const draft = await aSchedule(db, market);
      for (const command of ['save', 'submit', 'discard'])
        expect(await outcome(COMMANDS[command]?.(db, market.bids, draft, 2) as Promise<unknown>), command).toBe(
          'conflict',
        );
      const submitted = await aSchedule(db, market, { status: 'submitted' });
      for (const command of ['approve', 'reject'])
        expect(await outcome(COMMANDS[command]?.(db, market.lead, submitted, 2) as Promise<unknown>), command).toBe(
          'conflict',
        );
    }));

  test('once submitted, taken back and submitted again, what the commissioner read before cannot be approved', () =>
    databases.rolledBack(async (db) => {
      const { bids, lead, ...market } = await aPricedLot(db);
      const id = await aSchedule(db, market, { status: 'submitted' });
      await recallSchedule(db, bids, { id, revision: 1 });
      await saveSchedule(db, bids, { id, revision: 2, validFrom: NEXT_YEAR, reason: '', prices: prices(450_000) });
      await submitSchedule(db, bids, { id, revision: 3, ...NOW });
      await expect(approveSchedule(db, lead, { id, revision: 1, ...NOW })).rejects.toMatchObject({ code: 'conflict' });
      await approveSchedule(db, lead, { id, revision: 3, ...NOW });
    }));
});

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

describe('a draft', () => {
  test('begins with the latest approved prices that the lot’s grid still has, once for each form', () =>
    databases.rolledBack(async (db) => {
      const { bids, lotId, ...market } = await aPricedLot(db);
      await aSchedule(db, market, {
        status: 'superseded',
        from: '2025-04-01',
        until: '2026-04-01',
        of: prices(300_000),
      });
      await aSchedule(db, market, { status: 'approved', from: '2026-04-01', of: prices(350_000) });
      await db.deleteFrom('lotPricePoints').where('lotId', '=', lotId).where('level', '=', 'solo').execute();
      const input = { key: aKey(), admissionId: market.admissionId, validFrom: NEXT_YEAR };
      const { id } = await underRowSecurity(db, bids, (as) => beginSchedule(as, bids, input));
      expect(await beginSchedule(db, bids, input)).toEqual({ id });
      const draft = await getScheduleToWrite(db, bids, id);
      expect(draft).toMatchObject({ status: 'draft', validFrom: NEXT_YEAR, revision: 1 });
      expect(draft.written.lines).toEqual(prices(350_000).lines.slice(0, 1));
      expect(draft.written.addOns).toEqual([{ code: 'education', pence: 100_001 }]);
      expect(draft.written.adjustments).toEqual([{ kind: 'volume', threshold: 5, bps: 200 }]);
      await expect(beginSchedule(db, bids, { ...input, validFrom: '2027-05-01' })).rejects.toMatchObject({
        code: 'conflict',
      });
    }));

  test.each([
    ['pending', 'done'],
    ['active', 'done'],
    ['suspended', 'conflict'],
    ['ended', 'conflict'],
  ])('for an admission that is %s: %s; for another’s: not found', (status, expected) =>
    databases.rolledBack(async (db) => {
      const { bids, rival, manager, lead, admissionId } = await aPricedLot(db);
      await db
        .updateTable('admissions')
        .set({
          status,
          ...(status === 'pending' && { admittedOn: null }),
          ...(status === 'suspended' && { suspension: 'decision' }),
          ...(status === 'ended' && { endedOn: TODAY }),
        })
        .where('id', '=', admissionId)
        .execute();
      const begin = (actor: Actor) =>
        outcome(beginSchedule(db, actor, { key: aKey(), admissionId, validFrom: NEXT_YEAR }));
      expect(await begin(bids)).toBe(expected);
      expect(await begin(rival)).toBe('not-found');
      expect(await begin(manager)).toBe('forbidden');
      expect(await begin(lead)).toBe('forbidden');
    }),
  );

  test('may be half empty, and then is not submitted', () =>
    databases.rolledBack(async (db) => {
      const { bids, ...market } = await aPricedLot(db);
      const id = await aSchedule(db, market);
      const half = { ...prices(400_000), lines: prices(400_000).lines.slice(0, 1) };
      await underRowSecurity(db, bids, (as) =>
        saveSchedule(as, bids, { id, revision: 1, validFrom: NEXT_YEAR, reason: 'Pay', prices: half }),
      );
      await expect(submitSchedule(db, bids, { id, revision: 2, ...NOW })).rejects.toThrow(/solo/);
    }));
});

describe('the editor’s form', () => {
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['empty cells', { 'fee-solo-0-1': '', 'add-on-education': '' }, {}],
    ['a fee over its ceiling', { 'fee-solo-0-1': '9,000.01' }, { 'fee-solo-0-1': 'must be £9,000 or less' }],
    ['a fee at its ceiling', { 'fee-solo-0-1': '£9,000.00' }, {}],
    ['an add-on over its ceiling', { 'add-on-education': '2000.01' }, { 'add-on-education': 'must be £2,000 or less' }],
    ['a discount too low', { 'adjustment-volume-5': '0.99' }, { 'adjustment-volume-5': 'from 1% to 3%' }],
    ['a discount too high', { 'adjustment-volume-5': '3.01%' }, { 'adjustment-volume-5': 'from 1% to 3%' }],
    ['no fee', { 'fee-core-0-1': '0' }, { 'fee-core-0-1': 'above zero' }],
    ['words', { 'fee-core-0-1': 'lots' }, { 'fee-core-0-1': 'above zero' }],
    ['ten thousand characters', { 'fee-core-0-1': '1'.repeat(10_000) }, { 'fee-core-0-1': 'above zero' }],
    ['what cannot be printed', { 'fee-core-0-1': '\u0000' }, { 'fee-core-0-1': 'cannot be printed' }],
    ['no such date', { 'validFrom.day': '31', 'validFrom.month': '2' }, { validFrom: 'real date' }],
  ])('%s', (_case, changes, told) =>
    databases.rolledBack(async (db) => {
      const { bids, ...market } = await aPricedLot(db);
      const { grid } = await getScheduleToWrite(db, bids, await aSchedule(db, market));
      const form = typedForm(prices(400_000));
      for (const [name, value] of Object.entries(changes)) form.set(name, value);
      const { error } = parseWithZod(form, { schema: editedSchedule(grid) }).reply();
      expect(Object.keys(error ?? {})).toEqual(Object.keys(told));
      for (const [name, words] of Object.entries(told)) expect(error?.[name]?.join()).toContain(words);
    }),
  );

  test('gives what was typed', () =>
    databases.rolledBack(async (db) => {
      const { bids, ...market } = await aPricedLot(db);
      const { grid } = await getScheduleToWrite(db, bids, await aSchedule(db, market));
      const submission = parseWithZod(typedForm(prices(400_000)), { schema: editedSchedule(grid) });
      expect(submission).toMatchObject({
        value: { revision: 1, validFrom: NEXT_YEAR, reason: 'Pay', prices: prices(400_000) },
      });
    }));
});

describe('when prices may start', () => {
  test.each<[string, { from: string; latest?: string; pending?: true }, string]>([
    ['the first, on the day of admission', { from: '2026-04-01' }, 'done'],
    ['the first, before it', { from: '2026-03-31' }, 'conflict'],
    ['the first of a pending admission, today', { from: TODAY, pending: true }, 'done'],
    ['the first of a pending admission, yesterday', { from: '2026-11-21', pending: true }, 'conflict'],
    ['another, tomorrow', { from: '2026-11-23', latest: '2026-04-01' }, 'done'],
    ['another, today', { from: TODAY, latest: '2026-04-01' }, 'conflict'],
    ['another, before one that is approved', { from: '2027-03-31', latest: NEXT_YEAR }, 'conflict'],
    ['another, with it', { from: NEXT_YEAR, latest: NEXT_YEAR }, 'conflict'],
    ['another, after it', { from: '2027-04-02', latest: NEXT_YEAR }, 'done'],
  ])('%s', (_case, { from, latest, pending = false }, expected) =>
    databases.rolledBack(async (db) => {
      const { bids, ...market } = await aPricedLot(db, { pending });
      if (latest) await aSchedule(db, market, { status: 'approved', from: latest });
      const id = await aSchedule(db, market, { from });
      expect(await outcome(submitSchedule(db, bids, { id, revision: 1, ...NOW }))).toBe(expected);
    }),
  );

  test.each<[string, { from: string; latest?: string; pending?: true }, string]>([
    ['the first, though its day has passed', { from: '2026-05-01' }, 'done'],
    ['the first of a pending admission', { from: NEXT_YEAR, pending: true }, 'conflict'],
    ['another, today', { from: TODAY, latest: '2026-04-01' }, 'done'],
    ['another whose day has passed', { from: '2026-11-21', latest: '2026-04-01' }, 'conflict'],
    ['another that a later one overtook', { from: '2027-03-31', latest: NEXT_YEAR }, 'conflict'],
  ])('approved: %s', (_case, { from, latest, pending = false }, expected) =>
    databases.rolledBack(async (db) => {
      const { lead, ...market } = await aPricedLot(db, { pending });
      if (latest) await aSchedule(db, market, { status: 'approved', from: latest });
      const id = await aSchedule(db, market, { status: 'submitted', from });
      expect(await outcome(approveSchedule(db, lead, { id, revision: 1, ...NOW }))).toBe(expected);
    }),
  );
});

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
  const codes = (results: PromiseSettledResult<unknown>[]) =>
    results
      .map((result) => (result.status === 'fulfilled' ? 'done' : (result.reason as { code?: string }).code))
      .toSorted();

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
    expect(codes(results)).toEqual(['conflict', 'done']);
  });
});
