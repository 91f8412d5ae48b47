import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aProvider } from '../testing.ts';
import { givenSystem, overseen } from './testing.ts';

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
    await db.insertInto('requiredDocuments').values({ systemId, documentKind: 'accounts' }).execute();
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
      prices,
      ['Uplift asked from', '2027-04-01', `/uplifts/${upliftId}`],
      ...dates,
    ]);
    expect(await due(actors.member)).toEqual([prices, ...dates]);
  }));
