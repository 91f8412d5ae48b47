import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { addDays, formatDate } from '../../lib/dates.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { documentKindLabel } from '../provider-profile/document-kinds.ts';
import { PROVIDER_READERS } from './admission-decisions.server.ts';
import { WARNED_FROM_DAYS, warningDue } from './admission-documents.ts';
import { admissionAddress, expiryLetter, lotOf, warningLetter } from './admission-emails.ts';
import { type AdmissionOfRule, changeByRule, inTurn } from './changes-by-rule.server.ts';

// Worked by a job as the portal itself (asSystem): it reads and changes what belongs to many organisations.

interface Day {
  /** ISO, in London. */
  today: string;
  publicUrl: string;
}

const MOST_ROWS = 100_000;

/**
 * What a day asks for: warns of documents that expire soon, suspends by rule where one has expired, reinstates where a new one is there.
 * Done again on the same day, it does nothing more; a day that was left out is made up for on the next.
 */
export async function keepDocumentsInDate(
  db: Db,
  day: Day,
): Promise<{ warned: number; suspended: number; reinstated: number }> {
  await inTurn(db);
  const dependencies = await listDependencies(db, day.today);
  const warned = await warnOfExpiry(db, dependencies, day);
  const suspended = await suspendWithoutDocuments(db, dependencies, day);
  const reinstated = await reinstateAfterDocument(db, day);
  return { warned, suspended, reinstated };
}

/** Reinstates by rule what was suspended by rule and has its documents again: of one provider, or of all. Takes a transaction of asSystem. */
export async function reinstateAfterDocument(db: Db, { providerId, ...day }: Day & { providerId?: string }) {
  await inTurn(db);
  const lapsed = new Set((await listDependencies(db, day.today, providerId)).filter(isLapsed).map(({ id }) => id));
  const suspended = await selectAdmissions(db)
    .where('admissions.suspension', '=', 'document')
    .$if(providerId !== undefined, (of) => of.where('admissions.providerId', '=', providerId ?? ''))
    .orderBy('admissions.id')
    .limit(MOST_ROWS)
    .execute();
  const reason = 'The documents that had expired are replaced.';
  return changeByRule(
    db,
    'reinstated',
    suspended.filter(({ id }) => !lapsed.has(id)).map((admission) => ({ ...admission, reason })),
    day,
  );
}

const selectAdmissions = (db: Db) =>
  db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations as providers', 'providers.id', 'admissions.providerId')
    .select([
      'admissions.id',
      'admissions.providerId',
      'admissions.tier',
      'admissions.status',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'purchasingSystems.title as systemTitle',
      'purchasingSystems.leadAuthorityId',
      'providers.name as providerName',
    ]);

/** Each admission in force with each document that its system requires, and whether that is there. */
async function listDependencies(db: Db, today: string, providerId?: string) {
  const rows = await selectAdmissions(db)
    .innerJoin('requiredDocuments', 'requiredDocuments.systemId', 'lots.systemId')
    .select(['requiredDocuments.documentKind', 'requiredDocuments.suspendsWhenExpired as suspends'])
    .select((eb) => {
      const ofKind = eb
        .selectFrom('providerDocuments')
        .whereRef('providerDocuments.providerId', '=', 'admissions.providerId')
        .whereRef('providerDocuments.documentKind', '=', 'requiredDocuments.documentKind');
      return [
        eb
          .exists(
            ofKind
              .select('providerDocuments.id')
              .where('replacedAt', 'is', null)
              .where((valid) => valid.or([valid('expiresOn', 'is', null), valid('expiresOn', '>=', today)])),
          )
          .as('isCovered'),
        ofKind
          .select((last) => last.fn.max('providerDocuments.expiresOn').as('expiredOn'))
          .where('expiresOn', '<', today)
          .as('expiredOn'),
      ];
    })
    .where('admissions.status', 'in', ['active', 'suspended'])
    .$if(providerId !== undefined, (of) => of.where('admissions.providerId', '=', providerId ?? ''))
    .orderBy('admissions.id')
    .orderBy('requiredDocuments.documentKind')
    .limit(MOST_ROWS)
    .execute();
  return rows.map((row) => ({ ...row, isCovered: Boolean(row.isCovered) }));
}

