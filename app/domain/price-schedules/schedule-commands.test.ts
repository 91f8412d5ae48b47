import { describe, expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { approveSchedule, rejectSchedule } from './schedule-decisions.server.ts';
import { discardSchedule, saveSchedule } from './schedule-drafts.server.ts';
import { recallSchedule, submitSchedule } from './schedule-submission.server.ts';
import { aPricedLot, aSchedule, NEXT_YEAR, NOW, outcome, prices, statusOf } from './schedules-testing.ts';

const databases = testDatabase();

const COMMANDS: Record<string, (db: Db, actor: Actor, id: string, revision: number) => Promise<unknown>> = {
  save: (db, actor, id, revision) =>
    saveSchedule(db, actor, { id, revision, validFrom: NEXT_YEAR, reason: '', prices: prices(410_000) }),
  discard: (db, actor, id, revision) => discardSchedule(db, actor, { id, revision }),
  submit: (db, actor, id, revision) => submitSchedule(db, actor, { id, revision, ...NOW }),
  recall: (db, actor, id, revision) => recallSchedule(db, actor, { id, revision }),
  approve: (db, actor, id, revision) => approveSchedule(db, actor, { id, revision, ...NOW }),
  reject: (db, actor, id, revision) => rejectSchedule(db, actor, { id, revision, reason: 'Too dear', ...NOW }),
};

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
    ['submitted', 'recall', { manager: 'forbidden', rival: 'not-found', lead: 'forbidden', member: 'not-found' }],
    [
      'submitted',
      'approve',
      { bids: 'forbidden', leadBroker: 'forbidden', member: 'not-found', outsider: 'not-found', rival: 'not-found' },
    ],
    [
      'submitted',
      'reject',
      { bids: 'forbidden', leadBroker: 'forbidden', member: 'not-found', outsider: 'not-found', rival: 'not-found' },
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
