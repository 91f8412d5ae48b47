import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { requireProfileKeeper } from './provider-document-commands.server.ts';

/**
 * Removes a document of the kind "other", and its file, from the actor's own profile. What an application was ever submitted with stays, and
 * one that others are asked for is replaced instead. Drafts that named it have that question open again.
 */
export async function removeProviderDocument(db: Db, actor: Actor, { id }: { id: string }): Promise<{ title: string }> {
  requireProfileKeeper(actor);
  const seen = await findOwn(db, actor, id).executeTakeFirst();
  if (!seen) throw missing();
  if (seen.documentKind !== 'other') {
    throw new DomainError('conflict', `“${seen.title}” is of a kind that authorities ask for: replace it instead`);
  }
  // Applications before the document, as whoever submits one does.
  await applicationsNaming(db, id).forUpdate('lotApplications').execute();
  const document = await findOwn(db, actor, id).forUpdate().executeTakeFirst();
  if (!document) throw missing();
  const applications = await applicationsNaming(db, id).execute();
  if (applications.some(({ submission }) => submission > 0)) {
    const why = 'is an answer of an application that you submitted: it stays, so that what was evaluated can be read';
    throw new DomainError('conflict', `“${document.title}” ${why}`);
  }
  await openAgain(
    db,
    id,
    applications.map((application) => application.id),
  );
  await db.deleteFrom('providerDocuments').where('id', '=', id).execute();
  await forgetFile(db, document.fileId);
  const { documentKind: kind, title, expiresOn } = document;
  await recordAudit(db, actor, {
    event: 'provider_document.removed',
    subjectId: id,
    before: { kind, title, expiresOn, draftsThatNamedIt: applications.length },
  });
  return { title };
}

const missing = () => new DomainError('not-found', 'The document is not there any more');

const findOwn = (db: Db, actor: Actor, id: string) =>
  db
    .selectFrom('providerDocuments')
    .select(['documentKind', 'title', 'fileId', 'expiresOn'])
    .where('id', '=', id)
    .where('providerId', '=', actor.organisationId)
    .where('replacedAt', 'is', null);

const applicationsNaming = (db: Db, documentId: string) =>
  db
    .selectFrom('lotApplications')
    .select(['lotApplications.id', 'submission'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('applicationAnswers')
          .select('questionId')
          .whereRef('applicationId', '=', 'lotApplications.id')
          .where('documentId', '=', documentId),
      ),
    )
    .orderBy('lotApplications.id');

/** A form of the draft that somebody has open meanwhile is refused for its revision. */
async function openAgain(db: Db, documentId: string, draftIds: string[]): Promise<void> {
  if (draftIds.length === 0) return;
  const updatedAt = sql<Date>`clock_timestamp()`;
  await db
    .updateTable('applicationAnswers')
    .set({ documentId: null, updatedAt })
    .where('documentId', '=', documentId)
    .execute();
  await db
    .updateTable('lotApplications')
    .set((eb) => ({ revision: eb('revision', '+', 1), updatedAt }))
    .where('id', 'in', draftIds)
    .execute();
}

/** What is left of it in the store goes with the daily job. */
const forgetFile = (db: Db, fileId: string) =>
  db
    .deleteFrom('files')
    .where('id', '=', fileId)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('providerDocuments').select('id').whereRef('fileId', '=', 'files.id'))),
    )
    .execute();
