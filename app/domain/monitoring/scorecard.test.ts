import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aDocument, requireDocument } from '../admissions/testing.ts';
import { aLot, aMember, anAdmission, anAuthority, underRowSecurity } from '../testing.ts';
import { getScorecard, hasScorecard, listScorecardProviders } from './scorecard.server.ts';
import { documentState, medianOf, sayShare, trendOf } from './scorecard.ts';
import { aFinishedVisit, givenMonitoring, type Monitoring } from './testing.ts';

const databases = testDatabase();
const TODAY = '2026-11-22';

test.each([
  [undefined, undefined, 'none'],
  ['good', undefined, 'first'],
  ['good', 'requires_improvement', 'better'],
  ['inadequate', 'requires_improvement', 'worse'],
  ['good', 'good', 'same'],
  ['serious_weaknesses', 'consistently_strong', 'worse'],
  ['good', 'inconsistent', 'first'],
])('%s after %s: %s', (latest, previous, trend) => {
  expect(trendOf(latest, previous)).toBe(trend);
});

test.each([
  [0, 0, 'None'],
  [0, 6, '0 of 6 (0%)'],
  [5, 6, '5 of 6 (83%)'],
  [6, 6, '6 of 6 (100%)'],
  [999, 1000, '999 of 1,000 (99%)'],
  [1, 1000, '1 of 1,000 (1%)'],
])('%i of %i: %s', (part, whole, words) => {
  expect(sayShare(part, whole)).toBe(words);
});

test.each([
  [[], undefined],
  [[7], 7],
  [[9, 1, 5], 5],
  [[1, 4], 2],
  [[100, 20, 3, 10], 15],
])('the middle of %j is %s', (values, middle) => {
  expect(medianOf(values)).toBe(middle);
});

test.each([
  [null, 'in_date'],
  ['2026-12-23', 'in_date'],
  ['2026-12-22', 'expires_soon'],
  ['2026-11-22', 'expires_soon'],
  ['2026-11-21', 'expired'],
])('a document valid to %s: %s', (expiresOn, state) => {
  expect(documentState(expiresOn, { today: TODAY, soon: '2026-12-22' })).toBe(state);
});

/** The lot's system requires what fill() adds. */
const requireAccounts = async (db: Db, lotId: string) => {
  const system = db.selectFrom('lots').select('systemId').where('id', '=', lotId);
  await requireDocument(db, (await system.executeTakeFirstOrThrow()).systemId, 'accounts');
};

const scorecardOf = (db: Db, actor: Actor, providerId: string) =>
  underRowSecurity(db, actor, (as) => getScorecard(as, actor, { providerId, today: TODAY }));

