import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import type { ProviderDocument } from './provider-document.ts';

const MOST_DOCUMENTS = 200;

/** The documents of the actor's own organisation that are current: one of a kind, of the kind "other" any number. */
export function listCurrentDocuments(db: Db, actor: Actor): Promise<ProviderDocument[]> {
  return db
    .selectFrom('providerDocuments')
    .select(['id', 'documentKind', 'title', 'fileId', 'expiresOn'])
    .where('providerId', '=', actor.organisationId)
    .where('replacedAt', 'is', null)
    .orderBy('documentKind')
    .orderBy('uploadedAt', 'desc')
    .orderBy('id')
    .limit(MOST_DOCUMENTS)
    .execute();
}
