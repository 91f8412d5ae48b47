import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { evaluatedBy, interestOf } from '../evaluation/evaluation-access.server.ts';
import { canRunSystem } from '../purchasing-systems/purchasing-system-policy.ts';
import { type ArrivedFile, formatBytes, type StoredFile } from './stored-file.ts';

/**
 * An organisation's own files; documents of published purchasing systems for anyone, of a draft for who may see it; of a provider's those
 * that its application or its place in a lot brings before the commissioners who lead.
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
    ...(actor ? [eb('files.organisationId', '=', actor.organisationId)] : []),
    ...(actor && canRunSystem(actor, { leadAuthorityId: actor.organisationId })
      ? [isBeforeCommissioner(actor)(eb)]
      : []),
  ]);

const isBeforeCommissioner = (actor: Actor) => (eb: ExpressionBuilder<DB, 'files'>) =>
  eb.exists(
    eb
      .selectFrom('providerDocuments')
      .select('providerDocuments.id')
      .whereRef('providerDocuments.fileId', '=', 'files.id')
      .where(sql<SqlBool>`not is_member_of(${actor.userId}::uuid, provider_documents.provider_id)`)
      .where((document) =>
        document.or([document.exists(answeredWith(document, actor)), document.exists(keptInDateFor(document, actor))]),
      ),
  );

type DocumentBuilder = ExpressionBuilder<DB, 'providerDocuments'>;

/**
 * Applications, as they were submitted to lots that the actor's authority leads, that gave the document as an answer: for whoever has
 * declared that they have no interest in them, as all that an application says.
 */
const answeredWith = (eb: DocumentBuilder, actor: Actor) =>
  eb
    .selectFrom('applicationAnswers')
    .innerJoin('lotApplications', 'lotApplications.id', 'applicationAnswers.applicationId')
    .innerJoin('lots', 'lots.id', 'lotApplications.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .select('lotApplications.id')
    .whereRef('applicationAnswers.documentId', '=', 'providerDocuments.id')
    .where(evaluatedBy(actor))
    .where((eb) => eb(interestOf(actor)(eb), '=', false));

const PLACE = ['active', 'suspended'];

/**
 * Places in such lots that the document, being the current one of its kind, has to be in date for: held, unless the actor declared an
 * interest in them; or waited for, once the actor declared to have none.
 */
const keptInDateFor = (eb: DocumentBuilder, actor: Actor) =>
  eb
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('requiredDocuments', 'requiredDocuments.systemId', 'purchasingSystems.id')
    .select('admissions.id')
    .whereRef('admissions.providerId', '=', 'providerDocuments.providerId')
    .whereRef('requiredDocuments.documentKind', '=', 'providerDocuments.documentKind')
    .where('providerDocuments.replacedAt', 'is', null)
    .where('purchasingSystems.leadAuthorityId', '=', actor.organisationId)
    .where((eb) =>
      eb.or([
        eb.and([eb('admissions.status', 'in', PLACE), eb.not(eb.exists(declaredIn(eb, actor, true)))]),
        eb.and([eb('admissions.status', '=', 'pending'), eb.exists(declaredIn(eb, actor, false))]),
      ]),
    );

/** The provider's applications to the lot in which the actor declared an interest, or none. */
const declaredIn = (eb: ExpressionBuilder<DB, 'lots' | 'providerDocuments'>, actor: Actor, interest: boolean) =>
  eb
    .selectFrom('lotApplications')
    .select('lotApplications.id')
    .whereRef('lotApplications.lotId', '=', 'lots.id')
    .whereRef('lotApplications.providerId', '=', 'providerDocuments.providerId')
    .where((application) => application(interestOf(actor)(application), '=', interest));

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

/**
 * Records a file that is in the store already, for the actor's organisation: a part of the command that gives it its use. A conflict where
 * all of the organisation's files would be more than `mostBytes`.
 */
export async function recordFile(
  db: Db,
  actor: Actor,
  { file: { id, name, mediaType, bytes, sha256 }, mostBytes }: ArrivedFile,
): Promise<void> {
  // Of two at once each would count without the other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`files ${actor.organisationId}`}, 0))`.execute(db);
  const { kept } = await db
    .selectFrom('files')
    .select(sql<number>`coalesce(sum(bytes), 0)::float8`.as('kept'))
    .where('organisationId', '=', actor.organisationId)
    .executeTakeFirstOrThrow();
  if (kept + bytes > mostBytes) {
    const most = formatBytes(mostBytes);
    throw new DomainError(
      'conflict',
      `Your organisation may keep ${most} of files and this is more: ask whoever runs this portal`,
    );
  }
  await db
    .insertInto('files')
    .values({ id, name, mediaType, bytes, sha256, organisationId: actor.organisationId, uploadedBy: actor.userId })
    .execute();
}
