import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { addDays } from '../../lib/dates.ts';
import { admissionOf, decide, givenAgreed } from './decision-testing.ts';
import { as, type Given, TODAY } from './testing.ts';

const context = testDatabase();

async function givenUnder(db: Db, system: { endsOn: string; status?: string }) {
  const given = await givenAgreed(db);
  await db.updateTable('purchasingSystems').set(system).execute();
  return given;
}

const decided = (db: Db, given: Given, outcome: 'accepted' | 'rejected') =>
  as(db, given.lead, (db) => decide(db, given.lead, given, { outcome, tier: 1 }));

test('on the last day of its system a provider is admitted still', () =>
  context.rolledBack(async (db) => {
    const given = await givenUnder(db, { endsOn: addDays(TODAY, 1) });
    await decided(db, given, 'accepted');
    expect(await admissionOf(db, given)).toMatchObject({ status: 'active' });
  }));

test.each([
  ['past its last day', { endsOn: TODAY, status: 'open' }],
  ['ended by hand', { endsOn: addDays(TODAY, 99), status: 'ended' }],
])('in a system that is %s nobody is admitted: an application is only rejected', (_, over) =>
  context.rolledBack(async (db) => {
    const given = await givenUnder(db, over);
    await expect(decided(db, given, 'accepted')).rejects.toMatchObject({
      code: 'conflict',
      message: 'This purchasing system has ended: the application can only be rejected',
    });
    expect(await admissionOf(db, given)).not.toMatchObject({ status: 'active' });
    await decided(db, given, 'rejected');
    expect(await admissionOf(db, given)).toMatchObject({ status: 'ended' });
  }),
);