/** Rows that each part of the scorecard counts. */
async function fill(db: Db, { providerId, serviceId, outwardCode, commissioner, manager }: Monitoring) {
  await db
    .insertInto('judgements')
    .values(
      [
        { inspectedOn: '2025-03-01', judgement: 'good' },
        { inspectedOn: '2026-03-01', judgement: 'inadequate' },
      ].map((judgement) => ({
        ...judgement,
        serviceId,
        scale: 'social_care_four_point',
        scaleVersion: '2015',
      })),
    )
    .execute();
  const admission = db.selectFrom('admissions').select(['id', 'lotId']);
  const { id: admissionId, lotId } = await admission.executeTakeFirstOrThrow();
  await requireAccounts(db, lotId);
  await db
    .insertInto('admissionHolds')
    .values({ admissionId, providerId, serviceId, judgement: 'inadequate', inspectedOn: '2026-03-01' })
    .execute();
  const visitId = await aFinishedVisit(db, commissioner, providerId);
  const notification = { providerId, kind: 'restriction', summary: 'None', notifiedAt: '2026-11-02T09:00:00Z' };
  await db
    .insertInto('providerNotifications')
    .values(
      ['2026-11-02T08:00:00Z', '2026-11-01T21:00:00Z', '2026-10-01T09:00:00Z'].map((happenedAt) => ({
        ...notification,
        happenedAt,
      })),
    )
    .execute();
  const { id: fileId } = await db
    .insertInto('files')
    .values({
      organisationId: providerId,
      name: 'accounts.pdf',
      mediaType: 'application/pdf',
      bytes: 1,
      sha256: 'a'.repeat(64),
      uploadedBy: manager.userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('providerDocuments')
    .values(
      [null, '2026-11-01', '2026-12-01'].map((expiresOn) => ({
        providerId,
        documentKind: 'accounts',
        title: 'Accounts',
        fileId,
        expiresOn,
      })),
    )
    .execute();
  const place = {
    providerId,
    serviceId,
    outwardCode,
    title: 'Place',
    accommodationType: 2,
    places: 1,
    ageFrom: 5,
    ageTo: 15,
    gender: 'any',
    availableFrom: '2026-11-01',
    searchEasting: 601_000,
    searchNorthing: 143_000,
    status: 'published',
    publishedAt: '2026-10-01T09:00:00Z',
  };
  await db
    .insertInto('vacancies')
    .values([
      { ...place, confirmedAt: new Date() },
      { ...place, confirmedAt: '2020-01-01T09:00:00Z' },
      { ...place, status: 'draft', publishedAt: null },
    ])
    .execute();
  return { visitId };
}

test('buyers, evaluators and the provider itself read it; to an outsider and a rival there is none', () =>
  databases.rolledBack(async (db) => {
    const market = await givenMonitoring(db);
    const { providerId, commissioner, broker, finance, fellow, manager, bids, outsider, rival } = market;
    for (const actor of [commissioner, broker, fellow, manager, bids]) {
      expect(await scorecardOf(db, actor, providerId)).toMatchObject({ provider: { id: providerId } });
      expect(await underRowSecurity(db, actor, (as) => hasScorecard(as, actor, providerId))).toBe(true);
    }
    await expect(scorecardOf(db, finance, providerId)).rejects.toMatchObject({ code: 'forbidden' });
    for (const actor of [outsider, rival]) {
      await expect(scorecardOf(db, actor, providerId)).rejects.toMatchObject({ code: 'not-found' });
      await expect(getScorecard(db, actor, { providerId, today: TODAY })).rejects.toMatchObject({ code: 'not-found' });
    }
    for (const actor of [finance, outsider, rival]) expect(await hasScorecard(db, actor, providerId)).toBe(false);
    const listedTo = (actor: Actor) =>
      underRowSecurity(db, actor, (as) => listScorecardProviders(as, actor, [providerId, market.rivalId]));
    for (const actor of [commissioner, broker, fellow]) expect(await listedTo(actor)).toEqual([providerId]);
    for (const actor of [finance, outsider, rival, manager]) expect(await listedTo(actor)).toEqual([]);
    for (const actor of [commissioner, manager]) {
      const own = { providerId: actor.organisationId === providerId ? market.rivalId : commissioner.organisationId };
      await expect(scorecardOf(db, actor, own.providerId)).rejects.toMatchObject({ code: 'not-found' });
    }
  }));

test('each figure is of its records', () =>
  databases.rolledBack(async (db) => {
    const market = await givenMonitoring(db);
    const { providerId, serviceId, commissioner } = market;
    const { visitId } = await fill(db, market);
    const scorecard = await scorecardOf(db, commissioner, providerId);
    expect(scorecard.services).toMatchObject([
      { id: serviceId, judgement: 'inadequate', inspectedOn: '2026-03-01', previous: 'good', trend: 'worse' },
    ]);
    expect(scorecard.admissions).toMatchObject([{ status: 'active', holds: [{ judgement: 'inadequate' }] }]);
    expect(scorecard.vacancies).toMatchObject({ published: 2, fresh: 1, stale: [{ title: 'Place' }] });
    expect(scorecard.visits).toMatchObject({ last: { id: visitId, overall: 'some_concerns' }, openActions: 2 });
    expect(scorecard.notifications).toMatchObject({ total: 3, onTime: 2, medianMinutes: 720 });
    expect(scorecard.documents?.map(({ state }) => state)).toEqual(['expired', 'expires_soon', 'in_date']);
  }));

test('no scorecard tells a service’s name or place', () =>
  databases.rolledBack(async (db) => {
    const market = await givenMonitoring(db);
    await fill(db, market);
    const { name, outwardCode } = await db
      .selectFrom('serviceAddresses')
      .select(['name', 'outwardCode'])
      .where('serviceId', '=', market.serviceId)
      .executeTakeFirstOrThrow();
    const told = JSON.stringify(await scorecardOf(db, market.commissioner, market.providerId));
    expect(told).not.toContain(`"${name}"`);
    expect(told).not.toContain(outwardCode);
  }));

test('an authority sees its own systems’ part: not another’s admissions, visits or drafts, and documents only where it leads', () =>
  databases.rolledBack(async (db) => {
    const market = await givenMonitoring(db);
    const { providerId, commissioner, fellow, manager } = market;
    const { visitId } = await fill(db, market);
    const other = await aMember(db, await anAuthority(db), 'authority', 'commissioner');
    const lotId = await aLot(db, { authorities: [other.organisationId] });
    await requireAccounts(db, lotId);
    await anAdmission(db, { lotId, providerId });
    const otherVisit = await aFinishedVisit(db, other, providerId);

    const seenBy = async (actor: Actor) => {
      const scorecard = await scorecardOf(db, actor, providerId);
      // The queries hold back by themselves what row level security would.
      expect(await getScorecard(db, actor, { providerId, today: TODAY })).toEqual(scorecard);
      const { admissions, visits, documents } = scorecard;
      return {
        lots: admissions.length,
        holds: admissions.flatMap(({ holds }) => holds).length,
        visits: visits.finished.map(({ id }) => id),
        documents: documents?.length,
      };
    };
    expect(await seenBy(commissioner)).toEqual({ lots: 1, holds: 1, visits: [visitId], documents: 3 });
    expect(await seenBy(fellow)).toEqual({ lots: 1, holds: 1, visits: [visitId], documents: undefined });
    expect(await seenBy(other)).toMatchObject({ lots: 1, visits: [otherVisit], documents: 3 });
    expect(await seenBy(manager)).toMatchObject({ lots: 2, documents: 3 });
    expect((await seenBy(manager)).visits.toSorted()).toEqual([visitId, otherVisit].toSorted());
  }));

test('an authority that evaluates the provider, and does not buy from it, sees its documents and no notifications', () =>
  databases.rolledBack(async (db) => {
    const market = await givenMonitoring(db);
    const { providerId, outsider } = market;
    await fill(db, market);
    const lotId = await aLot(db, { authorities: [outsider.organisationId] });
    await requireAccounts(db, lotId);
    const application = { lotId, providerId, submittedAt: '2026-11-20T09:00:00Z', dueOn: '2026-12-04' };
    await db
      .insertInto('lotApplications')
      .values({ ...application, status: 'draft' })
      .execute();
    const listed = () => underRowSecurity(db, outsider, (as) => listScorecardProviders(as, outsider, [providerId]));
    expect([await hasScorecard(db, outsider, providerId), await listed()]).toEqual([false, []]);
    await expect(scorecardOf(db, outsider, providerId)).rejects.toMatchObject({ code: 'not-found' });
    await db.updateTable('lotApplications').set({ status: 'submitted' }).execute();
    expect(await listed()).toEqual([providerId]);
    expect(await scorecardOf(db, outsider, providerId)).toMatchObject({
      services: [{ judgement: 'inadequate' }],
      admissions: [],
      visits: { finished: [] },
      notifications: null,
      documents: [{}, {}, {}],
    });
  }));

test('of documents an authority reads how those stand that it requires: no name, and nothing of others', () =>
  databases.rolledBack(async (db) => {
    const market = await givenMonitoring(db);
    const { providerId, commissioner, broker, bids } = market;
    await fill(db, market);
    await aDocument(db, providerId, { documentKind: 'other', expiresOn: null });
    for (const actor of [commissioner, broker]) {
      const { documents } = await scorecardOf(db, actor, providerId);
      expect(documents?.map(({ documentKind, title }) => [documentKind, title])).toEqual(
        Array.from({ length: 3 }, () => ['accounts', null]),
      );
    }
    const { documents } = await scorecardOf(db, bids, providerId);
    expect(documents?.map(({ title }) => title).toSorted()).toEqual(['A document', 'Accounts', 'Accounts', 'Accounts']);
  }));
