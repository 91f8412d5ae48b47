import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { listTasks } from '../home/tasks.server.ts';
import { recordJudgements } from '../judgements/judgements.server.ts';
import { underRowSecurity } from '../testing.ts';
import { getHoldToLift, liftHold } from './admission-holds.server.ts';
import { PlacementReview } from './placement-review-form.ts';
import { getPlacementReviews, listServicesToReview, recordPlacementReviews } from './placement-reviews.server.ts';
import { asTheSystem, givenAdmission, lettersOf, MARKET } from './testing.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

const judge = (db: Db, serviceId: string, judgement: string) =>
  asTheSystem(db, (inner) => {
    const scale = 'social_care_four_point' as const;
    const judged = { serviceId, inspectedOn: '2026-11-02', judgement, scale, scaleVersion: 'SCCIF 2024' };
    return recordJudgements(inner, [judged], { publicUrl: MARKET });
  });

interface Stay {
  serviceId: string;
  providerId: string;
  lotId: string;
  reference: string;
  endedOn?: string;
}

async function aChildIn(db: Db, { organisationId }: Actor, stay: Stay): Promise<string> {
  const { id } = await db
    .insertInto('placements')
    .values({
      ...{ authorityId: organisationId, accommodationType: 1, route: 'framework', ageAtStart: 12 },
      ...{ needLevel: 'standard', startedOn: '2026-05-01', ...stay },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A held service with two children of the lead and one of another member; a third of the lead's has left. */
async function givenHeld(db: Db) {
  const given = await givenAdmission(db);
  const { id: admissionId, serviceId, providerId, lotId, actors } = given;
  const stay = { serviceId, providerId, lotId };
  const ids = {
    first: await aChildIn(db, actors.lead, { ...stay, reference: 'LEAD-1' }),
    second: await aChildIn(db, actors.lead, { ...stay, reference: 'LEAD-2' }),
    left: await aChildIn(db, actors.lead, { ...stay, reference: 'LEAD-3', endedOn: '2026-11-22' }),
    others: await aChildIn(db, actors.member, { ...stay, reference: 'MEMBER-1' }),
  };
  await judge(db, serviceId, 'inadequate');
  const { id } = await db.selectFrom('admissionHolds').select('id').executeTakeFirstOrThrow();
  return { ...given, ids, key: { id, admissionId, today: TODAY } };
}

const STAYS = { outcome: 'stays' as const, reason: 'Safe, and settled at school.' };

test('each authority reviews its own children there; the lead learns how many authorities have, and nothing of whom', () =>
  context.rolledBack(async (db) => {
    const { actors, ids, key } = await givenHeld(db);
    const { lead, leadBroker, member } = actors;
    const read = (actor: Actor) => underRowSecurity(db, actor, (inner) => getPlacementReviews(inner, actor, key));
    const record = (
      actor: Actor,
      placementIds: string[],
      review: typeof STAYS | { outcome: 'move_planned'; reason: string },
    ) =>
      underRowSecurity(db, actor, (inner) => recordPlacementReviews(inner, actor, { ...key, ...review, placementIds }));
    expect((await read(lead)).placements.map(({ reference }) => reference)).toEqual(['LEAD-1', 'LEAD-2']);
    expect((await read(member)).placements.map(({ reference }) => reference)).toEqual(['MEMBER-1']);
    expect((await read(lead)).progress).toEqual({ authorities: 2, reviewed: 0 });
    expect((await read(member)).progress, 'the lead’s alone').toBeNull();

    expect(await record(member, [ids.others], STAYS)).toEqual({ reviewed: 1 });
    expect((await read(lead)).progress).toEqual({ authorities: 2, reviewed: 1 });
    expect(JSON.stringify(await read(lead))).not.toMatch(/MEMBER-1|settled/);
    const counted = await underRowSecurity(db, lead, (inner) => getHoldToLift(inner, lead, key));
    expect(counted.reviews).toEqual({ authorities: 2, reviewed: 1 });

    await record(leadBroker, [ids.first], { outcome: 'move_planned', reason: '' });
    expect((await read(lead)).progress, 'one of two').toEqual({ authorities: 2, reviewed: 1 });
    await record(lead, [ids.first, ids.second], STAYS);
    await record(lead, [ids.first, ids.second], STAYS);
    expect((await read(lead)).progress).toEqual({ authorities: 2, reviewed: 2 });
    expect((await read(lead)).placements).toMatchObject([
      { reference: 'LEAD-1', ...STAYS },
      { reference: 'LEAD-2', ...STAYS },
    ]);
    const kept = await db
      .selectFrom('placementReviews')
      .select('outcome')
      .where('placementId', '=', ids.first)
      .execute();
    expect(kept.map(({ outcome }) => outcome).toSorted(), 'an earlier one stays; sent twice it is one').toEqual([
      'move_planned',
      'stays',
    ]);
    const events = await db
      .selectFrom('auditEvents')
      .select(['organisationId', 'userId'])
      .where('event', '=', 'placement_review.recorded')
      .execute();
    expect(events.filter(({ userId }) => userId === member.userId)).toEqual([
      { organisationId: member.organisationId, userId: member.userId },
    ]);
    expect(events).toHaveLength(4);
  }));

test('nobody reviews another authority’s children, or those who have left; others are refused', () =>
  context.rolledBack(async (db) => {
    const { actors, ids, key } = await givenHeld(db);
    const { lead, member, provider, outsider, rival, leadAdministrator } = actors;
    const record = (actor: Actor, placementIds: string[]) =>
      underRowSecurity(db, actor, (inner) => recordPlacementReviews(inner, actor, { ...key, ...STAYS, placementIds }));
    await expect(record(member, [ids.first])).rejects.toMatchObject({ code: 'conflict' });
    await expect(record(lead, [ids.first, ids.left])).rejects.toMatchObject({ code: 'conflict' });
    for (const actor of [provider, leadAdministrator])
      await expect(record(actor, [ids.first])).rejects.toMatchObject({ code: 'forbidden' });
    for (const actor of [outsider, rival])
      await expect(record(actor, [ids.first])).rejects.toMatchObject({ code: 'not-found' });
    // Past the domain as well.
    const { serviceId, inspectedOn } = (await getPlacementReviews(db, lead, key)).hold;
    const row = { placementId: ids.first, serviceId, inspectedOn, ...STAYS, authorityId: lead.organisationId };
    for (const actor of [member, provider])
      await expect(
        underRowSecurity(db, actor, (inner) => inner.insertInto('placementReviews').values(row).execute()),
      ).rejects.toThrow(/row-level security/);
    await db.insertInto('placementReviews').values(row).execute();
    const seenBy = (actor: Actor) =>
      underRowSecurity(db, actor, (inner) => inner.selectFrom('placementReviews').select('placementId').execute());
    expect(await seenBy(lead)).toEqual([{ placementId: ids.first }]);
    for (const actor of [member, provider, outsider]) expect(await seenBy(actor)).toEqual([]);

    await liftHold(db, lead, { ...key, publicUrl: MARKET, reason: 'Judged good again.' });
    await expect(record(lead, [ids.first]), 'a hold that is lifted').rejects.toMatchObject({ code: 'conflict' });
  }));

test('what waits for a review is a task, once, until it is done', () =>
  context.rolledBack(async (db) => {
    const { actors, ids, key } = await givenHeld(db);
    const { lead, member, outsider, provider } = actors;
    const tasks = async (actor: Actor) =>
      (await underRowSecurity(db, actor, (inner) => listTasks(inner, actor, TODAY))).filter(({ to }) =>
        to.endsWith('/placements'),
      );
    const to = `/admissions/${key.admissionId}/holds/${key.id}/placements`;
    expect(await tasks(lead)).toMatchObject([{ to, state: '2 of 2 to review', due: true }]);
    expect(await tasks(member)).toMatchObject([{ to, state: '1 of 1 to review', due: true }]);
    expect(await tasks(outsider)).toEqual([]);
    expect(await tasks(provider)).toEqual([]);
    await recordPlacementReviews(db, member, { ...key, ...STAYS, placementIds: [ids.others] });
    expect(await tasks(member)).toMatchObject([{ state: 'all reviewed', due: false }]);
  }));

test('a judgement that holds new referrals alone asks for no review, in no letter either', () =>
  context.rolledBack(async (db) => {
    const { id: admissionId, lotId, serviceId, providerId, actors } = await givenAdmission(db);
    await db.updateTable('lots').set({ ofstedRule: 'good_or_better' }).where('id', '=', lotId).execute();
    await aChildIn(db, actors.lead, { serviceId, providerId, lotId, reference: 'LEAD-1' });
    await judge(db, serviceId, 'requires_improvement');
    const { id } = await db.selectFrom('admissionHolds').select('id').executeTakeFirstOrThrow();
    await expect(getPlacementReviews(db, actors.lead, { id, admissionId, today: TODAY })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await listServicesToReview(db, actors.lead, { today: TODAY })).toEqual([]);
    const asking = async () => {
      const letters = await lettersOf(db);
      const asked = letters.filter(({ body }) => body.includes('review their placements'));
      return [letters, asked].map((some) => [...new Set(some.map(({ to }) => to))].toSorted());
    };
    const { lead, leadBroker, member, provider } = actors;
    const told = [lead, leadBroker, member, provider].map(({ email }) => email).toSorted();
    expect(await asking(), 'told of the hold, asked for nothing').toEqual([told, []]);
    await judge(db, serviceId, 'inadequate');
    expect(await asking(), 'the same words, once it is worse').toEqual([told, told]);
  }));

test('a child stays for reasons', () => {
  const placementIds = ['0192f7a0-0000-7000-8000-000000000001'];
  const check = (form: object) => PlacementReview.safeParse({ placementIds, ...form }).success;
  expect(check({ outcome: 'stays' })).toBe(false);
  expect(check({ outcome: 'stays', reason: 'Safe' })).toBe(true);
  expect(check({ outcome: 'move_planned' })).toBe(true);
  expect(check({ outcome: 'kept', reason: 'x' })).toBe(false);
  expect(check({ outcome: 'ended', placementIds: [] })).toBe(false);
});
