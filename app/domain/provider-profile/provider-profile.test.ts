import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { getFile } from '../files/files.server.ts';
import { aStoredFile } from '../files/testing.ts';
import { aLot, aMember, anAuthority, aProvider, underRowSecurity } from '../testing.ts';
import { getProfileTopic, listProfileTopics, saveProfileAnswers } from './profile-answers.server.ts';
import { documentState } from './provider-document.ts';
import { addProviderDocument } from './provider-document-commands.server.ts';
import { providerDocumentForm } from './provider-document-form.ts';
import { listCurrentDocuments } from './provider-documents.server.ts';

const databases = testDatabase();
/** For what is committed: two visits at once. */
const shared = testDatabase();

const QUESTION = '019f00ff-0000-7000-8000-000000000001';

/** A provider that applied to Kent's lot, a rival, Kent that leads, Medway that is a member, an outsider; one standard question. */
async function market(db: Db) {
  const kent = await anAuthority(db);
  const medway = await anAuthority(db);
  const lotId = await aLot(db, { authorities: [kent, medway] });
  const providerId = await aProvider(db);
  const rival = await aProvider(db);
  await db
    .insertInto('libraryQuestions')
    .values({ id: QUESTION, topic: 'Staff', kind: 'text', question: 'How?', assessment: 'information' })
    .execute();
  return {
    lotId,
    bids: await aMember(db, providerId, 'provider', 'bids'),
    manager: await aMember(db, providerId, 'provider', 'manager'),
    rival: await aMember(db, rival, 'provider', 'bids'),
    lead: await aMember(db, kent, 'authority', 'commissioner'),
    member: await aMember(db, medway, 'authority', 'commissioner'),
    outsider: await aMember(db, await anAuthority(db), 'authority', 'commissioner'),
    apply: (status: 'draft' | 'submitted') =>
      db
        .insertInto('lotApplications')
        .values({
          lotId,
          providerId,
          status,
          ...(status === 'submitted' && { submittedAt: new Date(), dueOn: '2026-12-04' }),
        })
        .execute(),
  };
}

const aDocument = (expiresOn: string | null = '2027-03-31') => ({
  key: randomUUID(),
  kind: 'public_liability_insurance' as const,
  title: 'Certificate',
  expiresOn,
  file: aStoredFile(),
  mostBytes: 1_000_000,
});

test('a document is seen by its provider, of others by nobody whom it is not sent to', () =>
  databases.rolledBack(async (db) => {
    const { bids, manager, rival, lead, member, outsider, apply } = await market(db);
    const { fileId } = await underRowSecurity(db, bids, (db) => addProviderDocument(db, bids, aDocument()));
    const seenBy = async (actor: typeof bids | null) => {
      const asked = (db: Db) =>
        getFile(db, actor, fileId).then(
          () => true,
          () => false,
        );
      const under = await underRowSecurity(db, actor, asked);
      expect(await asked(db), 'the where clause by itself').toBe(under);
      return under;
    };
    for (const actor of [bids, manager]) expect(await seenBy(actor)).toBe(true);
    for (const actor of [rival, lead, member, outsider, null]) expect(await seenBy(actor)).toBe(false);
    await apply('draft');
    expect(await seenBy(lead)).toBe(false);
    await db.deleteFrom('lotApplications').execute();
    await apply('submitted');
    for (const actor of [lead, rival, member, outsider, null]) expect(await seenBy(actor)).toBe(false);
    for (const [actor, count] of [
      [bids, 1],
      [rival, 0],
      [lead, 0],
    ] as const)
      expect(await underRowSecurity(db, actor, (db) => listCurrentDocuments(db, actor))).toHaveLength(count);
  }));

test('a newer document takes the place of the one of its kind, which stays', () =>
  databases.rolledBack(async (db) => {
    const { bids } = await market(db);
    const add = (document: ReturnType<typeof aDocument>) =>
      underRowSecurity(db, bids, (db) => addProviderDocument(db, bids, document));
    const first = await add(aDocument('2027-01-31'));
    const second = await add(aDocument('2028-01-31'));
    expect([first.replaced, second.replaced]).toEqual([false, true]);
    expect(await listCurrentDocuments(db, bids)).toMatchObject([{ id: second.id, expiresOn: '2028-01-31' }]);
    expect(await getFile(db, bids, first.fileId)).toMatchObject({ id: first.fileId });
    for (const title of ['One', 'Two']) await add({ ...aDocument(null), kind: 'other' as never, title });
    expect(await listCurrentDocuments(db, bids)).toHaveLength(3);
  }));

test('the same form sent twice adds one document, and keeps the file of the first', () =>
  databases.rolledBack(async (db) => {
    const { bids } = await market(db);
    const document = aDocument();
    const first = await addProviderDocument(db, bids, document);
    const file = { ...aStoredFile(), sha256: document.file.sha256 };
    expect(await addProviderDocument(db, bids, { ...document, file })).toMatchObject({
      id: first.id,
      fileId: first.fileId,
    });
    await expect(addProviderDocument(db, bids, { ...document, file: aStoredFile() })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await listCurrentDocuments(db, bids)).toHaveLength(1);
  }));

