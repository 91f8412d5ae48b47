import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { addDays } from '../../lib/dates.ts';
import { decideApplication, getDecisionDesk } from './decision.server.ts';
import { agree, as, assign, declareNone, type Given, givenApplication, PUBLIC_URL, score, TODAY } from './testing.ts';

const context = testDatabase();

/** Scored and agreed, with a system that is no longer in force from `endsOn`. */
async function givenAgreed(db: Db, endsOn: string) {
  const given = await givenApplication(db);
  await declareNone(db, given.lead, given);
  const { lead, ann } = given;
  await assign(db, given, [ann.userId]);
  await as(db, ann, (db) => score(db, ann, given, true, 3, 6));
  await as(db, lead, (db) => agree(db, lead, given, true, 4, 6));
  await db.updateTable('purchasingSystems').set({ endsOn }).execute();
  return given;
}

const decide = (db: Db, { id, lead }: Given, outcome: 'accepted' | 'rejected') =>
  as(db, lead, async (db) => {
    const { version } = await getDecisionDesk(db, lead, { id, today: TODAY });
    const decision = { id, submission: 1, version, outcome, tier: 1, reason: 'Read', today: TODAY };
    await decideApplication(db, lead, { ...decision, publicUrl: PUBLIC_URL });
  });

const admissionOf = (db: Db, { providerId }: Given) =>
  db.selectFrom('admissions').select('status').where('providerId', '=', providerId).executeTakeFirst();

test('on the last day of its system a provider is admitted still', () =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db, addDays(TODAY, 1));
    await decide(db, given, 'accepted');
    expect(await admissionOf(db, given)).toEqual({ status: 'active' });
  }));

test.each([
  ['past its last day', { endsOn: TODAY, status: 'open' }],
  ['ended by hand', { endsOn: addDays(TODAY, 99), status: 'ended' }],
])('in a system that is %s nobody is admitted: an application is only rejected', (_, over) =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db, over.endsOn);
    await db.updateTable('purchasingSystems').set(over).execute();
    await expect(decide(db, given, 'accepted')).rejects.toMatchObject({
      code: 'conflict',
      message: 'This purchasing system has ended: the application can only be rejected',
    });
    expect(await admissionOf(db, given)).not.toMatchObject({ status: 'active' });
    await decide(db, given, 'rejected');
    expect(await admissionOf(db, given)).toEqual({ status: 'ended' });
  }),
);
