import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { listCurrentDocuments } from '../provider-profile/provider-documents.server.ts';
import { listRequiredDocuments } from '../selection-questions/required-documents.server.ts';

/** The actor's own current documents, and the kinds that a system requires of those whom it admits. */
export async function listApplicantDocuments(db: Db, actor: Actor, systemId: string) {
  const required = await listRequiredDocuments(db, systemId);
  return {
    documents: await listCurrentDocuments(db, actor),
    required: required.map(({ documentKind }) => documentKind),
  };
}