type Dependency = Awaited<ReturnType<typeof listDependencies>>[number];

const isLapsed = ({ suspends, isCovered, expiredOn }: Dependency) => suspends && !isCovered && expiredOn !== null;

function suspendWithoutDocuments(db: Db, dependencies: readonly Dependency[], day: Day): Promise<number> {
  const lapsed = Map.groupBy(
    dependencies.filter((of) => of.status === 'active' && isLapsed(of)),
    ({ id }) => id,
  );
  const admissions = [...lapsed.values()].flatMap(([first, ...others]): AdmissionOfRule[] => {
    if (!first) return [];
    const expired = [first, ...others].map(
      ({ documentKind, expiredOn }) => `${documentKindLabel(documentKind)} expired on ${formatDate(expiredOn ?? '')}.`,
    );
    return [{ ...first, reason: expired.join(' ') }];
  });
  return changeByRule(db, 'suspended', admissions, day);
}

/** Held until the transaction ends: a provider who replaces one at the same moment waits, and then finds what was done. */
function lockExpiring(db: Db, today: string) {
  return db
    .selectFrom('providerDocuments')
    .innerJoin('organisations', 'organisations.id', 'providerDocuments.providerId')
    .select([
      'providerDocuments.id',
      'providerDocuments.providerId',
      'organisations.name as providerName',
      'providerDocuments.documentKind',
      sql<string>`provider_documents.expires_on`.as('expiresOn'),
      'providerDocuments.warnedOn',
    ])
    .where('providerDocuments.replacedAt', 'is', null)
    .where('providerDocuments.expiresOn', '<=', addDays(today, WARNED_FROM_DAYS))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('providerDocuments as later')
            .select('later.id')
            .whereRef('later.providerId', '=', 'providerDocuments.providerId')
            .whereRef('later.documentKind', '=', 'providerDocuments.documentKind')
            .where('later.replacedAt', 'is', null)
            .where((eb) =>
              eb.or([
                eb('later.expiresOn', 'is', null),
                eb('later.expiresOn', '>', eb.ref('providerDocuments.expiresOn')),
              ]),
            ),
        ),
      ),
    )
    .orderBy('providerDocuments.id')
    .limit(MOST_ROWS)
    .forUpdate('providerDocuments')
    .execute();
}

async function warnOfExpiry(db: Db, dependencies: readonly Dependency[], { today, publicUrl }: Day): Promise<number> {
  let warned = 0;
  for (const document of await lockExpiring(db, today)) {
    const due = warningDue(document, today);
    if (!due) continue;
    const asking = dependencies.filter(
      ({ providerId, documentKind }) => providerId === document.providerId && documentKind === document.documentKind,
    );
    if (due === 'expiry') await tellAuthorities(db, document, asking, publicUrl);
    else await tellProvider(db, document, asking, publicUrl);
    await db.updateTable('providerDocuments').set({ warnedOn: today }).where('id', '=', document.id).execute();
    warned++;
  }
  return warned;
}

type Expiring = Awaited<ReturnType<typeof lockExpiring>>[number];

function tellProvider(db: Db, document: Expiring, asking: readonly Dependency[], publicUrl: string) {
  const suspending = asking.filter(({ suspends }) => suspends).map(lotOf);
  const letter = warningLetter(document, suspending, new URL('/profile', publicUrl).href);
  return queueEmailToMembers(db, { organisationId: document.providerId, roles: PROVIDER_READERS }, letter);
}

async function tellAuthorities(db: Db, document: Expiring, asking: readonly Dependency[], publicUrl: string) {
  for (const [organisationId, rows] of Map.groupBy(asking, ({ leadAuthorityId }) => leadAuthorityId)) {
    const lots = rows.map((row) => ({
      lot: lotOf(row),
      suspends: row.suspends,
      link: admissionAddress(publicUrl, row.id),
    }));
    await queueEmailToMembers(db, { organisationId, roles: ['commissioner'] }, expiryLetter(document, lots));
  }
}
