import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aLot, aMember, anAuthority, aProvider, underRowSecurity } from '../testing.ts';
import {
  addLibraryQuestion,
  editLibraryQuestion,
  getLibraryQuestion,
  listLibrary,
} from './library-questions.server.ts';
import { addQuestion } from './question-commands.server.ts';
import { saveToLibrary } from './saved-questions.server.ts';
import { listQuestions, versionOf } from './selection-questions.server.ts';

const databases = testDatabase();
const shared = testDatabase();

const CONTENT = {
  kind: 'text' as const,
  question: 'How do you keep children safe?',
  guidance: 'Who does what',
  documentKind: null,
  assessment: 'scored' as const,
  passAnswer: null,
  leastNumber: null,
  mostWords: 500,
};
const OF_LIBRARY = { ...CONTENT, topic: 'Staff' as const };

async function given(db: Db) {
  const kent = await anAuthority(db);
  const medway = await anAuthority(db);
  const lotId = await aLot(db, { authorities: [kent, medway] });
  const { systemId } = await db.selectFrom('lots').select('systemId').where('id', '=', lotId).executeTakeFirstOrThrow();
  await db.updateTable('purchasingSystems').set({ status: 'draft' }).where('id', '=', systemId).execute();
  const lead = await aMember(db, kent, 'authority', 'commissioner');
  const ask = (question: string, libraryQuestionId: string | null = null) =>
    addQuestion(db, lead, {
      ...{ ...CONTENT, systemId, libraryQuestionId, question, key: randomUUID() },
      ...{ lotId: null, required: true, weight: 60, mostScore: 10 },
    });
  return {
    ask,
    lead,
    systemId,
    become: (status: string) =>
      db.updateTable('purchasingSystems').set({ status }).where('id', '=', systemId).execute(),
    broker: await aMember(db, kent, 'authority', 'broker'),
    other: await aMember(db, medway, 'authority', 'commissioner'),
    provider: await aMember(db, await aProvider(db), 'provider', 'bids'),
  };
}

const own = async (db: Db, actor: Actor) => (await listLibrary(db, actor)).own;
const events = (db: Db, subjectId: string) =>
  db.selectFrom('auditEvents').select('event').where('subjectId', '=', subjectId).orderBy('id').execute();

test('an authority changes a question of its library: what its systems ask already stays', () =>
  databases.rolledBack(async (db) => {
    const { lead, ask, systemId } = await given(db);
    const { id } = await addLibraryQuestion(db, lead, { key: randomUUID(), ...OF_LIBRARY });
    await ask(CONTENT.question, id);
    const seen = versionOf(await getLibraryQuestion(db, lead, id));
    const edit = (question: string) =>
      underRowSecurity(db, lead, (db) =>
        editLibraryQuestion(db, lead, { ...OF_LIBRARY, id, seen, question, topic: 'Safeguarding' }),
      );
    await edit('How do you keep them safe at night?');
    expect(await underRowSecurity(db, lead, (db) => own(db, lead))).toMatchObject([
      { id, question: 'How do you keep them safe at night?', topic: 'Safeguarding' },
    ]);
    expect(await listQuestions(db, lead, { systemId })).toMatchObject([CONTENT]);
    await expect(edit('What somebody else thought'), 'seen before the change').rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await events(db, id)).toEqual([{ event: 'library_question.created' }, { event: 'library_question.edited' }]);
  }));

test('nobody else changes it, and nobody the portal’s own', () =>
  databases.rolledBack(async (db) => {
    const { lead, other, broker, provider } = await given(db);
    const { id } = await addLibraryQuestion(db, lead, { key: randomUUID(), ...OF_LIBRARY });
    const { id: standard } = await db
      .insertInto('libraryQuestions')
      .values({ ...OF_LIBRARY, question: 'Standard' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const edit = async (actor: Actor, id: string) => {
      const seen = versionOf(await getLibraryQuestion(db, lead, id));
      return underRowSecurity(db, actor, (db) =>
        editLibraryQuestion(db, actor, { ...OF_LIBRARY, id, seen, question: 'Mallory' }),
      );
    };
    await expect(edit(other, id)).rejects.toMatchObject({ code: 'not-found' });
    for (const actor of [broker, provider]) await expect(edit(actor, id)).rejects.toMatchObject({ code: 'forbidden' });
    for (const actor of [lead, other]) {
      await expect(edit(actor, standard)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await underRowSecurity(db, lead, (db) =>
      db.updateTable('libraryQuestions').set({ question: 'Mallory' }).where('id', '=', standard).execute(),
    );
    expect((await getLibraryQuestion(db, lead, standard)).question, 'by the database').toBe('Standard');
  }));

test('a question that a system asks is saved to the library, once', () =>
  databases.rolledBack(async (db) => {
    const { lead, other, ask, systemId } = await given(db);
    const { id } = await ask('Who covers\n nights?');
    const again = await ask(' who covers nights? ');
    const key = randomUUID();
    const save = (id: string, key: string = randomUUID()) =>
      underRowSecurity(db, lead, (db) => saveToLibrary(db, lead, { systemId, id, key, topic: 'Staff' }));
    const saved = await save(id, key);
    expect(await save(id, key), 'the same form again').toEqual(saved);
    for (const same of [id, again.id]) {
      await expect(save(same)).rejects.toMatchObject({
        code: 'conflict',
        message: 'The library has this question already, under “Staff”',
      });
    }
    const question = { ...CONTENT, topic: 'Staff', question: 'Who covers\n nights?' };
    expect(await underRowSecurity(db, lead, (db) => own(db, lead))).toMatchObject([{ ...question, id: saved.id }]);
    expect(await own(db, other)).toEqual([]);
    expect(await events(db, saved.id)).toEqual([{ event: 'library_question.created' }]);
    await db
      .insertInto('libraryQuestions')
      .values({ ...OF_LIBRARY, question: 'Standard' })
      .execute();
    await expect(save((await ask('Standard')).id)).rejects.toMatchObject({
      message: 'The library has this question already, as a standard one, under “Staff”',
    });
  }));

test('only those who set the system up save its questions', () =>
  databases.rolledBack(async (db) => {
    const { lead, broker, other, provider, ask, systemId, become } = await given(db);
    const { id } = await ask('Who covers nights?');
    const save = (actor: Actor) =>
      underRowSecurity(db, actor, (db) =>
        saveToLibrary(db, actor, { systemId, id, key: randomUUID(), topic: 'Staff' }),
      );
    await expect(save(broker)).rejects.toMatchObject({ code: 'forbidden' });
    for (const actor of [other, provider]) await expect(save(actor)).rejects.toMatchObject({ code: 'not-found' });
    await become('ended');
    for (const actor of [other, provider]) await expect(save(actor)).rejects.toMatchObject({ code: 'forbidden' });
    await save(lead);
  }));

test('saved twice at once, the library has it once', async () => {
  const { lead, systemId, id } = await inTransaction(shared.database, async (db) => {
    const { lead, systemId, ask } = await given(db);
    return { lead, systemId, id: (await ask('Who covers nights?')).id };
  });
  const save = (db: Db) => saveToLibrary(db, lead, { systemId, id, key: randomUUID(), topic: 'Staff' });
  const outcomes = await atOnce(shared, [save, save]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
