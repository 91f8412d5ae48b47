import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { getAdmission } from '../admissions/admission.server.ts';
import { suspendAdmission } from '../admissions/admission-decisions.server.ts';
import { getHoldToLift, liftHold } from '../admissions/admission-holds.server.ts';
import { countAdmissionsToReview, listAdmissions } from '../admissions/admissions.server.ts';
import { asTheSystem, givenAdmission, lettersOf, MARKET, requireDocument } from '../admissions/testing.ts';
import { findOutwardCode } from '../services/outward-codes.server.ts';
import { aMember, aVacancy, underRowSecurity } from '../testing.ts';
import { createVacancy, publishVacancy } from '../vacancies/vacancies.server.ts';
import { searchVacancies } from '../vacancies/vacancy-search.server.ts';
import { vacancySearchSchema } from '../vacancies/vacancy-search-form.ts';
import { recordJudgements } from './judgements.server.ts';

const context = testDatabase();
/** For what is committed: two decisions at once. */
const shared = testDatabase();
const TODAY = '2026-11-22';

const record = (db: Db, serviceId: string, inspectedOn: string, judgement: string) =>
  asTheSystem(db, async (inner) => {
    const scale = 'social_care_four_point' as const;
    const judged = { serviceId, inspectedOn, judgement, scale, scaleVersion: 'SCCIF 2024' };
    const { written, placed } = await recordJudgements(inner, [judged], { publicUrl: MARKET });
    const added = written.filter(({ before }) => before === null).length;
    return { added, corrected: written.length - added, holds: placed.length };
  });

const holdsOf = (db: Db) =>
  db
    .selectFrom('admissionHolds')
    .select(['id', 'judgement', 'inspectedOn', 'liftedAt'])
    .orderBy('inspectedOn')
    .execute();

/** What a broker of the system finds: the number of prices, and of those withheld. */
async function found(db: Db, broker: Actor, outwardCode: string) {
  const origin = await findOutwardCode(db, outwardCode);
  if (!origin) throw new Error('no origin');
  const need = vacancySearchSchema(TODAY).parse({ type: 'home', age: '12', gender: 'female', postcode: 'TN24' });
  const [place] = (await searchVacancies(db, broker, need, origin)).results;
  return place && [place.quotes.length, place.withheld.length];
}

test('a hold follows a judgement that asks for a review: told again, and lifted for neither', () =>
  context.rolledBack(async (db) => {
    const { serviceId } = await givenAdmission(db);
    await db.updateTable('lots').set({ ofstedRule: 'good_or_better' }).execute();
    expect(await record(db, serviceId, '2026-10-01', 'requires_improvement')).toMatchObject({ holds: 1 });
    const asked = async () =>
      (await lettersOf(db)).filter(({ body }) => body.includes('review their placements now')).length;
    expect(await asked()).toBe(0);
    expect(await record(db, serviceId, '2026-11-02', 'inadequate')).toMatchObject({ holds: 1 });
    const held = { judgement: 'inadequate', inspectedOn: '2026-11-02', liftedAt: null };
    expect(await holdsOf(db)).toMatchObject([held]);
    expect(await asked()).toBeGreaterThan(0);
    expect(await record(db, serviceId, '2026-11-20', 'requires_improvement')).toMatchObject({ holds: 0 });
    expect(await holdsOf(db)).toMatchObject([held]);
    expect(await record(db, serviceId, '2026-11-20', 'inadequate')).toMatchObject({ corrected: 1, holds: 1 });
    expect(await holdsOf(db)).toMatchObject([{ ...held, inspectedOn: '2026-11-20' }]);
  }));

