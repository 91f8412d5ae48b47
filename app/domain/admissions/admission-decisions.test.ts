import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { listLotPrices } from '../price-schedules/price-schedules.server.ts';
import { anAdmission, underRowSecurity } from '../testing.ts';
import { getAdmission } from './admission.server.ts';
import { changeTier, endAdmission, reinstateAdmission, suspendAdmission } from './admission-decisions.server.ts';
import { aDocument, givenAdmission, lettersOf, MARKET, requireDocument, standingOf } from './testing.ts';

const context = testDatabase();
/** For what is committed: two decisions at once. */
const shared = testDatabase();
const TODAY = '2026-11-22';
const because = { reason: 'Staffing fell below the ratio agreed.', today: TODAY, publicUrl: MARKET };
const onGround = { ...because, ground: 'contract_breach' as const };

const auditOf = (db: Db) =>
  db.selectFrom('auditEvents').select(['organisationId', 'event', 'reason', 'subjectId']).orderBy('sequence').execute();
const changesOf = (db: Db, id: string) =>
  db
    .selectFrom('admissionChanges')
    .select(['change', 'reason', 'tier', 'changedBy'])
    .where('admissionId', '=', id)
    .orderBy('changedAt')
    .execute();

/** Suspended already, by a rule or by a decision. */
const isSuspended = (db: Db, id: string, suspension: 'document' | 'decision') =>
  db.updateTable('admissions').set({ status: 'suspended', suspension }).where('id', '=', id).execute();

test('suspending withholds its prices, writes to the provider and is recorded; reinstating brings them back', () =>
  context.rolledBack(async (db) => {
    const { id, actors, providerId } = await givenAdmission(db);
    const { lead, leadBroker, provider } = actors;
    const prices = async () => (await listLotPrices(db, leadBroker, { accommodationType: 2, on: TODAY })).length;
    expect(await prices()).toBe(1);
    await suspendAdmission(db, lead, { id, ...because });
    expect(await standingOf(db, id)).toMatchObject({ status: 'suspended', suspension: 'decision', suspendedOn: TODAY });
    expect(await prices()).toBe(0);
    expect(await lettersOf(db)).toEqual([
      expect.objectContaining({ to: provider.email, subject: 'Your admission is suspended' }),
    ]);
    expect((await lettersOf(db))[0]?.body).toContain(because.reason);
    await expect(suspendAdmission(db, lead, { id, ...because })).rejects.toMatchObject({ code: 'conflict' });

    await reinstateAdmission(db, lead, { id, ...because, reason: 'Two seniors started.' });
    expect(await standingOf(db, id)).toMatchObject({ status: 'active', suspension: null, suspendedOn: null });
    expect(await prices()).toBe(1);
    await expect(reinstateAdmission(db, lead, { id, ...because })).rejects.toMatchObject({ code: 'conflict' });
    expect(await changesOf(db, id)).toEqual([
      { change: 'suspended', reason: because.reason, tier: 1, changedBy: lead.userId },
      { change: 'reinstated', reason: 'Two seniors started.', tier: 1, changedBy: lead.userId },
    ]);
    expect(await auditOf(db)).toMatchObject([
      { organisationId: lead.organisationId, event: 'admission.suspended', reason: because.reason, subjectId: id },
      { organisationId: lead.organisationId, event: 'admission.reinstated', subjectId: id },
    ]);
    const { organisationId } = provider;
    expect(organisationId).toBe(providerId);
  }));

const COMMANDS: [string, (db: Db, actor: Actor, id: string) => Promise<void>][] = [
  ['suspends', (db, actor, id) => suspendAdmission(db, actor, { id, ...because })],
  ['reinstates', (db, actor, id) => reinstateAdmission(db, actor, { id, ...because })],
  ['ends', (db, actor, id) => endAdmission(db, actor, { id, ...onGround })],
  ['moves to another tier', (db, actor, id) => changeTier(db, actor, { id, tier: 2, ...because })],
];

test.each(COMMANDS)(
  'only a commissioner of the authority that leads %s it, with row level security or without',
  (_, command) =>
    context.rolledBack(async (db) => {
      const { id, actors } = await givenAdmission(db);
      await isSuspended(db, id, 'document');
      const before = await standingOf(db, id);
      const { lead, leadBroker, leadAdministrator, member, provider, outsider, rival } = actors;
      for (const [code, refused] of [
        ['forbidden', [leadBroker, leadAdministrator, member, provider]],
        ['not-found', [outsider, rival]],
      ] as const) {
        for (const actor of refused) {
          await expect(command(db, actor, id)).rejects.toMatchObject({ code });
          await expect(underRowSecurity(db, actor, (inner) => command(inner, actor, id))).rejects.toMatchObject({
            code,
          });
        }
      }
      expect(await standingOf(db, id)).toEqual(before);
      await underRowSecurity(db, lead, (inner) => command(inner, lead, id));
      expect(await standingOf(db, id)).not.toEqual(before);
      expect(await lettersOf(db)).toHaveLength(1);
    }),
);

