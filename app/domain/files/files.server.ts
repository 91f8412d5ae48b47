import type { ExpressionBuilder } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import type { StoredFile } from './stored-file.ts';

/**
 * An organisation's own files; documents of published purchasing systems for anyone, of a draft for who may see it; a provider's documents
 * for the authorities that lead a system in which it has applied or holds a place.
 */
const visibleTo = (actor: Actor | null) => (eb: ExpressionBuilder<DB, 'files'>) =>
  eb.or([
    eb.exists(
      eb
        .selectFrom('purchasingSystemDocuments')
        .innerJoin('purchasingSystems', 'purchasingSystems.id', 'purchasingSystemDocuments.systemId')
        .select('purchasingSystemDocuments.id')
        .whereRef('purchasingSystemDocuments.fileId', '=', 'files.id')
        .where('removedAt', 'is', null)
        .where('purchasingSystems.status', '!=', 'draft'),
    ),
    ...(actor ? [eb('files.organisationId', '=', actor.organisationId), isOfProviderKnownTo(actor)(eb)] : []),
  ]);

const isOfProviderKnownTo = (actor: Actor) => (eb: ExpressionBuilder<DB, 'files'>) =>
  eb.exists(
    eb
      .selectFrom('providerDocuments')
      .select('providerDocuments.id')
      .whereRef('providerDocuments.fileId', '=', 'files.id')
      .where('providerDocuments.providerId', 'in', (known) =>
        known
          .selectFrom('admissions')
          .innerJoin('lots', 'lots.id', 'admissions.lotId')
          .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
          .select('admissions.providerId')
          .where('leadAuthorityId', '=', actor.organisationId)
          .union((applied) =>
            applied
              .selectFrom('lotApplications')
              .innerJoin('lots', 'lots.id', 'lotApplications.lotId')
              .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
              .select('lotApplications.providerId')
              .where('lotApplications.status', '!=', 'draft')
              .where('leadAuthorityId', '=', actor.organisationId),
          ),
      ),
  );

/** What is known of a file that the actor may have. */
export async function getFile(db: Db, actor: Actor | null, id: string): Promise<StoredFile> {
  const file = await db
    .selectFrom('files')
    .select(['files.id', 'name', 'mediaType', 'bytes', 'sha256'])
    .where('files.id', '=', id)
    .where(visibleTo(actor))
    .executeTakeFirst();
  if (!file) throw new DomainError('not-found', 'File not found');
  return file;
}

/** Records a file that is in the store already, for the actor's organisation: a part of the command that gives it its use. */
export async function recordFile(
  db: Db,
  actor: Actor,
  { id, name, mediaType, bytes, sha256 }: StoredFile,
): Promise<void> {
  await db
    .insertInto('files')
    .values({ id, name, mediaType, bytes, sha256, organisationId: actor.organisationId, uploadedBy: actor.userId })
    .execute();
}