test('an inadequate judgement holds new referrals at once, with notice; a better one lifts nothing, a decision does', () =>
  context.rolledBack(async (db) => {
    const { id, serviceId, outwardCode, providerId, actors } = await givenAdmission(db);
    const { lead, leadBroker, member, provider } = actors;
    const manager = await aMember(db, providerId, 'provider', 'manager');
    await publishVacancy(db, manager, await createVacancy(db, manager, { serviceId, details: aVacancy }));
    const search = () => found(db, leadBroker, outwardCode);
    expect(await search()).toEqual([1, 0]);

    expect(await record(db, serviceId, '2026-11-02', 'inadequate')).toEqual({ added: 1, corrected: 0, holds: 1 });
    expect(await search()).toEqual([0, 1]);
    expect((await lettersOf(db)).map(({ to }) => to).toSorted()).toEqual(
      [lead, leadBroker, member, provider, manager].map(({ email }) => email).toSorted(),
    );
    const theirs = (await lettersOf(db)).filter(({ to }) => to === member.email);
    expect(theirs[0]?.body).toContain('review their placements now');
    const events = await db
      .selectFrom('auditEvents')
      .select(['organisationId', 'userId', 'event', 'subjectId'])
      .execute();
    expect(events.filter(({ event }) => event === 'admission.hold_placed')).toEqual([
      { organisationId: lead.organisationId, userId: null, event: 'admission.hold_placed', subjectId: id },
    ]);
    expect(await record(db, serviceId, '2026-11-02', 'inadequate'), 'again').toEqual({
      added: 0,
      corrected: 0,
      holds: 0,
    });
    expect(await countAdmissionsToReview(db, lead)).toEqual({ held: 1, suspended: 0 });
    expect(await countAdmissionsToReview(db, member)).toEqual({ held: 0, suspended: 0 });

    expect(await record(db, serviceId, '2026-11-20', 'good')).toEqual({ added: 1, corrected: 0, holds: 0 });
    expect(await search(), 'after a better one').toEqual([0, 1]);

    const [hold] = await holdsOf(db);
    const input = {
      id: hold?.id ?? '',
      admissionId: id,
      today: TODAY,
      publicUrl: MARKET,
      reason: 'Judged good again.',
    };
    await underRowSecurity(db, lead, (inner) => liftHold(inner, lead, input));
    expect(await search(), 'after the decision').toEqual([1, 0]);
    await expect(liftHold(db, lead, input)).rejects.toMatchObject({ code: 'conflict' });
    expect(await record(db, serviceId, '2026-11-20', 'good'), 'it stays lifted').toMatchObject({ holds: 0 });
    const page = await getAdmission(db, member, { id, today: TODAY });
    expect(page.holds).toMatchObject([{ serviceName: null, liftReason: 'Judged good again.', liftedByName: null }]);
    expect((await getAdmission(db, provider, { id, today: TODAY })).holds[0]?.serviceName).toMatch(/^Service/);
  }));

test('only the lead’s commissioners lift; others are refused, by row level security as well', () =>
  context.rolledBack(async (db) => {
    const { id, serviceId, actors } = await givenAdmission(db);
    await record(db, serviceId, '2026-11-02', 'inadequate');
    const [hold] = await holdsOf(db);
    const key = { id: hold?.id ?? '', admissionId: id, today: TODAY };
    const input = { ...key, publicUrl: MARKET, reason: 'No.' };
    const { leadBroker, member, provider, outsider, rival } = actors;
    for (const [code, refused] of [
      ['forbidden', [leadBroker, member, provider]],
      ['not-found', [outsider, rival]],
    ] as const) {
      for (const actor of refused) {
        await expect(liftHold(db, actor, input)).rejects.toMatchObject({ code });
        await expect(underRowSecurity(db, actor, (inner) => liftHold(inner, actor, input))).rejects.toMatchObject({
          code,
        });
        await expect(getHoldToLift(db, actor, key)).rejects.toMatchObject({ code });
        // Row level security knows organisations, not roles.
        if (actor === leadBroker) continue;
        const { numUpdatedRows } = await underRowSecurity(db, actor, (inner) =>
          inner
            .updateTable('admissionHolds')
            .set({ liftedAt: new Date(), liftReason: 'No.' })
            .where('id', '=', key.id)
            .executeTakeFirstOrThrow(),
        );
        expect(numUpdatedRows).toBe(0n);
      }
    }
    const elsewhere = await givenAdmission(db);
    await expect(
      liftHold(db, elsewhere.actors.lead, { ...input, admissionId: elsewhere.id }),
      'a hold under another admission',
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await holdsOf(db)).toMatchObject([{ liftedAt: null }]);
  }));

test('nobody of the market records a judgement', () =>
  context.rolledBack(async (db) => {
    const { serviceId, actors } = await givenAdmission(db);
    const scale = 'social_care_four_point' as const;
    const judgement = { serviceId, inspectedOn: '2026-11-02', judgement: 'good', scale, scaleVersion: 'SCCIF 2024' };
    for (const actor of [actors.lead, actors.provider]) {
      await expect(
        underRowSecurity(db, actor, (inner) => recordJudgements(inner, [judgement], { publicUrl: MARKET })),
      ).rejects.toThrow(/row-level security/);
    }
  }));

test('a correction takes the place of what was there, and holds where it breaks the rule', () =>
  context.rolledBack(async (db) => {
    const { serviceId } = await givenAdmission(db);
    await record(db, serviceId, '2026-11-02', 'good');
    expect(await record(db, serviceId, '2026-11-02', 'inadequate')).toEqual({ added: 0, corrected: 1, holds: 1 });
  }));

