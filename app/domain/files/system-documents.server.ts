import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { getSystemToRun, lockSystem } from '../purchasing-systems/purchasing-systems.server.ts';
import { CONDITIONS_STAND, freezesConditions, isConditionDocument } from '../purchasing-systems/system-status.ts';
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

/** The documents of a system that the actor runs, and which of them stay. */
export async function getDocumentsToKeep(db: Db, actor: Actor, systemId: string) {
  const { id, title, kind, status, publishedAt } = await getSystemToRun(db, actor, systemId);
  const documents = await listSystemDocuments(db, id);
  return {
    system: { id, title, status },
    hasEnded: status === 'ended',
    isFrozen: freezesConditions({ kind, status }),
    documents: documents.map((document) => ({
      ...document,
      stays: status === 'ended' || isConditionDocument({ kind, status, publishedAt }, document),
    })),
  };
}

function requireNotEnded({ status }: { status: string }): void {
  if (status === 'ended')
    throw new DomainError('conflict', 'This purchasing system has ended: its documents stay as they are');
}

/**
 * Shows a document with a purchasing system: to anyone, once that is published. With a dynamic market that is, it explains the conditions
 * and is none of them. The same form sent again gives the same document, whose
 * file is then another than the one sent with it.
 */
export async function addSystemDocument(
  db: Db,
  actor: Actor,
  { systemId, key, title, file, mostBytes }: NewSystemDocumentInput & ArrivedFile & { systemId: string },
): Promise<{ id: string; fileId: string }> {
  const system = await lockSystem(db, actor, { systemId });
  const id = await createOnce(db, actor, { key, payload: { systemId, title, sha256: file.sha256 } }, async () => {
    requireNotEnded(system);
    await recordFile(db, actor, { file, mostBytes });
    const { id } = await db
      .insertInto('purchasingSystemDocuments')
      .values({
        ...{ systemId, leadAuthorityId: system.leadAuthorityId, title, fileId: file.id },
        addedAt: sql<Date>`clock_timestamp()`,
      })
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

/** Shows a document no longer; that it was there, and its file, stay for the authority that led. What a dynamic market asks stays shown. */
export async function removeSystemDocument(
  db: Db,
  actor: Actor,
  { systemId, id }: { systemId: string; id: string },
): Promise<{ title: string }> {
  const system = await lockSystem(db, actor, { systemId });
  requireNotEnded(system);
  const document = await db
    .selectFrom('purchasingSystemDocuments')
    .select(['title', 'addedAt'])
    .where('id', '=', id)
    .where('systemId', '=', systemId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  if (!document) throw new DomainError('not-found', 'The document is not there any more');
  if (isConditionDocument(system, document))
    throw new DomainError(
      'conflict',
      `${CONDITIONS_STAND}: “${document.title}” was published with it and is one of them`,
    );
  await db
    .updateTable('purchasingSystemDocuments')
    .set({ removedAt: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
  await recordAudit(db, actor, {
    event: 'purchasing_system.document_removed',
    subjectId: systemId,
    before: { title: document.title },
  });
  return document;
}