test('what a provider writes past the command, the database does not take', () =>
  context.rolledBack(async (db) => {
    const { id, actors } = await givenAdmission(db);
    await isSuspended(db, id, 'decision');
    for (const actor of [actors.provider, actors.member, actors.outsider, actors.rival]) {
      const { numUpdatedRows } = await underRowSecurity(db, actor, (inner) =>
        inner
          .updateTable('admissions')
          .set({ status: 'active', suspension: null })
          .where('id', '=', id)
          .executeTakeFirstOrThrow(),
      );
      expect(numUpdatedRows).toBe(0n);
    }
  }));

test('an end closes the prices in force today, turns down what was to come or waits, and is final', () =>
  context.rolledBack(async (db) => {
    const { id, lotId, providerId, scheduleId, actors } = await givenAdmission(db);
    const { lead } = actors;
    const schedule = async (status: string, validFrom: string, validUntil: string | null = null) => {
      const { id: made } = await db
        .insertInto('priceSchedules')
        .values({ admissionId: id, providerId, status, validFrom, validUntil, approvedAt: '2026-04-01T09:00:00Z' })
        .returning('id')
        .executeTakeFirstOrThrow();
      return made;
    };
    await db.updateTable('priceSchedules').set({ validUntil: '2027-04-01' }).where('id', '=', scheduleId).execute();
    const past = await schedule('superseded', '2025-04-01', '2026-04-01');
    const next = await schedule('approved', '2027-04-01');
    const waiting = await schedule('submitted', '2027-05-01');
    const draft = await schedule('draft', '2027-06-01');
    await db
      .insertInto('upliftRequests')
      .values({
        admissionId: id,
        providerId,
        scheduleId,
        fromDate: '2027-04-01',
        method: 'percentage',
        askedBps: 500,
        reason: 'Wages',
      })
      .execute();
    await underRowSecurity(db, lead, (inner) => endAdmission(inner, lead, { id, ...onGround }));
    expect(await standingOf(db, id)).toMatchObject({ status: 'ended', suspension: null, endedOn: TODAY });
    const rows = await db.selectFrom('priceSchedules').select(['id', 'status', 'validFrom', 'validUntil']).execute();
    const byId = new Map(rows.map(({ id: key, ...row }) => [key, row]));
    expect(byId.get(scheduleId)).toMatchObject({ status: 'superseded', validUntil: TODAY });
    expect(byId.get(past)).toMatchObject({ status: 'superseded', validUntil: '2026-04-01' });
    expect(byId.get(next)).toMatchObject({ status: 'rejected', validFrom: '2027-04-01' });
    expect(byId.get(waiting)).toMatchObject({ status: 'rejected' });
    expect(byId.get(draft)).toMatchObject({ status: 'draft' });
    expect(await db.selectFrom('upliftRequests').select('status').execute()).toEqual([{ status: 'refused' }]);
    for (const [, command] of COMMANDS) await expect(command(db, lead, id)).rejects.toMatchObject({ code: 'conflict' });
    expect(lotId).toBeTruthy();
  }));

test('an end on the day on which prices begin leaves no period of no days', () =>
  context.rolledBack(async (db) => {
    const { id, scheduleId, actors } = await givenAdmission(db, { from: TODAY });
    await endAdmission(db, actors.lead, { id, ...onGround });
    const [row] = await db.selectFrom('priceSchedules').select(['id', 'status', 'validUntil']).execute();
    expect(row).toEqual({ id: scheduleId, status: 'rejected', validUntil: null });
  }));

test('an end leaves the admissions of others as they are', () =>
  context.rolledBack(async (db) => {
    const { id, lotId, actors } = await givenAdmission(db);
    const { rival } = actors;
    const lines = [{ level: 'core' as const, ageFrom: 0, ageTo: 17, weeklyPence: 290_000 }];
    const [theirs = ''] = await anAdmission(
      db,
      { lotId, providerId: rival.organisationId },
      { from: '2026-04-01', lines },
    );
    await endAdmission(db, actors.lead, { id, ...onGround });
    const kept = await db
      .selectFrom('priceSchedules')
      .select(['status', 'validUntil'])
      .where('id', '=', theirs)
      .execute();
    expect(kept).toEqual([{ status: 'approved', validUntil: null }]);
  }));

