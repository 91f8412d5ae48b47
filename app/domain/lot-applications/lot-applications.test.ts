import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, anAdmission, underRowSecurity } from '../testing.ts';
import {
  discardLotApplication,
  fillLotApplication,
  saveLotApplication,
  startLotApplication,
} from './application-commands.server.ts';
import { submitLotApplication, withdrawLotApplication } from './application-submission.server.ts';
import { getLotApplication, listOwnLotApplications } from './lot-applications.server.ts';
import { aDocument, aFullDraft, aLotToJoin, aSubmittedApplication, fullAnswers } from './testing.ts';

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

test('a draft is the provider’s alone', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { id, revision, documentId } = await aFullDraft(db, market);
    const { provider, rival, lead, member, stranger } = market;
    const reader = await aMember(db, provider.organisationId, 'provider', 'manager');
    for (const actor of [provider, reader]) {
      expect(await underRowSecurity(db, actor, (db) => getLotApplication(db, actor, id))).toMatchObject({ id });
    }
    for (const actor of [rival, lead, member, stranger]) {
      const works: ((db: Db) => Promise<unknown>)[] = [
        (db: Db) => getLotApplication(db, actor, id),
        (db: Db) =>
          saveLotApplication(db, actor, {
            id,
            revision,
            answers: fullAnswers(market, documentId),
            keepInProfile: true,
          }),
        (db: Db) => submitLotApplication(db, actor, { id, revision }),
        (db: Db) => withdrawLotApplication(db, actor, { id, reason: 'No' }),
        (db: Db) => discardLotApplication(db, actor, { id }),
      ];
      for (const work of works) {
        await expect(underRowSecurity(db, actor, work)).rejects.toMatchObject({ code: 'not-found' });
        await expect(work(db)).rejects.toMatchObject({ code: 'not-found' });
      }
      const seen = await underRowSecurity(db, actor, (db) =>
        db.selectFrom('applicationAnswers').select('questionId').where('applicationId', '=', id).execute(),
      );
      expect(seen).toEqual([]);
    }
    await expect(
      underRowSecurity(db, reader, (db) => submitLotApplication(db, reader, { id, revision })),
    ).rejects.toMatchObject({ code: 'forbidden' });
  }));

test('what is submitted is read by the provider and the commissioners who lead, by nobody else', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { id } = await aSubmittedApplication(db, market);
    const broker = await aMember(db, market.lead.organisationId, 'authority', 'broker');
    for (const actor of [market.provider, market.lead]) {
      const { questions } = await underRowSecurity(db, actor, (db) => getLotApplication(db, actor, id));
      expect(questions.map(({ answer, document }) => document?.title ?? answer)).toEqual([
        'yes',
        '10000000',
        'Our policy',
        'We keep them safe',
        '',
      ]);
    }
    await expect(underRowSecurity(db, broker, (db) => getLotApplication(db, broker, id))).rejects.toMatchObject({
      code: 'forbidden',
    });
    for (const actor of [market.rival, market.member, market.stranger]) {
      await expect(underRowSecurity(db, actor, (db) => getLotApplication(db, actor, id))).rejects.toMatchObject({
        code: 'not-found',
      });
      expect(await underRowSecurity(db, actor, (db) => listOwnLotApplications(db, actor))).toEqual([]);
    }
  }));

test('the answers of one provider never stand in the application of another', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const own = await aFullDraft(db, market, market.provider, 'Ours alone');
    const rivals = await aFullDraft(db, market, market.rival, 'Theirs alone');
    await submitLotApplication(db, market.provider, own);
    await submitLotApplication(db, market.rival, rivals);
    for (const [actor, id, not] of [
      [market.provider, own.id, 'Theirs alone'],
      [market.rival, rivals.id, 'Ours alone'],
      [market.lead, own.id, 'Theirs alone'],
    ] as const) {
      const read = await underRowSecurity(db, actor, (db) => getLotApplication(db, actor, id));
      expect(JSON.stringify(read)).not.toContain(not);
    }
    // Nor can a document of another be put there: the database refuses it.
    const { id, revision } = await aFullDraftAgain(market.rival, rivals.id);
    await expect(
      saveLotApplication(db, market.rival, {
        id,
        revision,
        answers: fullAnswers(market, own.documentId),
        keepInProfile: false,
      }),
    ).rejects.toThrow(/foreign key/);

    async function aFullDraftAgain(actor: Actor, submitted: string) {
      await db.updateTable('lotApplications').set({ status: 'draft' }).where('id', '=', submitted).execute();
      return getLotApplication(db, actor, submitted);
    }
  }));

test('a save from an older revision is refused and changes nothing', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { id, revision, documentId } = await aFullDraft(db, market);
    const { provider, ids } = market;
    await expect(
      saveLotApplication(db, provider, {
        id,
        revision: revision - 1,
        answers: fullAnswers(market, documentId, 'Other'),
        keepInProfile: true,
      }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(submitLotApplication(db, provider, { id, revision: revision - 1 })).rejects.toMatchObject({
      code: 'conflict',
    });
    const { questions } = await getLotApplication(db, provider, id);
    expect(questions.find((question) => question.id === ids.text)?.answer).toBe('We keep them safe');
  }));

test('answers to the library’s questions are kept in the profile where that is asked for', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, libraryQuestionId } = market;
    const { id, revision, documentId } = await aFullDraft(db, market);
    const kept = () =>
      db
        .selectFrom('profileAnswers')
        .select(['libraryQuestionId', 'answer'])
        .where('providerId', '=', provider.organisationId)
        .execute();
    expect(await kept()).toEqual([]);
    await underRowSecurity(db, provider, (db) =>
      saveLotApplication(db, provider, { id, revision, answers: fullAnswers(market, documentId), keepInProfile: true }),
    );
    expect(await kept()).toEqual([{ libraryQuestionId, answer: '10000000' }]);
  }));

test('what is missing is filled from a profile that has grown, over nothing that is answered', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, libraryQuestionId, lotId, ids } = market;
    const { id } = await startLotApplication(db, provider, { lotId, key: randomUUID() });
    await saveLotApplication(db, provider, { id, revision: 1, answers: { [ids.cover]: '6' }, keepInProfile: false });
    await db
      .insertInto('profileAnswers')
      .values({ providerId: provider.organisationId, libraryQuestionId, answer: '7' })
      .execute();
    const documentId = await aDocument(db, provider.organisationId);
    expect(await underRowSecurity(db, provider, (db) => fillLotApplication(db, provider, { id }))).toEqual({
      filled: 1,
    });
    const { questions, revision } = await getLotApplication(db, provider, id);
    expect(questions.map(({ answer, document }) => document?.id ?? answer)).toEqual(['', '6', documentId, '', '']);
    expect(revision).toBe(3);
    expect(await fillLotApplication(db, provider, { id })).toEqual({ filled: 0 });
  }));

test('a draft that was never submitted is discarded without a trace for others', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider } = market;
    const { id } = await aFullDraft(db, market);
    await expect(withdrawLotApplication(db, provider, { id, reason: 'No' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await underRowSecurity(db, provider, (db) => discardLotApplication(db, provider, { id }));
    expect(await listOwnLotApplications(db, provider)).toEqual([]);
    await expect(discardLotApplication(db, provider, { id })).rejects.toMatchObject({ code: 'not-found' });
  }));
