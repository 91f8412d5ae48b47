import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aLot, aMember, anAdmission, anAuthority, aProvider, underRowSecurity } from '../testing.ts';
import { getPurchasingSystem, listAdmissions, listPurchasingSystems } from './purchasing-systems.server.ts';

const context = testDatabase();
const TODAY = '2026-11-22';
const LINES = [{ level: 'core' as const, ageFrom: 0, ageTo: 17, weeklyPence: 300_000 }];

async function givenSystem(db: Db) {
  const [leadId, memberId] = [await anAuthority(db), await anAuthority(db)];
  const lotId = await aLot(db, { authorities: [leadId, memberId] });
  const { systemId } = await db.selectFrom('lots').select('systemId').where('id', '=', lotId).executeTakeFirstOrThrow();
  const actors = {
    lead: await aMember(db, leadId, 'authority', 'commissioner'),
    member: await aMember(db, memberId, 'authority', 'commissioner'),
    outsider: await aMember(db, await anAuthority(db), 'authority', 'commissioner'),
    provider: await aMember(db, await aProvider(db), 'provider', 'bids'),
    rival: await aMember(db, await aProvider(db), 'provider', 'bids'),
    nobody: null,
  };
  const systems = async (actor: Actor | null) => (await listPurchasingSystems(db, actor)).map(({ id }) => id);
  const admissions = (actor: Actor | null, on = TODAY) => listAdmissions(db, actor, { systemId, on });
  return { systemId, lotId, actors, systems, admissions };
}

test('a draft is the lead’s alone: to the public, to providers and to other authorities it does not exist', () =>
  context.rolledBack(async (db) => {
    const { systemId, actors, systems } = await givenSystem(db);
    await db.updateTable('purchasingSystems').set({ status: 'draft' }).execute();
    const { lead, ...others } = actors;
    expect(await systems(lead)).toEqual([systemId]);
    expect(await getPurchasingSystem(db, lead, systemId)).toMatchObject({ status: 'draft' });
    for (const [who, actor] of Object.entries(others)) {
      expect(await systems(actor), who).toEqual([]);
      await expect(getPurchasingSystem(db, actor, systemId), who).rejects.toMatchObject({ code: 'not-found' });
    }
  }));

test.each(['published', 'open', 'closed', 'ended'])('anyone sees a system that is %s', (status) =>
  context.rolledBack(async (db) => {
    const { systemId, actors, systems } = await givenSystem(db);
    await db.updateTable('purchasingSystems').set({ status }).execute();
    for (const [who, actor] of Object.entries(actors)) {
      expect(await systems(actor), who).toEqual([systemId]);
      expect(await getPurchasingSystem(db, actor, systemId), who).toMatchObject({ status });
    }
  }),
);

test('who is admitted: members see everyone, a provider itself, the public and other authorities nobody', () =>
  context.rolledBack(async (db) => {
    const { lotId, actors, admissions } = await givenSystem(db);
    const { lead, member, outsider, provider, rival, nobody } = actors;
    const stranger = await aMember(db, await aProvider(db), 'provider', 'bids');
    for (const { organisationId } of [provider, rival])
      await anAdmission(db, { lotId, providerId: organisationId }, { from: '2026-04-01', lines: LINES });

    for (const actor of [lead, member]) expect(await admissions(actor)).toHaveLength(2);
    const { name: providerName } = await db
      .selectFrom('organisations')
      .select('name')
      .where('id', '=', provider.organisationId)
      .executeTakeFirstOrThrow();
    expect((await admissions(provider)).map((admission) => admission.providerName)).toEqual([providerName]);
    for (const actor of [nobody, outsider, stranger]) expect(await admissions(actor)).toEqual([]);
  }));

test('refused and withdrawn applicants are known to themselves and to the lead alone, and admissions to no administrator', () =>
  context.rolledBack(async (db) => {
    const { systemId, lotId, actors } = await givenSystem(db);
    const { lead, member, provider, rival } = actors;
    await anAdmission(db, { lotId, providerId: provider.organisationId });
    await db
      .insertInto('admissions')
      .values({ lotId, providerId: rival.organisationId, status: 'ended', endedOn: TODAY })
      .execute();
    const administrator = await aMember(db, member.organisationId, 'authority', 'administrator');
    const broker = await aMember(db, member.organisationId, 'authority', 'broker');
    const seenBy = (actor: Actor) =>
      underRowSecurity(db, actor, async (rows) => {
        const seen = await listAdmissions(rows, actor, { systemId, on: TODAY });
        return seen.map(({ status }) => status).toSorted();
      });
    expect(await seenBy(lead)).toEqual(['active', 'ended']);
    for (const actor of [member, broker]) expect(await seenBy(actor)).toEqual(['active']);
    expect(await seenBy(rival)).toEqual(['ended']);
    expect(await seenBy(administrator)).toEqual([]);
    // Who was admitted once, and is not any more, its members know.
    await db.updateTable('admissions').set({ admittedOn: '2026-01-01' }).where('status', '=', 'ended').execute();
    expect(await seenBy(member)).toEqual(['active', 'ended']);
  }));

test('members of one system see nobody of another', () =>
  context.rolledBack(async (db) => {
    const [one, two] = [await givenSystem(db), await givenSystem(db)];
    const { organisationId: providerId } = one.actors.provider;
    await anAdmission(db, { lotId: one.lotId, providerId }, { from: '2026-04-01', lines: LINES });
    expect(await two.admissions(two.actors.lead)).toEqual([]);
    expect(await two.admissions(one.actors.lead)).toEqual([]);
    expect(await one.admissions(two.actors.lead)).toEqual([]);
  }));

test('an admission leads to the price schedule in force on the day, and to none outside them all', () =>
  context.rolledBack(async (db) => {
    const { lotId, actors, admissions } = await givenSystem(db);
    const { organisationId: providerId } = actors.provider;
    const [before, now, next] = await anAdmission(
      db,
      { lotId, providerId },
      { from: '2025-04-01', until: '2026-04-01', lines: LINES },
      { from: '2026-04-01', until: '2027-04-01', lines: LINES },
      { from: '2027-04-01', lines: LINES },
    );
    const on = async (day: string) => (await admissions(actors.lead, day)).map(({ scheduleId }) => scheduleId);
    expect(await on('2025-03-31')).toEqual([null]);
    expect(await on('2025-04-01')).toEqual([before]);
    expect(await on('2026-03-31')).toEqual([before]);
    expect(await on('2026-04-01')).toEqual([now]);
    expect(await on('2027-03-31')).toEqual([now]);
    expect(await on('2035-01-01')).toEqual([next]);
  }));

test.each(['draft', 'submitted', 'rejected'])('a %s schedule is in force on no day', (status) =>
  context.rolledBack(async (db) => {
    const { lotId, actors, admissions } = await givenSystem(db);
    const { organisationId: providerId } = actors.provider;
    await anAdmission(db, { lotId, providerId }, { from: '2026-04-01', lines: LINES });
    await db.updateTable('priceSchedules').set({ status }).execute();
    expect(await admissions(actors.lead)).toMatchObject([{ scheduleId: null }]);
    expect(await admissions(actors.provider)).toMatchObject([{ scheduleId: null }]);
  }),
);
