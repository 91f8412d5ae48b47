import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, underRowSecurity } from '../testing.ts';
import { discardLotApplication, saveLotApplication } from './application-commands.server.ts';
import { submitLotApplication, withdrawLotApplication } from './application-submission.server.ts';
import { getLotApplication, listOwnLotApplications } from './lot-applications.server.ts';
import { aFullDraft, aLotToJoin, aSubmittedApplication, fullAnswers } from './testing.ts';

const databases = testDatabase();

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
