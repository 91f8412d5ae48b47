import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { getDecisionDesk } from './decision.server.ts';
import { admissionOf, decide, givenAgreed, lettersTo, statusOf } from './decision-testing.ts';
import { listEvaluations } from './evaluations.server.ts';
import { declareInterests } from './evaluators.server.ts';
import { as, assign, code, declareNone, givenApplication, joinProvider, PUBLIC_URL, score, TODAY } from './testing.ts';

const context = testDatabase();
/** For what is committed: two at once. */
const shared = testDatabase();

test('an accepted application makes the provider a member of the lot, in its tier, with a letter and a record', () =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db);
    const { id, lead, provider, rival } = given;
    const desk = await as(db, lead, (db) => getDecisionDesk(db, lead, { id, today: TODAY }));
    // (60 × 4/5 + 40 × 6/10) / 100
    expect(desk).toMatchObject({ total: 7_200, fails: false });
    await as(db, lead, (db) => decide(db, lead, given));
    expect(await statusOf(db, given)).toBe('accepted');
    const admission = await admissionOf(db, given);
    expect(admission).toMatchObject({ status: 'active', tier: 2, admittedOn: TODAY, applicationId: id });
    expect(await db.selectFrom('admissionChanges').select(['change', 'tier', 'reason', 'changedBy']).execute()).toEqual(
      [{ change: 'admitted', tier: 2, reason: 'Strong on safety', changedBy: lead.userId }],
    );
    const [letter, ...others] = await lettersTo(db, provider);
    expect(others).toEqual([]);
    for (const said of ['is accepted', 'tier 2', 'Strong on safety', `${PUBLIC_URL}/lot-applications/${id}/outcome`]) {
      expect(`${letter?.subject} ${letter?.body}`).toContain(said);
    }
    expect(letter?.body).not.toMatch(/new referrals|Ana/);
    expect(await lettersTo(db, rival)).toEqual([]);
    const events = await db
      .selectFrom('auditEvents')
      .select(['event', 'after', 'reason'])
      .where('organisationId', '=', lead.organisationId)
      .orderBy('sequence', 'desc')
      .limit(2)
      .execute();
    expect(events).toMatchObject([
      { event: 'admission.admitted', after: { tier: 2 } },
      {
        event: 'lot_application.decided',
        reason: 'Strong on safety',
        after: { status: 'accepted', tier: 2, totalHundredths: 7_200, workingDaysLate: 0 },
      },
    ]);
  }));

test('a rejected one ends without having been admitted', () =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db);
    const { lead, provider } = given;
    await as(db, lead, (db) => decide(db, lead, given, { outcome: 'rejected' }));
    expect(await statusOf(db, given)).toBe('rejected');
    expect(await admissionOf(db, given)).toMatchObject({ status: 'ended', admittedOn: null, endedOn: TODAY });
    expect(await db.selectFrom('admissionChanges').select(['change', 'tier']).execute()).toEqual([
      { change: 'refused', tier: null },
    ]);
    const [letter] = await lettersTo(db, provider);
    expect(letter?.subject).toContain('not accepted');
    expect(letter?.body).toContain('Strong on safety');
  }));

test('a provider that is admitted with an inadequate service is admitted with a hold, and told so', () =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db);
    const { lead, provider, serviceId } = given;
    await db
      .insertInto('judgements')
      .values({
        serviceId,
        inspectedOn: '2026-10-01',
        judgement: 'inadequate',
        scale: 'social_care_four_point',
        scaleVersion: '2015',
      })
      .execute();
    await as(db, lead, (db) => decide(db, lead, given));
    expect(await db.selectFrom('admissionHolds').select('serviceId').execute()).toEqual([{ serviceId }]);
    expect((await lettersTo(db, provider))[0]?.body).toContain('cannot take new referrals');
  }));

test.each([
  [TODAY, 0],
  ['2026-12-04', 0],
  ['2026-12-05', 1],
  ['2026-12-09', 3],
])('a decision on %s is %i working days late', (today, workingDaysLate) =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db);
    const { id, lead } = given;
    await as(db, lead, (db) => decide(db, lead, given, { today }));
    const { after } = await db
      .selectFrom('auditEvents')
      .select('after')
      .where('event', '=', 'lot_application.decided')
      .executeTakeFirstOrThrow();
    expect(after).toMatchObject({ decidedOn: today, workingDaysLate });
    await db
      .updateTable('lotApplications')
      .set({ decidedAt: `${today}T12:00:00Z` })
      .where('id', '=', id)
      .execute();
    const { decided, waiting } = await as(db, lead, (db) => listEvaluations(db, lead, { of: null, page: 1, today }));
    expect(waiting).toEqual([]);
    expect(decided).toMatchObject({ total: 1, rows: [{ id, status: 'accepted', tier: 2, daysLate: workingDaysLate }] });
  }),
);

