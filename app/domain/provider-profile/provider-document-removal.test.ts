import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { getFile } from '../files/files.server.ts';
import { aStoredFile } from '../files/testing.ts';
import { saveLotApplication, startLotApplication } from '../lot-applications/application-commands.server.ts';
import {
  reopenLotApplication,
  submitLotApplication,
  withdrawLotApplication,
} from '../lot-applications/application-submission.server.ts';
import { getLotApplication } from '../lot-applications/lot-applications.server.ts';
import { aLotToJoin, aDocument as aPolicy, fullAnswers, type LotToJoin } from '../lot-applications/testing.ts';
import { aMember, underRowSecurity } from '../testing.ts';
import { addProviderDocument } from './provider-document-commands.server.ts';
import { removeProviderDocument } from './provider-document-removal.server.ts';
import { listCurrentDocuments } from './provider-documents.server.ts';

const databases = testDatabase();
/** For what is committed: two visits at once. */
const shared = testDatabase();

const aDocument = () => ({
  key: randomUUID(),
  kind: 'other' as const,
  title: 'Fire risk assessment',
  expiresOn: null,
  file: aStoredFile(),
  mostBytes: 1_000_000,
});

const add = (db: Db, actor: Actor, document: Parameters<typeof addProviderDocument>[2] = aDocument()) =>
  underRowSecurity(db, actor, (db) => addProviderDocument(db, actor, document));
const remove = (db: Db, actor: Actor, id: string) =>
  underRowSecurity(db, actor, (db) => removeProviderDocument(db, actor, { id }));

/** A draft that answers with the document, to a question that takes one of the kind "other". */
async function aDraftWith(db: Db, market: LotToJoin, documentId: string) {
  const { provider, lotId, ids } = market;
  await db.updateTable('selectionQuestions').set({ documentKind: 'other' }).where('id', '=', ids.policy).execute();
  const { id } = await startLotApplication(db, provider, { lotId, key: randomUUID() });
  const answers = fullAnswers(market, documentId);
  const { revision } = await saveLotApplication(db, provider, { id, revision: 1, answers, keepInProfile: false });
  return { id, revision };
}

test('its provider removes a document with its file; a second time it is not there', () =>
  databases.rolledBack(async (db) => {
    const { provider } = await aLotToJoin(db);
    const document = aDocument();
    const [{ id, fileId }, other] = [await add(db, provider, document), await add(db, provider)];
    expect(await remove(db, provider, id)).toEqual({ title: 'Fire risk assessment' });
    expect(await listCurrentDocuments(db, provider)).toMatchObject([{ id: other.id }]);
    await expect(getFile(db, provider, fileId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await db.selectFrom('files').select('id').execute()).toEqual([{ id: other.fileId }]);
    await expect(remove(db, provider, id)).rejects.toMatchObject({ code: 'not-found' });
    const audit = db.selectFrom('auditEvents').select('before').where('event', '=', 'provider_document.removed');
    expect(await audit.execute()).toMatchObject([{ before: { title: 'Fire risk assessment', draftsThatNamedIt: 0 } }]);
    // The form that added it, sent again from the browser's history.
    await expect(add(db, provider, document)).rejects.toMatchObject({ code: 'conflict' });
  }));

test('nobody else removes it, and who may not bid neither', () =>
  databases.rolledBack(async (db) => {
    const { provider, rival, lead, stranger } = await aLotToJoin(db);
    const { id } = await add(db, provider);
    const manager = await aMember(db, provider.organisationId, 'provider', 'manager');
    for (const actor of [manager, lead, stranger])
      await expect(remove(db, actor, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(remove(db, rival, id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(removeProviderDocument(db, rival, { id }), 'the where clause').rejects.toMatchObject({
      code: 'not-found',
    });
    const { rows } = await underRowSecurity(db, rival, async (db) => ({
      rows: await db.deleteFrom('providerDocuments').where('id', '=', id).executeTakeFirstOrThrow(),
    }));
    expect(rows.numDeletedRows, 'row level security').toBe(0n);
    expect(await listCurrentDocuments(db, provider)).toHaveLength(1);
  }));

test('of a kind that authorities ask for it is replaced, never removed', () =>
  databases.rolledBack(async (db) => {
    const { provider } = await aLotToJoin(db);
    const id = await aPolicy(db, provider.organisationId);
    await expect(remove(db, provider, id)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('replace it instead'),
    });
  }));

test('a draft that names it has its question open again, and a form of it that is open is refused', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, ids } = market;
    const { id: documentId } = await add(db, provider);
    const { id, revision } = await aDraftWith(db, market, documentId);
    await remove(db, provider, documentId);
    const draft = await getLotApplication(db, provider, id);
    expect(draft.questions.find((question) => question.id === ids.policy)?.document).toBeNull();
    expect(draft.revision).toBe(revision + 1);
    const answers = fullAnswers(market, documentId);
    const stale = saveLotApplication(db, provider, { id, revision, answers, keepInProfile: false });
    await expect(stale).rejects.toMatchObject({ code: 'conflict' });
  }));

test('what an application was submitted with stays, also once that is reopened or withdrawn', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider } = market;
    const { id: documentId } = await add(db, provider);
    const refused = () =>
      expect(remove(db, provider, documentId)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('that you submitted'),
      });
    const draft = await aDraftWith(db, market, documentId);
    await submitLotApplication(db, provider, draft);
    await refused();
    await reopenLotApplication(db, provider, draft);
    await refused();
    await withdrawLotApplication(db, provider, { id: draft.id, reason: 'No room' });
    await refused();
    expect(await listCurrentDocuments(db, provider)).toHaveLength(1);
  }));

test('of a submission and the removal of what it names one is refused', async () => {
  const { provider, documentId, draft } = await inTransaction(shared.database, async (db) => {
    const market = await aLotToJoin(db);
    const { id: documentId } = await addProviderDocument(db, market.provider, aDocument());
    return { provider: market.provider, documentId, draft: await aDraftWith(db, market, documentId) };
  });
  const outcomes = await atOnce<unknown>(shared, [
    (db) => removeProviderDocument(db, provider, { id: documentId }),
    (db) => submitLotApplication(db, provider, draft),
  ]);
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toMatchObject([{ code: 'conflict' }]);
});
