import { describe, expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { approveSchedule } from './schedule-decisions.server.ts';
import { submitSchedule } from './schedule-submission.server.ts';
import { aPricedLot, aSchedule, NEXT_YEAR, NOW, outcome, TODAY } from './schedules-testing.ts';

const databases = testDatabase();

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
