import { parseWithZod } from '@conform-to/zod/v4';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { editedSchedule } from './price-schedule-form.ts';
import { beginSchedule, getScheduleToWrite, saveSchedule } from './schedule-drafts.server.ts';
import { submitSchedule } from './schedule-submission.server.ts';
import { aKey, aPricedLot, aSchedule, NEXT_YEAR, NOW, outcome, prices, TODAY, typedForm } from './schedules-testing.ts';

const databases = testDatabase();

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