test('an older inspection that becomes known later changes no hold', () =>
  context.rolledBack(async (db) => {
    const { serviceId } = await givenAdmission(db);
    await record(db, serviceId, '2026-11-02', 'good');
    expect(await record(db, serviceId, '2025-11-02', 'inadequate')).toMatchObject({ added: 1, holds: 0 });
  }));

test('a letter to an authority names the lots of its own systems alone', () =>
  context.rolledBack(async (db) => {
    const [one, two] = [await givenAdmission(db), await givenAdmission(db)];
    await db
      .insertInto('admissions')
      .values({ lotId: two.lotId, providerId: one.providerId, status: 'active', admittedOn: '2026-04-01' })
      .execute();
    expect(await record(db, one.serviceId, '2026-11-02', 'inadequate')).toMatchObject({ holds: 2 });
    const title = async (systemId: string) =>
      (await db.selectFrom('purchasingSystems').select('title').where('id', '=', systemId).executeTakeFirstOrThrow())
        .title;
    const letters = (await lettersOf(db)).filter(({ to }) => to === one.actors.member.email);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.body).toContain(await title(one.systemId));
    expect(letters[0]?.body).not.toContain(await title(two.systemId));
  }));

test('a suspension and a lift at the same moment both stand; of two lifts the second is told', async () => {
  const { id, actors, serviceId } = await inTransaction(shared.database, (db) => givenAdmission(db));
  const { lead } = actors;
  await inTransaction(shared.database, (db) => record(db, serviceId, '2026-11-02', 'inadequate'));
  const [hold] = await inTransaction(shared.database, holdsOf);
  const said = { today: TODAY, publicUrl: MARKET, reason: 'Because.' };
  const lift = (db: Db) =>
    underRowSecurity(db, lead, (inner) => liftHold(inner, lead, { id: hold?.id ?? '', admissionId: id, ...said }));
  const suspend = (db: Db) => underRowSecurity(db, lead, (inner) => suspendAdmission(inner, lead, { id, ...said }));
  const outcomes = await atOnce(shared, [lift, suspend, lift]);
  expect(outcomes[1]?.status).toBe('fulfilled');
  expect([outcomes[0], outcomes[2]].map((outcome) => outcome?.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
});

test('a judgement is recorded while a commissioner decides: neither waits for the other for ever', async () => {
  const { id, actors, serviceId } = await inTransaction(shared.database, (db) => givenAdmission(db));
  const { lead } = actors;
  const said = { today: TODAY, publicUrl: MARKET, reason: 'Because.' };
  const outcomes = await atOnce<unknown>(shared, [
    (db) => record(db, serviceId, '2026-11-02', 'inadequate'),
    (db) => underRowSecurity(db, lead, (inner) => suspendAdmission(inner, lead, { id, ...said })),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
});

test('the list of a system: everyone for its authorities, a provider’s own for itself, what needs a look by itself', () =>
  context.rolledBack(async (db) => {
    const { id, systemId, serviceId, actors } = await givenAdmission(db);
    const { lead, member, provider, outsider, rival } = actors;
    await requireDocument(db, systemId);
    const list = async (actor: Actor, query: Partial<Parameters<typeof listAdmissions>[2]> = {}) =>
      (await underRowSecurity(db, actor, (inner) => listAdmissions(inner, actor, { page: 1, today: TODAY, ...query })))
        .admissions;
    for (const actor of [lead, member, provider])
      expect(await list(actor, { systemId })).toMatchObject([{ id, holds: 0 }]);
    for (const actor of [outsider, rival]) expect(await list(actor, { systemId })).toEqual([]);
    expect(await list(lead, { toReview: true })).toEqual([]);
    expect(await list(lead, { held: true })).toEqual([]);
    await record(db, serviceId, '2026-11-02', 'inadequate');
    expect(await list(lead, { toReview: true })).toMatchObject([{ id, holds: 1, documents: 'missing' }]);
    expect(await list(member, { held: true })).toMatchObject([{ id, documents: null }]);
    expect(await list(lead, { status: 'suspended' })).toEqual([]);
    await db.updateTable('admissions').set({ status: 'ended', admittedOn: null }).where('id', '=', id).execute();
    expect(await list(member), 'refused: the lead and the provider know').toEqual([]);
    for (const actor of [lead, provider]) expect(await list(actor)).toHaveLength(1);
  }));
