import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { addDays, todayInLondon } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, anAdmission, underRowSecurity } from '../testing.ts';
import { startLotApplication } from './application-commands.server.ts';
import { reopenLotApplication, submitLotApplication } from './application-submission.server.ts';
import { getLotApplication, listOwnLotApplications } from './lot-applications.server.ts';
import { aDocument, aFullDraft, aLotToJoin } from './testing.ts';

const databases = testDatabase();

test('a draft starts from the profile: answers to the library’s questions and documents that are in date', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, rival, libraryQuestionId, ids } = market;
    const documentId = await aDocument(db, provider.organisationId);
    await aDocument(db, rival.organisationId, { expiresOn: '2020-01-01' });
    for (const [actor, answer] of [
      [provider, '7000000'],
      [rival, '9000000'],
    ] as const) {
      await db
        .insertInto('profileAnswers')
        .values({ providerId: actor.organisationId, libraryQuestionId, answer })
        .execute();
    }
    const begin = (actor: Actor) =>
      underRowSecurity(db, actor, async (db) => {
        const { id } = await startLotApplication(db, actor, { lotId: market.lotId, key: randomUUID() });
        return getLotApplication(db, actor, id);
      });
    const own = await begin(provider);
    expect(own).toMatchObject({ status: 'draft', revision: 1, submission: 0, dueOn: null });
    expect(own.questions.map(({ id }) => id)).toEqual([ids.registered, ids.cover, ids.policy, ids.text, ids.date]);
    expect(own.questions.map(({ answer, document }) => document?.id ?? answer)).toEqual([
      '',
      '7000000',
      documentId,
      '',
      '',
    ]);
    const rivals = await begin(rival);
    expect(rivals.questions.map(({ answer, document }) => document?.id ?? answer)).toEqual(['', '9000000', '', '', '']);
  }));

test('a lot that is not priced yet takes no applications, and says so', () =>
  databases.rolledBack(async (db) => {
    const { provider, lotId } = await aLotToJoin(db);
    const begin = () =>
      underRowSecurity(db, provider, (db) => startLotApplication(db, provider, { lotId, key: randomUUID() }));
    const points = await db.deleteFrom('lotPricePoints').where('lotId', '=', lotId).returningAll().execute();
    await expect(begin()).rejects.toMatchObject({
      code: 'conflict',
      message: 'The authority has not said yet how this lot is priced',
    });
    await db.insertInto('lotPricePoints').values(points).execute();
    await begin();
  }));

test('the same form sent twice begins one draft; a second form is told of the first', () =>
  databases.rolledBack(async (db) => {
    const { provider, lotId } = await aLotToJoin(db);
    const form = { lotId, key: randomUUID() };
    const first = await startLotApplication(db, provider, form);
    expect(await startLotApplication(db, provider, form)).toEqual(first);
    await expect(startLotApplication(db, provider, { lotId, key: randomUUID() })).rejects.toMatchObject({
      code: 'conflict',
      message: 'You have begun an application to this lot already',
    });
    expect(await listOwnLotApplications(db, provider)).toHaveLength(1);
  }));

test('who may begin one', () =>
  databases.rolledBack(async (db) => {
    const { provider, lead, lotId } = await aLotToJoin(db);
    const manager = await aMember(db, provider.organisationId, 'provider', 'manager');
    for (const actor of [manager, lead]) {
      await expect(
        underRowSecurity(db, actor, (db) => startLotApplication(db, actor, { lotId, key: randomUUID() })),
      ).rejects.toMatchObject({ code: 'forbidden' });
    }
    const nowhere = { lotId: randomUUID(), key: randomUUID() };
    await expect(startLotApplication(db, provider, nowhere)).rejects.toMatchObject({ code: 'not-found' });
  }));

const BEFORE = '2020-01-01T00:00:00Z';
const AFTER = '2090-01-01T00:00:00Z';

