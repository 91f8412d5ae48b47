import type { Db } from '#db/client.ts';
import { addDays } from '../../lib/dates.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { PROVIDER_READERS } from './admission-decisions.server.ts';
import { WARNED_FROM_DAYS, warningDue } from './admission-documents.ts';
import { admissionAddress, lotOf, missingLetter, missingLetterToAuthority } from './admission-emails.ts';
import { inTurn } from './changes-by-rule.server.ts';
import { type Dependency, isRunning, listDependencies, MOST_ROWS } from './document-dependencies.server.ts';

// Worked by the portal itself (asSystem): it reads and changes what belongs to many organisations.

interface Day {
  /** ISO, in London. */
  today: string;
  publicUrl: string;
}

/** Tells those in a system at once what it requires anew; the words that follow are the morning's. Done again, it does nothing. */
export async function askForDocuments(db: Db, { systemId, ...day }: Day & { systemId: string }): Promise<number> {
  await inTurn(db);
  return warnOfMissing(db, await listDependencies(db, day.today), day, systemId);
}

/**
 * The words of warningDue() on documents that are required and were never there, or not in date when they were asked for: to providers that
 * are in the system, or wait to be, and on the last day to the authority that leads it. Returns of how many requirements somebody was told.
 */
export async function warnOfMissing(
  db: Db,
  dependencies: readonly Dependency[],
  { today, publicUrl }: Day,
  systemId?: string,
): Promise<number> {
  let warned = 0;
  for (const requirement of await lockDue(db, today, systemId)) {
    const due = warningDue({ expiresOn: requirement.dueOn, warnedOn: requirement.warnedOn }, today);
    if (!due) continue;
    const without = dependencies.filter(
      (of) =>
        of.systemId === requirement.systemId &&
        of.documentKind === requirement.documentKind &&
        !of.isCovered &&
        isRunning(of, today),
    );
    if (due === 'expiry') await tellAuthority(db, without, publicUrl);
    else await tellProviders(db, without, publicUrl);
    await db
      .updateTable('requiredDocuments')
      .set({ warnedOn: today })
      .where('systemId', '=', requirement.systemId)
      .where('documentKind', '=', requirement.documentKind)
      .execute();
    if (without.length > 0) warned++;
  }
  return warned;
}

/** Those on which a word may be due, held until the transaction ends. */
const lockDue = (db: Db, today: string, systemId?: string) =>
  db
    .selectFrom('requiredDocuments')
    .select(['systemId', 'documentKind', 'dueOn', 'warnedOn'])
    .where('dueOn', '<=', addDays(today, WARNED_FROM_DAYS))
    .where((eb) => eb.or([eb('warnedOn', 'is', null), eb('warnedOn', '<', eb.ref('dueOn'))]))
    .$if(systemId !== undefined, (some) => some.where('systemId', '=', systemId ?? ''))
    .orderBy('systemId')
    .orderBy('documentKind')
    .limit(MOST_ROWS)
    .forUpdate()
    .execute();

async function tellProviders(db: Db, without: readonly Dependency[], publicUrl: string): Promise<void> {
  const link = new URL('/profile', publicUrl).href;
  for (const [organisationId, rows] of Map.groupBy(without, ({ providerId }) => providerId)) {
    const [first] = rows;
    if (!first) continue;
    const letter = missingLetter(first, rows.map(lotOf), link);
    await queueEmailToMembers(db, { organisationId, roles: PROVIDER_READERS }, letter);
  }
}

/** Of admissions in force: of those that wait there is nothing to suspend. */
async function tellAuthority(db: Db, without: readonly Dependency[], publicUrl: string): Promise<void> {
  const inForce = without.filter(({ status }) => status !== 'pending');
  const [first] = inForce;
  if (!first) return;
  const admissions = inForce.map((place) => ({ place, link: admissionAddress(publicUrl, place.id) }));
  await queueEmailToMembers(
    db,
    { organisationId: first.leadAuthorityId, roles: ['commissioner'] },
    missingLetterToAuthority(first, admissions),
  );
}
