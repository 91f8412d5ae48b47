import { describe, expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { addDays } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { countSchedulesToDecide } from '../price-schedules/price-schedules.server.ts';
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

test('prices to decide fall due for the authority that leads alone, whatever a member may read', () =>
  context.rolledBack(async (db) => {
    const { systemId, providerIds, actors } = await givenSystem(db);
    const [providerId = ''] = providerIds;
    const { id: admissionId } = await db
      .selectFrom('admissions')
      .select('id')
      .where('providerId', '=', providerId)
      .executeTakeFirstOrThrow();
    const { id } = await db
      .insertInto('priceSchedules')
      .values({ admissionId, providerId, status: 'submitted', validFrom: addDays(TODAY, 90) })
      .returning('id')
      .executeTakeFirstOrThrow();
    const everyone: [Actor, string[]][] = [
      [actors.lead, [`/price-schedules/${id}`]],
      [actors.member, []],
    ];
    for (const [actor, own] of everyone) {
      const toDecide = (due: DueItem[]) => due.filter(({ what }) => what.includes('to decide')).map(({ to }) => to);
      expect(toDecide((await overseen(db, actor, systemId)).due)).toEqual(own);
      const system = await getOverseenSystem(db, actor, systemId);
      expect(toDecide(await listFallingDue(db, actor, { system, on: TODAY })), 'by the domain alone').toEqual(own);
      expect(await countSchedulesToDecide(db, actor), 'counted by the domain alone').toBe(own.length);
    }
  }));

describe('the day of the year on which a lot’s uplifts start', () => {
  const given = async (db: Db, monthDay: string | null, system: { endsOn?: string; status?: string } = {}) => {
    const made = await givenSystem(db);
    const { systemId, lotId } = made;
    await db.updateTable('lots').set({ upliftMonthDay: monthDay }).where('id', '=', lotId).execute();
    await db
      .updateTable('purchasingSystems')
      .set({ status: 'open', ...system })
      .where('id', '=', systemId)
      .execute();
    return made;
  };
  const days = async (db: Db, actor: Actor, systemId: string, on?: string) =>
    (await overseen(db, actor, systemId, on)).due.filter(({ what }) => what === 'Uplifts of the year start');

  test('falls due for every authority of the system, with system and lot', () =>
    context.rolledBack(async (db) => {
      const { systemId, lotId, actors } = await given(db, '02-20');
      const { title: systemTitle } = await db
        .selectFrom('purchasingSystems')
        .select('title')
        .where('id', '=', systemId)
        .executeTakeFirstOrThrow();
      const { number, title } = await db
        .selectFrom('lots')
        .select(['number', 'title'])
        .where('id', '=', lotId)
        .executeTakeFirstOrThrow();
      // 90 days from 22 November 2026.
      const item = { on: '2027-02-20', about: `${systemTitle}, lot ${number}: ${title}` };
      for (const actor of [actors.lead, actors.member]) {
        expect(await days(db, actor, systemId)).toEqual([
          {
            ...{ key: `uplift day ${lotId}`, what: 'Uplifts of the year start', ...item },
            to: `/purchasing-systems/${systemId}#lot-${lotId}`,
          },
        ]);
      }
    }));

  test.each<[string, string | null, { endsOn?: string; status?: string }, string | undefined, string[]]>([
    ['today', '11-22', {}, undefined, [TODAY]],
    ['yesterday: not again for a year', '11-21', {}, undefined, []],
    ['over the turn of the year', '01-01', {}, '2026-12-31', ['2027-01-01']],
    ['on the 91st day', '02-21', {}, undefined, []],
    ['where the lot names none', null, {}, undefined, []],
    ['on the last day of the system', '12-31', { endsOn: '2027-01-01' }, undefined, ['2026-12-31']],
    ['on the day after the last', '01-01', { endsOn: '2027-01-01' }, undefined, []],
    ['in a system that was ended before its time', '12-31', { status: 'ended' }, undefined, []],
    ['before the system starts', '03-15', {}, '2020-03-01', []],
  ])('%s', (_case, monthDay, system, on, expected) =>
    context.rolledBack(async (db) => {
      const { systemId, actors } = await given(db, monthDay, system);
      expect((await days(db, actors.lead, systemId, on)).map((item) => item.on)).toEqual(expected);
    }),
  );
});

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
