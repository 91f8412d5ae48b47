import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { recordFile } from '../files/files.server.ts';
import type { ArrivedFile } from '../files/stored-file.ts';
import { canBid } from '../purchasing-systems/purchasing-system-policy.ts';
import type { ProviderDocumentInput } from './provider-document-form.ts';

/** Those who bid for a provider keep its answers and documents. */
export function requireProfileKeeper(actor: Actor): void {
  if (!canBid(actor))
    throw new DomainError('forbidden', 'Only bid managers and administrators of a provider keep its profile');
}

/**
 * Adds a document to the actor's own profile in the place of the current one of its kind. The same form sent again gives the same
 * document, whose file is then another than the one sent with it.
 */
export async function addProviderDocument(
  db: Db,
  actor: Actor,
  { file, mostBytes, ...input }: ProviderDocumentInput & ArrivedFile,
): Promise<{ id: string; fileId: string; replaced: boolean }> {
  requireProfileKeeper(actor);
  const { key, ...document } = input;
  let replaced = false;
  const id = await createOnce(db, actor, { key, payload: { ...document, sha256: file.sha256 } }, async () => {
    const added = await replaceDocument(db, actor, document, { file, mostBytes });
    replaced = added.replaced;
    return added.id;
  });
  const added = await db
    .selectFrom('providerDocuments')
    .select('fileId')
    .where('id', '=', id)
    .where('providerId', '=', actor.organisationId)
    .executeTakeFirst();
  if (!added) throw new DomainError('conflict', 'You added this document and removed it since: open this page again');
  return { id, fileId: added.fileId, replaced };
}

async function replaceDocument(
  db: Db,
  actor: Actor,
  { kind, title, expiresOn }: Omit<ProviderDocumentInput, 'key'>,
  arrived: ArrivedFile,
): Promise<{ id: string; replaced: boolean }> {
  // Two at once would both find none to replace, and both be current.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.organisationId} ${kind}`}, 0))`.execute(db);
  const before =
    kind === 'other'
      ? []
      : await db
          .updateTable('providerDocuments')
          .set({ replacedAt: sql<Date>`clock_timestamp()` })
          .where('providerId', '=', actor.organisationId)
          .where('documentKind', '=', kind)
          .where('replacedAt', 'is', null)
          .returning(['title', 'expiresOn'])
          .execute();
  const { file } = arrived;
  await recordFile(db, actor, arrived);
  const { id } = await db
    .insertInto('providerDocuments')
    .values({
      providerId: actor.organisationId,
      documentKind: kind,
      title,
      fileId: file.id,
      expiresOn,
      uploadedAt: sql<Date>`clock_timestamp()`,
      uploadedBy: actor.userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const [replaced] = before;
  await recordAudit(db, actor, {
    event: replaced ? 'provider_document.replaced' : 'provider_document.uploaded',
    subjectId: id,
    ...(replaced && { before: { kind, ...replaced } }),
    after: { kind, title, expiresOn, file: file.name, sha256: file.sha256 },
  });
  return { id, replaced: replaced !== undefined };
}
