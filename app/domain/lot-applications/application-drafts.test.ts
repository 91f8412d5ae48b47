import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { underRowSecurity } from '../testing.ts';
import {
  discardLotApplication,
  fillLotApplication,
  saveLotApplication,
  startLotApplication,
} from './application-commands.server.ts';
import { submitLotApplication, withdrawLotApplication } from './application-submission.server.ts';
import { getLotApplication, listOwnLotApplications } from './lot-applications.server.ts';
import { aDocument, aFullDraft, aLotToJoin, fullAnswers } from './testing.ts';

const databases = testDatabase();

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
