import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { LONDON_TODAY } from '../purchasing-systems/system-status-now.server.ts';
import { aLot, aMember, anAuthority, aProvider, underRowSecurity } from '../testing.ts';
import { getFile } from './files.server.ts';
import {
  addSystemDocument,
  getDocumentsToKeep,
  listSystemDocuments,
  removeSystemDocument,
} from './system-documents.server.ts';
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

/** A draft with one document, and what becomes of it. */
async function withDocument(db: Db, kind: string) {
  const made = await system(db);
  const { systemId, lead } = made;
  const set = (values: { status?: string; kind?: string; endsOn?: string }) =>
    db.updateTable('purchasingSystems').set(values).where('id', '=', systemId).execute();
  const add = (title: string) =>
    underRowSecurity(db, lead, (rows) =>
      addSystemDocument(rows, lead, { systemId, key: randomUUID(), title, file: aStoredFile(), mostBytes: MOST }),
    );
  const remove = (id: string) =>
    underRowSecurity(db, lead, (rows) => removeSystemDocument(rows, lead, { systemId, id }));
  await set({ kind, status: 'draft' });
  const { id } = await add('Specification');
  const publish = () =>
    db
      .updateTable('purchasingSystems')
      .set({ status: 'open', publishedAt: sql<Date>`clock_timestamp()` })
      .where('id', '=', systemId)
      .execute();
  return { ...made, id, set, add, remove, publish };
}

test('what was published with a dynamic market stays; what explains it is added and removed', () =>
  databases.rolledBack(async (db) => {
    const { systemId, lead, broker, id, add, remove, publish } = await withDocument(db, 'dynamic_market');
    const early = await add('Put there by mistake');
    await remove(early.id);
    await publish();
    await expect(remove(id)).rejects.toMatchObject({
      code: 'conflict',
      message:
        'The membership conditions of a dynamic market cannot change once it is published: “Specification” was published with it and is one of them',
    });
    const later = await add('Questions and answers');
    const listed = await underRowSecurity(db, lead, (rows) => getDocumentsToKeep(rows, lead, systemId));
    expect(listed).toMatchObject({
      isFrozen: true,
      documents: [
        { id, stays: true },
        { id: later.id, stays: false },
      ],
    });
    await expect(getDocumentsToKeep(db, broker, systemId)).rejects.toMatchObject({ code: 'forbidden' });
    await remove(later.id);
    expect((await listSystemDocuments(db, systemId)).map(({ title }) => title)).toEqual(['Specification']);
  }));

test('documents of a DPS come and go while it is published', () =>
  databases.rolledBack(async (db) => {
    const { systemId, id, remove, publish } = await withDocument(db, 'dps');
    await publish();
    await remove(id);
    expect(await listSystemDocuments(db, systemId)).toEqual([]);
  }));

test.each(['dps', 'dynamic_market'])('once a %s is past its last day its documents stay, all of them', (kind) =>
  databases.rolledBack(async (db) => {
    const { id, set, add, remove, publish } = await withDocument(db, kind);
    await publish();
    const later = await add('Questions and answers');
    const { rows } = await sql<{ today: string }>`select ${LONDON_TODAY} as today`.execute(db);
    const stay = { code: 'conflict', message: 'This purchasing system has ended: its documents stay as they are' };
    for (const ended of [{ endsOn: rows[0]?.today ?? '' }, { status: 'ended', endsOn: '2099-01-01' }]) {
      await set(ended);
      for (const attempt of [remove(id), remove(later.id), add('More')])
        await expect(attempt).rejects.toMatchObject(stay);
    }
  }),
);

test.each([
  [
    'removed',
    (db: Db) =>
      sql`update purchasing_system_documents set removed_at = now() where title = 'Specification'`.execute(db),
  ],
  [
    'called otherwise',
    (db: Db) => sql`update purchasing_system_documents set title = 'Other' where title = 'Specification'`.execute(db),
  ],
  ['deleted', (db: Db) => sql`delete from purchasing_system_documents where title = 'Specification'`.execute(db)],
  [
    'dated later',
    (db: Db) => sql`update purchasing_system_documents set added_at = now() + interval '1 day'`.execute(db),
  ],
  [
    'joined by another of its time',
    (db: Db) =>
      sql`insert into purchasing_system_documents (system_id, lead_authority_id, file_id, title, added_at)
        select system_id, lead_authority_id, file_id, 'Other', added_at from purchasing_system_documents`.execute(db),
  ],
])(
  'the database lets no document that was published with a dynamic market be %s, nor of any system that has ended',
  (_, change) =>
    databases.rolledBack(async (db) => {
      const { lead, set, publish } = await withDocument(db, 'dynamic_market');
      const attempt = () => underRowSecurity(db, lead, change);
      await publish();
      await expect(attempt()).rejects.toThrow(/membership conditions of a dynamic market cannot change/);
      await set({ kind: 'dps', status: 'ended' });
      await expect(attempt()).rejects.toThrow(/has ended stay as they are/);
      await set({ status: 'open', endsOn: '2020-05-01' });
      await expect(attempt()).rejects.toThrow(/has ended stay as they are/);
      await set({ endsOn: '2099-01-01' });
      await attempt();
    }),
);

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
