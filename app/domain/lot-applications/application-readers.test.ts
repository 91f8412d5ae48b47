import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, underRowSecurity } from '../testing.ts';
import { listSubmittedAnswers } from './answered-questions.server.ts';
import { discardLotApplication, saveLotApplication } from './application-commands.server.ts';
import { answersOf } from './application-gaps.ts';
import { reopenLotApplication, submitLotApplication, withdrawLotApplication } from './application-submission.server.ts';
import { findLotApplication, getLotApplication, listOwnLotApplications } from './lot-applications.server.ts';
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

/** What the authority that leads has of an application, once it has asked its people for their interests. */
const evaluated = async (db: Db, actor: Actor, id: string) => {
  const application = await findLotApplication(db, actor, id);
  return application && { ...application, questions: await listSubmittedAnswers(db, application) };
};

test('what is submitted is read by the provider alone here, by the authority that leads as an evaluation, by nobody else', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { id } = await aSubmittedApplication(db, market);
    const broker = await aMember(db, market.lead.organisationId, 'authority', 'broker');
    for (const [actor, read] of [
      [market.provider, getLotApplication],
      [market.lead, evaluated],
    ] as const) {
      const application = await underRowSecurity(db, actor, (db) => read(db, actor, id));
      expect(application?.questions.map(({ answer, document }) => document?.title ?? answer)).toEqual([
        'yes',
        '10000000',
        'Our policy',
        'We keep them safe',
        '',
      ]);
    }
    for (const actor of [broker, market.lead]) {
      await expect(underRowSecurity(db, actor, (db) => getLotApplication(db, actor, id))).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    for (const actor of [market.rival, market.member, market.stranger]) {
      await expect(underRowSecurity(db, actor, (db) => getLotApplication(db, actor, id))).rejects.toMatchObject({
        code: 'not-found',
      });
      expect(await underRowSecurity(db, actor, (db) => listOwnLotApplications(db, actor))).toEqual([]);
    }
  }));

test('what a provider changed and never submitted is read by nobody else, also once it withdraws', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, lead } = market;
    const { id, questions } = await aSubmittedApplication(db, market);
    await reopenLotApplication(db, provider, { id });
    const { revision } = await getLotApplication(db, provider, id);
    const answers = { ...answersOf(questions), [market.ids.text]: 'Edited, never submitted' };
    await saveLotApplication(db, provider, { id, revision, answers, keepInProfile: false });
    expect(await underRowSecurity(db, lead, (db) => evaluated(db, lead, id))).toBeUndefined();
    await underRowSecurity(db, provider, (db) => withdrawLotApplication(db, provider, { id, reason: 'No carers' }));
    expect(await underRowSecurity(db, lead, (db) => evaluated(db, lead, id))).toMatchObject({ questions: [] });
    expect(await evaluated(db, lead, id)).toMatchObject({ questions: [] });
    const rows = (actor: Actor) =>
      underRowSecurity(db, actor, (db) =>
        db.selectFrom('applicationAnswers').select('answer').where('applicationId', '=', id).execute(),
      );
    expect(await rows(lead)).toEqual([]);
    expect(await rows(provider)).toContainEqual({ answer: 'Edited, never submitted' });
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
      const read = await underRowSecurity(db, actor, (db) =>
        actor === market.lead ? evaluated(db, actor, id) : getLotApplication(db, actor, id),
      );
      expect(read).toBeDefined();
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
