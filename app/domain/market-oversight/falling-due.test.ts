import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { addDays } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { aProvider } from '../testing.ts';
import { type DueItem, listFallingDue } from './falling-due.server.ts';
import { getOverseenSystem } from './overseen-systems.server.ts';
import { givenSystem, overseen, TODAY } from './testing.ts';

const context = testDatabase();

test('what falls due: the lead sees documents, uplifts and applications; a member what its prices and dates are', () =>
  context.rolledBack(async (db) => {
    const { systemId, lotId, providerIds, scheduleIds, actors } = await givenSystem(db);
    const [providerId = '', other = ''] = providerIds;
    const { id: admissionId } = await db
      .selectFrom('admissions')
      .select('id')
      .where('providerId', '=', providerId)
      .executeTakeFirstOrThrow();
    await db
      .updateTable('purchasingSystems')
      .set({ reviewStartsOn: '2028-10-01' })
      .where('id', '=', systemId)
      .execute();
    await db
      .insertInto('requiredDocuments')
      .values([
        { systemId, documentKind: 'accounts', dueOn: '2026-12-20' },
        { systemId, documentKind: 'safeguarding_policy', dueOn: addDays(TODAY, 91) },
      ])
      .execute();
    const others = await db
      .selectFrom('admissions')
      .select('id')
      .where('providerId', 'in', providerIds.slice(1))
      .orderBy('id')
      .execute();
    const aDocument = async (documentKind: string, expiresOn: string, replacedAt: string | null = null) => {
      const { id: fileId } = await db
        .insertInto('files')
        .values({
          organisationId: providerId,
          name: 'a.pdf',
          mediaType: 'application/pdf',
          bytes: 1,
          sha256: 'a'.repeat(64),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('providerDocuments')
        .values({ providerId, documentKind, title: 'Of theirs', fileId, expiresOn, replacedAt })
        .execute();
    };
    await aDocument('accounts', '2026-11-20');
    await aDocument('accounts', '2026-11-21', '2026-11-01T09:00:00Z');
    await aDocument('accounts', '2027-12-01');
    await aDocument('statement_of_purpose', '2026-12-01');
    const { id: upliftId } = await db
      .insertInto('upliftRequests')
      .values({
        ...{ admissionId, providerId, scheduleId: scheduleIds[1] ?? '' },
        ...{ fromDate: '2027-04-01', method: 'percentage', askedBps: 300, reason: 'Pay' },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: applicationId } = await db
      .insertInto('lotApplications')
      .values({
        ...{ lotId, providerId: await aProvider(db), status: 'submitted' },
        ...{ submittedAt: '2026-11-16T09:00:00Z', dueOn: '2026-11-30' },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .updateTable('priceSchedules')
      .set({ validUntil: '2027-02-01' })
      .where('providerId', '=', other)
      .where('validUntil', 'is', null)
      .execute();

    const due = async (actor: Actor) =>
      (await overseen(db, actor, systemId)).due.map(({ what, on, to }) => [what, on, to]);
    const dates = [
      ['Review starts', '2028-10-01', `/purchasing-systems/${systemId}`],
      ['System ends', '2030-03-31', `/purchasing-systems/${systemId}`],
    ];
    const prices = ['Prices end, and none follow', '2027-01-31', `/price-schedules/${scheduleIds[3]}`];
    expect(await due(actors.lead)).toEqual([
      ['Document expires', '2026-11-20', `/admissions/${admissionId}`],
      ['Application to decide', '2026-11-30', `/evaluations/${applicationId}`],
      ...others.map(({ id }) => ['Document due: there is none', '2026-12-20', `/admissions/${id}`]),
      prices,
      ['Uplift asked from', '2027-04-01', `/uplifts/${upliftId}`],
      ...dates,
    ]);
    expect(await due(actors.member)).toEqual([prices, ...dates]);
  }));

test('visits that an authority has planned fall due, overdue ones first: for itself alone, within 90 days', () =>
  context.rolledBack(async (db) => {
    const { systemId, leadId, memberId, providerIds, actors } = await givenSystem(db);
    const [providerId = ''] = providerIds;
    const plant = async (authorityId: string, visitedOn: string, changes: object = {}) => {
      const { id } = await db
        .insertInto('monitoringVisits')
        .values({
          ...{ authorityId, providerId, visitedOn },
          ...{ kind: 'planned', status: 'planned', visitors: 'Ana', ...changes },
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return ['Monitoring visit planned', visitedOn, `/monitoring-visits/${id}`];
    };
    const overdue = await plant(leadId, addDays(TODAY, -20));
    const unannounced = await plant(leadId, addDays(TODAY, 7), { kind: 'unannounced' });
    const last = await plant(leadId, addDays(TODAY, 90));
    await plant(leadId, addDays(TODAY, 91));
    await plant(leadId, addDays(TODAY, 5), { status: 'draft' });
    await plant(leadId, addDays(TODAY, 6), { status: 'cancelled', cancelledAt: TODAY, cancelReason: 'Ill' });
    await plant(leadId, addDays(TODAY, 8), { providerId: await aProvider(db) });
    const members = await plant(memberId, addDays(TODAY, 14));
    const visits = (due: DueItem[]) =>
      due.filter(({ what }) => what.includes('visit')).map(({ what, on, to }) => [what, on, to]);
    const everyone = { lead: [overdue, unannounced, last], member: [members] };
    for (const [name, own] of Object.entries(everyone)) {
      const actor = actors[name as keyof typeof everyone];
      expect(visits((await overseen(db, actor, systemId)).due), name).toEqual(own);
      const system = await getOverseenSystem(db, actor, systemId);
      const asOwner = await listFallingDue(db, actor, { system, on: TODAY });
      expect(visits(asOwner), `${name}, by what the domain asks for alone`).toEqual(own);
    }
  }));
