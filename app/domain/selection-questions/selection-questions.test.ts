import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { LONDON_TODAY } from '../purchasing-systems/system-status-now.server.ts';
import { aLot, aMember, anAuthority, aProvider, underRowSecurity } from '../testing.ts';
import { addLibraryQuestion, listLibrary, retireLibraryQuestion } from './library-questions.server.ts';
import { addQuestion, editQuestion, moveQuestion, removeQuestion } from './question-commands.server.ts';
import type { NewQuestionInput } from './question-form.ts';
import { listRequiredDocuments, saveRequiredDocuments } from './required-documents.server.ts';
import { listQuestions, questionIssues, versionOf } from './selection-questions.server.ts';
import { getSetUp } from './system-set-up.server.ts';

const databases = testDatabase();
const TODAY = '2026-11-22';

interface SystemIs {
  kind?: 'dps' | 'dynamic_market';
  status?: 'draft' | 'published' | 'open' | 'closed' | 'ended';
}

async function system(db: Db, { kind = 'dps', status = 'draft' }: SystemIs = {}) {
  const kent = await anAuthority(db);
  const medway = await anAuthority(db);
  const lotId = await aLot(db, { authorities: [kent, medway] });
  const { systemId } = await db.selectFrom('lots').select('systemId').where('id', '=', lotId).executeTakeFirstOrThrow();
  const become = (status: SystemIs['status'] & string) =>
    db.updateTable('purchasingSystems').set({ kind, status }).where('id', '=', systemId).execute();
  await become(status);
  return {
    lotId,
    systemId,
    become,
    lead: await aMember(db, kent, 'authority', 'commissioner'),
    broker: await aMember(db, kent, 'authority', 'broker'),
    member: await aMember(db, medway, 'authority', 'commissioner'),
    provider: await aMember(db, await aProvider(db), 'provider', 'bids'),
  };
}

const aQuestion = (changes: Partial<NewQuestionInput> = {}): NewQuestionInput => ({
  key: randomUUID(),
  kind: 'text',
  question: 'How do you keep children safe?',
  guidance: '',
  documentKind: null,
  assessment: 'scored',
  passAnswer: null,
  leastNumber: null,
  mostWords: 500,
  lotId: null,
  libraryQuestionId: null,
  required: true,
  weight: 60,
  mostScore: 10,
  ...changes,
});

const edited = ({ key: _, ...question }: NewQuestionInput, seen: string) => ({ ...question, seen });
const asked = async (db: Db, actor: Parameters<typeof listQuestions>[1], systemId: string) =>
  (await listQuestions(db, actor, { systemId })).map(({ question }) => question);

test('the commissioner who leads adds, changes, moves and removes questions of a draft, under row level security', () =>
  databases.rolledBack(async (db) => {
    const { lead, systemId, lotId } = await system(db);
    await underRowSecurity(db, lead, async (db) => {
      const first = await addQuestion(db, lead, { systemId, ...aQuestion({ question: 'First' }) });
      const { id } = await addQuestion(db, lead, { systemId, ...aQuestion({ question: 'Second' }) });
      await addQuestion(db, lead, { systemId, ...aQuestion({ question: 'Of the lot', lotId }) });
      await moveQuestion(db, lead, { systemId, id, by: -1 });
      await moveQuestion(db, lead, { systemId, id, by: -1 });
      expect(await asked(db, lead, systemId)).toEqual(['Second', 'First', 'Of the lot']);
      const before = (await listQuestions(db, lead, { systemId }))[1];
      const seen = before ? versionOf(before) : '';
      const changed = edited(aQuestion({ question: 'Changed' }), seen);
      expect(await editQuestion(db, lead, { systemId, id: first.id, ...changed })).toEqual({ id: first.id });
      await expect(editQuestion(db, lead, { systemId, id: first.id, ...changed })).rejects.toMatchObject({
        code: 'conflict',
      });
      await removeQuestion(db, lead, { systemId, id });
      expect(await asked(db, lead, systemId)).toEqual(['Changed', 'Of the lot']);
    });
    expect(await db.selectFrom('selectionQuestions').select('id').execute()).toHaveLength(2);
  }));

