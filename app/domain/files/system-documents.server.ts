import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { getSetUp } from '../selection-questions/system-set-up.server.ts';
import { recordFile } from './files.server.ts';
import type { ArrivedFile } from './stored-file.ts';
import type { NewSystemDocumentInput } from './system-document-form.ts';

export interface SystemDocument {
  id: string;
  title: string;
  fileId: string;
  name: string;
  bytes: number;
  addedAt: Date;
}

/** The documents of a system that the asker has been shown: row level security shows them with it. */
export function listSystemDocuments(db: Db, systemId: string): Promise<SystemDocument[]> {
  return db
    .selectFrom('purchasingSystemDocuments')
    .innerJoin('files', 'files.id', 'purchasingSystemDocuments.fileId')
    .select([
      'purchasingSystemDocuments.id',
      'purchasingSystemDocuments.title',
      'purchasingSystemDocuments.fileId',
      'files.name',
      'files.bytes',
      'addedAt',
    ])
    .where('systemId', '=', systemId)
    .where('removedAt', 'is', null)
    .orderBy('addedAt')
    .orderBy('purchasingSystemDocuments.id')
    .limit(200)
    .execute();
}

/**
 * Shows a document with a purchasing system: to anyone, once that is published. The same form sent again gives the same document, whose
 * file is then another than the one sent with it.
 */
export async function addSystemDocument(
  db: Db,
  actor: Actor,
  { systemId, key, title, file, mostBytes }: NewSystemDocumentInput & ArrivedFile & { systemId: string },
): Promise<{ id: string; fileId: string }> {
  const { leadAuthorityId } = await getSetUp(db, actor, systemId);
  const id = await createOnce(db, actor, { key, payload: { systemId, title, sha256: file.sha256 } }, async () => {
    await recordFile(db, actor, { file, mostBytes });
    const { id } = await db
      .insertInto('purchasingSystemDocuments')
      .values({ systemId, leadAuthorityId, title, fileId: file.id, addedAt: sql<Date>`clock_timestamp()` })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordAudit(db, actor, {
      event: 'purchasing_system.document_added',
      subjectId: systemId,
      after: { title, file: file.name, sha256: file.sha256 },
    });
    return id;
  });
  const { fileId } = await db
    .selectFrom('purchasingSystemDocuments')
    .select('fileId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, fileId };
}

/** Shows a document no longer; that it was there, and its file, stay for the authority that led. */
export async function removeSystemDocument(
  db: Db,
  actor: Actor,
  { systemId, id }: { systemId: string; id: string },
): Promise<{ title: string }> {
  await getSetUp(db, actor, systemId);
  const removed = await db
    .updateTable('purchasingSystemDocuments')
    .set({ removedAt: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .where('systemId', '=', systemId)
    .where('removedAt', 'is', null)
    .returning('title')
    .executeTakeFirst();
  if (!removed) throw new DomainError('not-found', 'The document is not there any more');
  await recordAudit(db, actor, {
    event: 'purchasing_system.document_removed',
    subjectId: systemId,
    before: { title: removed.title },
  });
  return removed;
}