test('a tier is one of the lot’s, and another than it has', () =>
  context.rolledBack(async (db) => {
    const { id, actors } = await givenAdmission(db);
    const { lead } = actors;
    for (const tier of [1, 4])
      await expect(changeTier(db, lead, { id, tier, ...because })).rejects.toMatchObject({ code: 'conflict' });
    await changeTier(db, lead, { id, tier: 3, ...because });
    expect(await standingOf(db, id)).toMatchObject({ tier: 3, status: 'active' });
    expect(await changesOf(db, id)).toMatchObject([{ change: 'tier_changed', tier: 3 }]);
  }));

test('nobody is reinstated without a document that suspends when it has expired', () =>
  context.rolledBack(async (db) => {
    const { id, systemId, providerId, actors } = await givenAdmission(db);
    const { lead } = actors;
    await requireDocument(db, systemId);
    await aDocument(db, providerId, { expiresOn: '2026-11-21' });
    await suspendAdmission(db, lead, { id, ...because });
    await expect(reinstateAdmission(db, lead, { id, ...because })).rejects.toThrow(
      'Public liability insurance expired on 21 November 2026',
    );
    await aDocument(db, providerId, { expiresOn: '2027-11-21' });
    await reinstateAdmission(db, lead, { id, ...because });
    expect(await standingOf(db, id)).toMatchObject({ status: 'active' });
  }));

test('what was suspended by rule may be suspended by decision as well', () =>
  context.rolledBack(async (db) => {
    const { id, actors } = await givenAdmission(db);
    await isSuspended(db, id, 'document');
    await suspendAdmission(db, actors.lead, { id, ...because });
    expect(await standingOf(db, id)).toMatchObject({ suspension: 'decision' });
  }));

test('of two commissioners who suspend and end it at once, or both suspend it, the second is told', async () => {
  const { id, actors } = await inTransaction(shared.database, (db) => givenAdmission(db));
  const { lead } = actors;
  const suspend = (db: Db) => underRowSecurity(db, lead, (inner) => suspendAdmission(inner, lead, { id, ...because }));
  const both = await atOnce(shared, [suspend, suspend]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
  const end = (db: Db) => underRowSecurity(db, lead, (inner) => endAdmission(inner, lead, { id, ...onGround }));
  const outcomes = await atOnce(shared, [end, end]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await inTransaction(shared.database, (db) => changesOf(db, id))).toMatchObject([
    { change: 'suspended' },
    { change: 'ended' },
  ]);
});

test('the page: history with one’s own people’s names, documents for the provider and commissioners who lead, decisions for these', () =>
  context.rolledBack(async (db) => {
    const { id, systemId, actors } = await givenAdmission(db);
    const { lead, leadBroker, leadAdministrator, member, provider, outsider, rival } = actors;
    await requireDocument(db, systemId);
    await db.updateTable('users').set({ name: 'Lea Lead' }).where('id', '=', lead.userId).execute();
    await suspendAdmission(db, lead, { id, ...because });
    const leadName = (await getAdmission(db, lead, { id, today: TODAY })).leadName;
    const page = (actor: Actor) =>
      underRowSecurity(db, actor, (inner) => getAdmission(inner, actor, { id, today: TODAY }));
    expect(await page(lead)).toMatchObject({
      decisions: ['reinstate', 'end', 'tier'],
      history: [{ change: 'suspended', by: 'Lea Lead' }],
      documents: [{ documentKind: 'public_liability_insurance', state: 'missing' }],
    });
    expect(await page(provider)).toMatchObject({
      ...{ own: true, decisions: [], history: [{ by: leadName }], documents: [{ state: 'missing' }] },
    });
    expect(JSON.stringify(await page(provider))).not.toContain('Lea Lead');
    for (const actor of [leadBroker, member])
      expect(await page(actor)).toMatchObject({ decisions: [], canLift: false });
    for (const actor of [leadBroker, member])
      expect(await page(actor)).toMatchObject({ status: 'suspended', documents: null, history: null });
    await expect(page(leadAdministrator)).rejects.toMatchObject({ code: 'forbidden' });
    for (const actor of [outsider, rival]) await expect(page(actor)).rejects.toMatchObject({ code: 'not-found' });
  }));
