import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { aLot, aMember, anAuthority, aProvider, underRowSecurity } from '../testing.ts';
import { getFile } from './files.server.ts';
import { addSystemDocument, listSystemDocuments, removeSystemDocument } from './system-documents.server.ts';
import { aStoredFile } from './testing.ts';

const databases = testDatabase();
const MOST = 5_000_000_000;

async function system(db: Db) {
  const kent = await anAuthority(db);
  const lotId = await aLot(db, { authorities: [kent] });
  const { systemId } = await db.selectFrom('lots').select('systemId').where('id', '=', lotId).executeTakeFirstOrThrow();
  return {
    systemId,
    lead: await aMember(db, kent, 'authority', 'commissioner'),
    broker: await aMember(db, kent, 'authority', 'broker'),
    provider: await aMember(db, await aProvider(db), 'provider', 'bids'),
    other: await aMember(db, await anAuthority(db), 'authority', 'commissioner'),
  };
}

test('a document is anyone’s while its system is published and it is not removed', () =>
  databases.rolledBack(async (db) => {
    const { systemId, lead, provider, other } = await system(db);
    const become = (status: string) => db.updateTable('purchasingSystems').set({ status }).execute();
    const document = { systemId, key: randomUUID(), title: 'Specification', file: aStoredFile(), mostBytes: MOST };
    await become('draft');
    const { id, fileId } = await underRowSecurity(db, lead, (db) => addSystemDocument(db, lead, document));
    const seenBy = async (actor: typeof lead | null) => {
      const file = (db: Db) =>
        getFile(db, actor, fileId).then(
          () => true,
          () => false,
        );
      expect(await file(db), 'the where clause by itself').toBe(await underRowSecurity(db, actor, file));
      return underRowSecurity(db, actor, async (db) => {
        const listed = (await listSystemDocuments(db, systemId)).some((listed) => listed.id === id);
        return [listed, await file(db)];
      });
    };
    expect(await seenBy(lead)).toEqual([true, true]);
    for (const actor of [provider, other, null]) expect(await seenBy(actor)).toEqual([false, false]);
    await become('open');
    for (const actor of [provider, other, null]) expect(await seenBy(actor)).toEqual([true, true]);
    await underRowSecurity(db, lead, (db) => removeSystemDocument(db, lead, { systemId, id }));
    for (const actor of [provider, other, null]) expect(await seenBy(actor)).toEqual([false, false]);
    expect(await seenBy(lead)).toEqual([false, true]);
    await expect(removeSystemDocument(db, lead, { systemId, id })).rejects.toMatchObject({ code: 'not-found' });
  }));

test('only commissioners of the authority that leads add and remove', () =>
  databases.rolledBack(async (db) => {
    const { systemId, lead, broker, provider, other } = await system(db);
    const document = () => ({
      systemId,
      key: randomUUID(),
      title: 'Specification',
      file: aStoredFile(),
      mostBytes: MOST,
    });
    const { id } = await addSystemDocument(db, lead, document());
    for (const actor of [broker, provider, other]) {
      const add = underRowSecurity(db, actor, (db) => addSystemDocument(db, actor, document()));
      await expect(add).rejects.toMatchObject({ code: 'forbidden' });
      const remove = underRowSecurity(db, actor, (db) => removeSystemDocument(db, actor, { systemId, id }));
      await expect(remove).rejects.toMatchObject({ code: 'forbidden' });
    }
  }));

test('an organisation keeps as much as the portal allows; more is refused, another’s are not counted', () =>
  databases.rolledBack(async (db) => {
    const { systemId, lead, other } = await system(db);
    const add = (bytes: number) =>
      underRowSecurity(db, lead, (db) =>
        addSystemDocument(db, lead, {
          ...{ systemId, key: randomUUID(), title: 'Specification' },
          file: { ...aStoredFile(), bytes },
          mostBytes: MOST,
        }),
      );
    const keep = (organisationId: string, bytes: number) =>
      db
        .insertInto('files')
        .values({ organisationId, name: 'a.pdf', mediaType: 'application/pdf', bytes, sha256: '0'.repeat(64) })
        .execute();
    for (let file = 0; file < 3; file++) await keep(other.organisationId, 2_000_000_000);
    for (const bytes of [2_000_000_000, 2_000_000_000, 999_000_000]) await keep(lead.organisationId, bytes);
    await add(1_000_000);
    await expect(add(1)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('5 GB') });
  }));
