import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { addDays, formatDate } from '../../lib/dates.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { documentKindLabel } from '../provider-profile/document-kinds.ts';
import { PROVIDER_READERS } from './admission-decisions.server.ts';
import { dueBy, WARNED_FROM_DAYS, warningDue } from './admission-documents.ts';
import { admissionAddress, expiryLetter, lotOf, warningLetter } from './admission-emails.ts';
import { type AdmissionOfRule, changeByRule, inTurn } from './changes-by-rule.server.ts';
import {
  type Dependency,
  isLapsed,
  isRunning,
  listDependencies,
  MOST_ROWS,
  selectAdmissions,
} from './document-dependencies.server.ts';
import { warnOfMissing } from './missing-documents.server.ts';

// Worked by a job as the portal itself (asSystem): it reads and changes what belongs to many organisations.

interface Day {
  /** ISO, in London. */
  today: string;
  publicUrl: string;
}

/**
 * What a day asks for: warns of documents that expire soon or are due, suspends by rule where one has expired or is overdue, reinstates
 * where it is there. Done again on the same day, it does nothing more; a day that was left out is made up for on the next.
 */
export async function keepDocumentsInDate(
  db: Db,
  day: Day,
): Promise<{ warned: number; suspended: number; reinstated: number }> {
  await inTurn(db);
  const dependencies = await listDependencies(db, day.today);
  const warned = (await warnOfExpiry(db, dependencies, day)) + (await warnOfMissing(db, dependencies, day));
  const suspended = await suspendWithoutDocuments(db, dependencies, day);
  const reinstated = await reinstateAfterDocument(db, day);
  return { warned, suspended, reinstated };
}

/** Reinstates by rule what was suspended by rule and has its documents again: of one provider, or of all. Takes a transaction of asSystem. */
export async function reinstateAfterDocument(db: Db, { providerId, ...day }: Day & { providerId?: string }) {
  await inTurn(db);
  const dependencies = await listDependencies(db, day.today, providerId);
  const lapsed = new Set(dependencies.filter((of) => isLapsed(of, day.today)).map(({ id }) => id));
  const suspended = await selectAdmissions(db)
    .where('admissions.suspension', '=', 'document')
    .$if(providerId !== undefined, (of) => of.where('admissions.providerId', '=', providerId ?? ''))
    .orderBy('admissions.id')
    .limit(MOST_ROWS)
    .execute();
  const reason = 'No document that it depends on is expired or overdue any more.';
  return changeByRule(
    db,
    'reinstated',
    suspended.filter(({ id }) => !lapsed.has(id)).map((admission) => ({ ...admission, reason })),
    day,
  );
}

function suspendWithoutDocuments(db: Db, dependencies: readonly Dependency[], day: Day): Promise<number> {
  const lapsed = Map.groupBy(
    dependencies.filter((of) => of.status === 'active' && isRunning(of, day.today) && isLapsed(of, day.today)),
    ({ id }) => id,
  );
  const admissions = [...lapsed.values()].flatMap(([first, ...others]): AdmissionOfRule[] => {
    if (!first) return [];
    return [{ ...first, reason: [first, ...others].map(whyLapsed).join(' ') }];
  });
  return changeByRule(db, 'suspended', admissions, day);
}

const whyLapsed = ({ documentKind, expiredOn, dueOn }: Dependency): string =>
  expiredOn === null
    ? `${documentKindLabel(documentKind)}: due by ${formatDate(dueOn)}, and not there.`
    : `${documentKindLabel(documentKind)} expired on ${formatDate(expiredOn)}.`;

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
      ({ providerId, documentKind, status }) =>
        providerId === document.providerId && documentKind === document.documentKind && status !== 'pending',
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
  const suspending = asking
    .filter(({ suspends }) => suspends)
    .map((of) => ({ lot: lotOf(of), on: suspendedOn(of, document) }));
  const letter = warningLetter(document, suspending, new URL('/profile', publicUrl).href);
  return queueEmailToMembers(db, { organisationId: document.providerId, roles: PROVIDER_READERS }, letter);
}

async function tellAuthorities(db: Db, document: Expiring, asking: readonly Dependency[], publicUrl: string) {
  for (const [organisationId, rows] of Map.groupBy(asking, ({ leadAuthorityId }) => leadAuthorityId)) {
    const lots = rows.map((row) => ({
      lot: lotOf(row),
      suspendedOn: row.suspends ? suspendedOn(row, document) : null,
      link: admissionAddress(publicUrl, row.id),
    }));
    await queueEmailToMembers(db, { organisationId, roles: ['commissioner'] }, expiryLetter(document, lots));
  }
}

/** The first day on which the rule suspends, where no other document comes. */
const suspendedOn = ({ dueOn }: Dependency, { expiresOn }: Expiring): string =>
  addDays(dueBy({ dueOn, expiredOn: expiresOn }), 1);