test('nobody else does: a draft is not there for them, what is published is not theirs', () =>
  databases.rolledBack(async (db) => {
    const { broker, member, provider, lead, systemId, become } = await system(db);
    const question = await addQuestion(db, lead, { systemId, ...aQuestion() });
    const tries = (actor: typeof lead) =>
      [
        (db: Db) => addQuestion(db, actor, { systemId, ...aQuestion() }),
        (db: Db) => editQuestion(db, actor, { systemId, id: question.id, ...edited(aQuestion(), 'x') }),
        (db: Db) => removeQuestion(db, actor, { systemId, id: question.id }),
        (db: Db) => moveQuestion(db, actor, { systemId, id: question.id, by: 1 }),
        (db: Db) => saveRequiredDocuments(db, actor, { systemId, documents: { accounts: 'kept' }, today: TODAY }),
      ] as ((db: Db) => Promise<unknown>)[];
    const refusals = async (actor: typeof lead, code: string) => {
      for (const attempt of tries(actor))
        await expect(underRowSecurity(db, actor, attempt)).rejects.toMatchObject({ code });
    };
    await refusals(broker, 'forbidden');
    for (const actor of [member, provider]) await refusals(actor, 'not-found');
    for (const actor of [member, provider, null])
      expect(await underRowSecurity(db, actor, (db) => asked(db, actor, systemId))).toEqual([]);
    await become('open');
    for (const actor of [member, provider]) await refusals(actor, 'forbidden');
    for (const actor of [member, provider, null])
      expect(await underRowSecurity(db, actor, (db) => asked(db, actor, systemId))).toHaveLength(1);
  }));

test('once applicants may have answered, a change leaves the question as it was for them', () =>
  databases.rolledBack(async (db) => {
    const { lead, systemId } = await system(db, { status: 'open' });
    const { id } = await addQuestion(db, lead, { systemId, ...aQuestion() });
    const [before] = await listQuestions(db, lead, { systemId });
    const seen = before ? versionOf(before) : '';
    const edit = (question: NewQuestionInput) =>
      underRowSecurity(db, lead, (db) => editQuestion(db, lead, { systemId, id, ...edited(question, seen) }));
    expect(await edit(aQuestion()), 'nothing changed').toEqual({ id });
    const newer = await edit(aQuestion({ question: 'In other words' }));
    expect(newer.id).not.toBe(id);
    expect(await asked(db, lead, systemId)).toEqual(['In other words']);
    await removeQuestion(db, lead, { systemId, id: newer.id });
    const rows = await db
      .selectFrom('selectionQuestions')
      .select(['question', 'retiredAt'])
      .orderBy('createdAt')
      .execute();
    expect(rows.map(({ retiredAt }) => retiredAt !== null)).toEqual([true, true]);
    await expect(removeQuestion(db, lead, { systemId, id })).rejects.toMatchObject({ code: 'not-found' });
  }));

test('the conditions of a published dynamic market stay, by the command and by the database', () =>
  databases.rolledBack(async (db) => {
    const { lead, systemId, become } = await system(db, { kind: 'dynamic_market' });
    const { id } = await addQuestion(db, lead, { systemId, ...aQuestion() });
    await saveRequiredDocuments(db, lead, { systemId, documents: { accounts: 'kept' }, today: TODAY });
    await become('published');
    const frozen = { code: 'conflict', message: expect.stringContaining('Procurement Act 2023, section 36') };
    await expect(addQuestion(db, lead, { systemId, ...aQuestion() })).rejects.toMatchObject(frozen);
    await expect(editQuestion(db, lead, { systemId, id, ...edited(aQuestion(), 'x') })).rejects.toMatchObject(frozen);
    await expect(removeQuestion(db, lead, { systemId, id })).rejects.toMatchObject(frozen);
    await expect(moveQuestion(db, lead, { systemId, id, by: 1 })).rejects.toMatchObject(frozen);
    await expect(saveRequiredDocuments(db, lead, { systemId, documents: {}, today: TODAY })).rejects.toMatchObject(
      frozen,
    );
    await expect(
      underRowSecurity(db, lead, (db) =>
        db.updateTable('selectionQuestions').set({ question: 'Other' }).where('id', '=', id).execute(),
      ),
    ).rejects.toThrow(/cannot change/);
  }));

