import { parseWithZod } from '@conform-to/zod/v4';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { underRowSecurity } from '../testing.ts';
import { ask, byPercentage } from '../uplifts/testing.ts';
import { HOURLY_RATE, INCLUDED_HOURS } from './lot-grid.ts';
import { editedSchedule } from './price-schedule-form.ts';
import { amountProblem, otherFields } from './price-values.ts';
import { approveSchedule } from './schedule-decisions.server.ts';
import { getScheduleToWrite } from './schedule-drafts.server.ts';
import { submitSchedule } from './schedule-submission.server.ts';
import { aPricedLot, aSchedule, type Market, NOW, outcome, prices, typedForm } from './schedules-testing.ts';

const databases = testDatabase();

const withHours = (includedSupportHours: number, extraSupportHourPence: number) => ({
  ...prices(400_000),
  ...{ includedSupportHours, extraSupportHourPence },
});

/** A lot priced by hours of support: 5 hours or more in the fee, £25 at most for a further one. */
async function aSupportLot(db: Db): Promise<Market> {
  const market = await aPricedLot(db);
  await db
    .updateTable('lots')
    .set({ priceModel: 'support_hours', hourlyCeilingPence: 2_500, leastIncludedHours: 5 })
    .where('id', '=', market.lotId)
    .execute();
  return market;
}

const CASES: [name: string, hours: number, pence: number, message: string | null][] = [
  ['at both bounds', 5, 2_500, null],
  ['a further hour over its ceiling', 5, 2_501, 'Each further hour must be £25 or less'],
  ['too few hours in the fee', 4, 2_500, 'Hours of support in the fee must be'],
];

test.each(CASES)('%s, as typed and on saving', (_case, hours, pence, message) =>
  databases.rolledBack(async (db) => {
    const { bids, ...market } = await aSupportLot(db);
    const { grid } = await getScheduleToWrite(db, bids, await aSchedule(db, market));
    const { error } = parseWithZod(typedForm(withHours(hours, pence)), { schema: editedSchedule(grid) }).reply();
    if (message === null) expect(error).toBeUndefined();
    else
      expect(
        Object.values(error ?? {})
          .flat()
          .join(),
      ).toContain(message);
    const rate = otherFields(grid).find(({ name }) => name === HOURLY_RATE);
    const typed = amountProblem(String(pence / 100), rate?.label ?? '', rate?.ceilingPence ?? null);
    expect(typed !== undefined).toBe(pence > 2_500);
    expect(otherFields(grid).find(({ name }) => name === INCLUDED_HOURS)?.hint).toBe('A week, 5 or more');
  }),
);

test.each(CASES)('%s, on submitting and on approval', (_case, hours, pence, message) =>
  databases.rolledBack(async (db) => {
    const { bids, lead, ...market } = await aSupportLot(db);
    const of = withHours(hours, pence);
    const draft = await aSchedule(db, market, { of });
    const submit = () =>
      underRowSecurity(db, bids, (as) => submitSchedule(as, bids, { id: draft, revision: 1, ...NOW }));
    const submitted = await aSchedule(db, market, { of, status: 'submitted', from: '2027-05-01' });
    const approve = async () =>
      underRowSecurity(db, lead, (as) => approveSchedule(as, lead, { id: submitted, revision: 1, ...NOW }));
    if (message === null) {
      await submit();
      await approve();
    } else {
      await expect(submit()).rejects.toThrow(message);
      await expect(approve()).rejects.toThrow(message);
    }
  }),
);

test('an uplift keeps to the ceiling of the hourly rate', () =>
  databases.rolledBack(async (db) => {
    const market = await aSupportLot(db);
    await aSchedule(db, market, { status: 'approved', from: '2026-04-01', of: withHours(5, 2_400) });
    expect(await outcome(ask(db, market, byPercentage(500)))).toBe('conflict');
    expect(await outcome(ask(db, market, byPercentage(400)))).toBe('done');
  }));