test('it is not decided before somebody is assigned, all have finished and the scores are agreed', () =>
  context.rolledBack(async (db) => {
    const given = await givenApplication(db);
    const { lead, ann, ben } = given;
    await declareNone(db, lead, given);
    const refused = (why: RegExp) =>
      expect(as(db, lead, (db) => decide(db, lead, given, { version: '' }))).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(why),
      });
    await refused(/Nobody has scored/);
    await assign(db, given, [ann.userId, ben.userId]);
    await refused(/not all finished/);
    await as(db, ann, (db) => score(db, ann, given, true, 3, 6));
    await refused(/not all finished/);
    await as(db, ben, (db) => score(db, ben, given, true, 3, 6));
    await refused(/not agreed/);
    expect(await statusOf(db, given)).toBe('submitted');
  }));

test('it is not decided while the provider may still answer a clarification', () =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db);
    const { id, lead, providerId } = given;
    await db
      .insertInto('applicationClarifications')
      .values({
        applicationId: id,
        providerId,
        question: 'Why?',
        askedAt: '2026-11-25T09:00:00Z',
        answerDueOn: '2026-12-02',
      })
      .execute();
    await expect(as(db, lead, (db) => decide(db, lead, given))).rejects.toEqual(code('conflict'));
    await expect(as(db, lead, (db) => decide(db, lead, given, { today: '2026-12-02' }))).rejects.toEqual(
      code('conflict'),
    );
    await as(db, lead, (db) => decide(db, lead, given, { today: '2026-12-03' }));
  }));

test('an answer that has to pass and does not can only be rejected; a tier is one of the lot’s', () =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db, false, 5, 10);
    const { lead } = given;
    await expect(as(db, lead, (db) => decide(db, lead, given))).rejects.toEqual(code('conflict'));
    await as(db, lead, (db) => decide(db, lead, given, { outcome: 'rejected' }));
    const other = await givenAgreed(db);
    for (const tier of [0, 4]) {
      await expect(as(db, other.lead, (db) => decide(db, other.lead, other, { tier }))).rejects.toEqual(
        code('conflict'),
      );
    }
  }));

test('a decision rests on what was read: another submission or agreement is a conflict', () =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db);
    const { lead } = given;
    await expect(as(db, lead, (db) => decide(db, lead, given, { submission: 2 }))).rejects.toEqual(code('conflict'));
    await expect(as(db, lead, (db) => decide(db, lead, given, { version: 'before' }))).rejects.toEqual(
      code('conflict'),
    );
  }));

test('nobody decides who belongs to the provider, has a conflict, or is not a commissioner of the lead', () =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db);
    const { id, lead, ann, broker, member, outsider, provider, rival } = given;
    const { version } = await as(db, lead, (db) => getDecisionDesk(db, lead, { id, today: TODAY }));
    const refused = (actor: Actor, expected: string) =>
      expect(as(db, actor, (db) => decide(db, actor, given, { version }))).rejects.toEqual(code(expected));
    await refused(broker, 'forbidden');
    for (const actor of [member, outsider, provider, rival]) await refused(actor, 'not-found');
    await joinProvider(db, lead, given);
    await refused(lead, 'forbidden');
    await as(db, ann, (db) => declareInterests(db, ann, { id, hasConflict: true, note: 'A friend' }));
    await refused(ann, 'forbidden');
    expect(await statusOf(db, given)).toBe('submitted');
    expect(await admissionOf(db, given)).toMatchObject({ status: 'pending' });
    expect(await lettersTo(db, provider)).toEqual([]);
  }));

test('of two commissioners who decide at once one does; for the other it is decided already', async () => {
  for (const [mine, yours] of [
    ['accepted', 'rejected'],
    ['rejected', 'accepted'],
  ] as const) {
    const given = await inTransaction(shared.database, (db) => givenAgreed(db));
    const { id, lead, ann, provider } = given;
    const read = (db: Db) => as(db, lead, (db) => getDecisionDesk(db, lead, { id, today: TODAY }));
    const { version } = await inTransaction(shared.database, read);
    const outcomes = await atOnce(shared, [
      (db) => as(db, lead, (db) => decide(db, lead, given, { outcome: mine, tier: 1, version })),
      (db) => as(db, ann, (db) => decide(db, ann, given, { outcome: yours, tier: 3, version })),
    ]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toEqual([code('conflict')]);
    await inTransaction(shared.database, async (db) => {
      const [admission, status] = [await admissionOf(db, given), await statusOf(db, given)];
      expect(admission.status).toBe(status === 'accepted' ? 'active' : 'ended');
      expect(await lettersTo(db, provider)).toHaveLength(1);
      const changes = db.selectFrom('admissionChanges').select('change').where('admissionId', '=', admission.id);
      expect(await changes.execute()).toHaveLength(1);
    });
  }
});