test('once its last day is past nothing that a system asks changes, though its column says open', () =>
  databases.rolledBack(async (db) => {
    const { lead, systemId } = await system(db, { status: 'open' });
    const { id } = await addQuestion(db, lead, { systemId, ...aQuestion() });
    const { rows } = await sql<{ today: string }>`select ${LONDON_TODAY} as today`.execute(db);
    const end = (endsOn: string | undefined) => db.updateTable('purchasingSystems').set({ endsOn }).execute();
    const attempts = [
      (db: Db) => addQuestion(db, lead, { systemId, ...aQuestion() }),
      (db: Db) => removeQuestion(db, lead, { systemId, id }),
      (db: Db) => saveRequiredDocuments(db, lead, { systemId, documents: { accounts: 'kept' }, today: TODAY }),
    ] as ((db: Db) => Promise<unknown>)[];
    await end(rows[0]?.today);
    expect(await getSetUp(db, lead, systemId)).toMatchObject({ status: 'ended' });
    for (const attempt of attempts)
      await expect(underRowSecurity(db, lead, attempt)).rejects.toMatchObject({
        code: 'conflict',
        message: 'This purchasing system has ended: nobody can apply to it any more',
      });
    await end('2099-01-01');
    for (const attempt of attempts) await underRowSecurity(db, lead, attempt);
  }));

test('an applicant to a lot is asked what everyone is, and what that lot asks', () =>
  databases.rolledBack(async (db) => {
    const { lead, systemId, lotId } = await system(db);
    const other = await db
      .insertInto('lots')
      .values({ systemId, number: 2, title: 'Other', accommodationType: 2, priceModel: 'package' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await addQuestion(db, lead, { systemId, ...aQuestion({ question: 'All', weight: 40 }) });
    await addQuestion(db, lead, { systemId, ...aQuestion({ question: 'One', weight: 60, lotId }) });
    const of = async (lotId: string) =>
      (await listQuestions(db, lead, { systemId, lotId })).map(({ question }) => question);
    expect([await of(lotId), await of(other.id)]).toEqual([['All', 'One'], ['All']]);
    expect(await questionIssues(db, lead, systemId)).toEqual([
      'The weights of what is scored in lot 2 add up to 40%: make them 100%',
    ]);
    const elsewhere = await system(db);
    await expect(addQuestion(db, lead, { systemId, ...aQuestion({ lotId: elsewhere.lotId }) })).rejects.toMatchObject({
      code: 'not-found',
    });
  }));

test('required documents are replaced as a whole', () =>
  databases.rolledBack(async (db) => {
    const { lead, systemId } = await system(db);
    const save = (documents: Record<string, 'no' | 'kept' | 'suspends'>) =>
      underRowSecurity(db, lead, (db) => saveRequiredDocuments(db, lead, { systemId, documents, today: TODAY }));
    await save({ accounts: 'kept', safeguarding_policy: 'suspends' });
    await save({ accounts: 'no', safeguarding_policy: 'suspends', statement_of_purpose: 'kept' });
    expect(await listRequiredDocuments(db, systemId)).toEqual([
      { documentKind: 'safeguarding_policy', suspendsWhenExpired: true },
      { documentKind: 'statement_of_purpose', suspendsWhenExpired: false },
    ]);
  }));

test('an authority’s own questions are its own; the portal’s stay', () =>
  databases.rolledBack(async (db) => {
    const { lead, member, broker, provider } = await system(db);
    const { id: standard } = await db
      .insertInto('libraryQuestions')
      .values({ topic: 'Staff', kind: 'text', question: 'Standard', assessment: 'information' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { lotId: _, libraryQuestionId: __, required: ___, weight: ____, mostScore: _____, ...content } = aQuestion();
    const question = { ...content, topic: 'Staff' as const };
    const { id } = await underRowSecurity(db, lead, (db) => addLibraryQuestion(db, lead, question));
    const own = async (actor: typeof lead) =>
      (await underRowSecurity(db, actor, (db) => listLibrary(db, actor))).own.map(({ id }) => id);
    expect([await own(lead), await own(member)]).toEqual([[id], []]);
    for (const actor of [broker, provider])
      await expect(listLibrary(db, actor)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(retireLibraryQuestion(db, member, id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(retireLibraryQuestion(db, lead, standard)).rejects.toMatchObject({ code: 'forbidden' });
    await underRowSecurity(db, lead, (db) => retireLibraryQuestion(db, lead, id));
    expect(await own(lead)).toEqual([]);
  }));