test('of two uploads of a kind at once one is current', async () => {
  const { bids } = await inTransaction(shared.database, market);
  const outcomes = await atOnce(
    shared,
    Array.from({ length: 4 }, () => (db: Db) => addProviderDocument(db, bids, aDocument())),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'fulfilled'));
  await inTransaction(shared.database, async (db) => {
    expect(await listCurrentDocuments(db, bids)).toHaveLength(1);
  });
});

test('of uploads at once those are kept that fit what the organisation may keep', async () => {
  const bids = await inTransaction(shared.database, async (db) => aMember(db, await aProvider(db), 'provider', 'bids'));
  const kinds = ['safeguarding_policy', 'accounts', 'statement_of_purpose', 'business_continuity_plan'] as const;
  const outcomes = await atOnce(
    shared,
    kinds.map((kind) => (db: Db) => addProviderDocument(db, bids, { ...aDocument(), kind, mostBytes: 2_500 })),
  );
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toMatchObject([{ code: 'conflict' }, { code: 'conflict' }]);
  await inTransaction(shared.database, async (db) => {
    expect(await listCurrentDocuments(db, bids)).toHaveLength(2);
  });
});

test('only who bids keeps the profile; whoever is of the provider reads it', () =>
  databases.rolledBack(async (db) => {
    const { bids, manager, lead } = await market(db);
    for (const actor of [manager, lead])
      await expect(addProviderDocument(db, actor, aDocument())).rejects.toMatchObject({ code: 'forbidden' });
    const { version } = await getProfileTopic(db, manager, 'staff');
    const answers = { [QUESTION]: 'Well' };
    await expect(saveProfileAnswers(db, manager, { slug: 'staff', version, answers })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await underRowSecurity(db, bids, (db) => saveProfileAnswers(db, bids, { slug: 'staff', version, answers }));
    expect(await listProfileTopics(db, manager)).toMatchObject([{ topic: 'Staff', answers }]);
    await expect(listProfileTopics(db, lead)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getProfileTopic(db, bids, 'nothing')).rejects.toMatchObject({ code: 'not-found' });
  }));

test('answers are the provider’s alone, whoever leads', () =>
  databases.rolledBack(async (db) => {
    const { bids, rival, lead, apply } = await market(db);
    await apply('submitted');
    const { version } = await getProfileTopic(db, bids, 'staff');
    await saveProfileAnswers(db, bids, { slug: 'staff', version, answers: { [QUESTION]: 'Secret' } });
    const rows = (db: Db) => db.selectFrom('profileAnswers').select('answer').execute();
    expect(await underRowSecurity(db, bids, rows)).toEqual([{ answer: 'Secret' }]);
    for (const actor of [rival, lead, null]) expect(await underRowSecurity(db, actor, rows)).toEqual([]);
    expect((await listProfileTopics(db, rival))[0]?.answers).toEqual({ [QUESTION]: '' });
  }));

test('a save over newer answers is refused and changes nothing', () =>
  databases.rolledBack(async (db) => {
    const { bids } = await market(db);
    const { version } = await getProfileTopic(db, bids, 'staff');
    await saveProfileAnswers(db, bids, { slug: 'staff', version, answers: { [QUESTION]: 'First' } });
    await expect(
      saveProfileAnswers(db, bids, { slug: 'staff', version, answers: { [QUESTION]: 'Second' } }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect((await getProfileTopic(db, bids, 'staff')).answers).toEqual({ [QUESTION]: 'First' });
  }));

test.each([
  [null, 'in_date'],
  ['2026-11-21', 'expired'],
  ['2026-11-22', 'expires_soon'],
  ['2026-12-22', 'expires_soon'],
  ['2026-12-23', 'in_date'],
])('a document that expires on %s is %s on 22 November 2026', (expiresOn, state) => {
  expect(documentState(expiresOn, '2026-11-22')).toBe(state);
});

test.each([
  [{ kind: 'public_liability_insurance' }, 'expiresOn'],
  [{ kind: 'public_liability_insurance', expiresOn: { day: '21', month: '11', year: '2026' } }, 'expiresOn'],
  [{ kind: 'other' }, 'title'],
  [{ kind: 'passport' }, 'kind'],
])('the form refuses %j beside %s', (typed, field) => {
  const fields = { key: randomUUID(), expiresOn: {}, ...typed };
  const { error } = providerDocumentForm('2026-11-22').safeParse(fields);
  expect(error?.issues.map(({ path }) => path[0])).toContain(field);
});

test('a document that expires today is taken, one of no expiry without a date, and called by its kind', () => {
  const form = providerDocumentForm('2026-11-22');
  const today = { key: randomUUID(), kind: 'safeguarding_policy', expiresOn: { day: '22', month: '11', year: '2026' } };
  expect(form.parse(today)).toMatchObject({ expiresOn: '2026-11-22', title: 'Safeguarding policy' });
  expect(form.parse({ ...today, kind: 'accounts', expiresOn: {} })).toMatchObject({ expiresOn: null });
});