test.each<[string, string, { opensAt: string; closesAt: string } | undefined, string | undefined]>([
  ['open', 'always', undefined, undefined],
  ['published', 'always', undefined, 'This purchasing system takes no applications now'],
  ['closed', 'always', undefined, 'This purchasing system takes no applications now'],
  ['ended', 'always', undefined, 'This purchasing system takes no applications now'],
  ['open', 'in_rounds', undefined, 'Applications are taken in rounds, and none is open now'],
  ['open', 'in_rounds', { opensAt: BEFORE, closesAt: AFTER }, undefined],
  ['closed', 'in_rounds', { opensAt: BEFORE, closesAt: AFTER }, 'This purchasing system takes no applications now'],
  [
    'open',
    'in_rounds',
    { opensAt: BEFORE, closesAt: '2020-02-01T00:00:00Z' },
    'Applications are taken in rounds, and none is open now',
  ],
  [
    'open',
    'in_rounds',
    { opensAt: '2089-01-01T00:00:00Z', closesAt: AFTER },
    'Applications are taken in rounds, and none is open now',
  ],
])('a system that is %s, %s, with the round %j: %s', (status, takesApplications, round, refusal) =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, lotId, systemId } = market;
    const draft = await aFullDraft(db, market, market.rival);
    await db.updateTable('purchasingSystems').set({ status, takesApplications }).where('id', '=', systemId).execute();
    const rounds = round
      ? [
          await db
            .insertInto('applicationRounds')
            .values({ systemId, title: 'Round', ...round })
            .returning('id')
            .executeTakeFirstOrThrow(),
        ]
      : [];
    const begin = startLotApplication(db, provider, { lotId, key: randomUUID() });
    if (refusal) {
      await expect(begin).rejects.toMatchObject({ code: 'conflict', message: refusal });
      await expect(submitLotApplication(db, market.rival, draft)).rejects.toMatchObject({ message: refusal });
    } else {
      const { id } = await begin;
      expect((await getLotApplication(db, provider, id)).roundId).toBe(rounds[0]?.id ?? null);
      await submitLotApplication(db, market.rival, draft);
      expect((await getLotApplication(db, market.rival, draft.id)).roundId).toBe(rounds[0]?.id ?? null);
    }
  }),
);

test('on the last day of its system a provider applies, the day after nobody does, and after an extension they do again', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, rival, lotId, systemId } = market;
    const draft = await aFullDraft(db, market, rival);
    const today = todayInLondon();
    const endOn = (endsOn: string) =>
      db.updateTable('purchasingSystems').set({ endsOn }).where('id', '=', systemId).execute();
    const begin = () =>
      underRowSecurity(db, provider, (db) => startLotApplication(db, provider, { lotId, key: randomUUID() }));
    const submit = () => underRowSecurity(db, rival, (db) => submitLotApplication(db, rival, draft));
    await endOn(today);
    const over = { code: 'conflict', message: 'This purchasing system takes no applications now' };
    await expect(begin()).rejects.toMatchObject(over);
    await expect(submit()).rejects.toMatchObject(over);
    await endOn(addDays(today, 1));
    await begin();
    await submit();
    await endOn(today);
    await expect(
      underRowSecurity(db, rival, (db) => reopenLotApplication(db, rival, { id: draft.id })),
    ).rejects.toMatchObject(over);
  }));

test.each([
  ['closed', 2],
  ['suspended', 2],
  ['registered', 3],
])('a provider whose only service is %s, of kind %i, cannot apply to a lot of homes', (registrationStatus, kind) =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, lotId } = market;
    const draft = await aFullDraft(db, market, market.rival);
    await db
      .updateTable('services')
      .set({ registrationStatus, accommodationType: kind })
      .where('providerId', 'in', [provider.organisationId, market.rival.organisationId])
      .execute();
    const refusal = {
      code: 'conflict',
      message: 'None of your services that are registered is of the lot’s kind: children’s home',
    };
    await expect(startLotApplication(db, provider, { lotId, key: randomUUID() })).rejects.toMatchObject(refusal);
    await expect(submitLotApplication(db, market.rival, draft)).rejects.toMatchObject(refusal);
  }),
);

test('a provider that is admitted, or suspended, does not apply again', () =>
  databases.rolledBack(async (db) => {
    const { provider, lotId } = await aLotToJoin(db);
    await anAdmission(db, { lotId, providerId: provider.organisationId });
    const begin = () => startLotApplication(db, provider, { lotId, key: randomUUID() });
    await expect(begin()).rejects.toMatchObject({ message: 'You are admitted to this lot already' });
    await db.updateTable('admissions').set({ status: 'suspended', suspension: 'decision' }).execute();
    await expect(begin()).rejects.toMatchObject({ message: 'You are admitted to this lot already' });
    await db.updateTable('admissions').set({ status: 'ended', suspension: null }).execute();
    expect(await begin()).toHaveProperty('id');
  }));
