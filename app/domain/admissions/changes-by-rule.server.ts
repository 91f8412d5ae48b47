import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { type AuditEvent, recordAudit } from '../audit/audit.server.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { PROVIDER_READERS } from './admission-decisions.server.ts';
import { admissionAddress, decisionLetter, type Place, ruleLetter } from './admission-emails.ts';

export interface AdmissionOfRule extends Place {
  id: string;
  providerId: string;
  leadAuthorityId: string;
  tier: number;
  reason: string;
}

interface Day {
  today: string;
  publicUrl: string;
}

/** What rules do touches many organisations: one after the other, so that none waits for one that waits for it. */
export async function inTurn(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('changes by rule'))`.execute(db);
}

/** Suspends, or reinstates, by rule those that still are as the rule found them: how many. */
export async function changeByRule(
  db: Db,
  change: 'suspended' | 'reinstated',
  admissions: readonly AdmissionOfRule[],
  { today, publicUrl }: Day,
): Promise<number> {
  const events: OrganisationEvent[] = [];
  for (const admission of admissions) {
    if (!(await changeStanding(db, change, admission.id, today))) continue;
    await writeChange(db, change, admission);
    await tell(db, change, admission, publicUrl);
    events.push({
      organisationId: admission.leadAuthorityId,
      event: `admission.${change}`,
      subjectId: admission.id,
      reason: admission.reason,
      after: { status: change === 'suspended' ? 'suspended' : 'active' },
    });
  }
  await recordOfPortal(db, events);
  return events.length;
}

export interface OrganisationEvent extends AuditEvent {
  organisationId: string;
}

/** What the portal itself did, in the audit of the organisations it concerns: in one order, whoever writes to several. */
export async function recordOfPortal(db: Db, events: readonly OrganisationEvent[]): Promise<void> {
  const inOrder = events.toSorted((a, b) => a.organisationId.localeCompare(b.organisationId, 'en'));
  for (const { organisationId, ...event } of inOrder) await recordAudit(db, { organisationId, userId: null }, event);
}

async function changeStanding(db: Db, change: 'suspended' | 'reinstated', id: string, today: string) {
  const standing =
    change === 'suspended'
      ? { status: 'suspended', suspension: 'document', suspendedOn: today }
      : { status: 'active', suspension: null, suspendedOn: null };
  const changed = await db
    .updateTable('admissions')
    .set(standing)
    .where('id', '=', id)
    .where((eb) => (change === 'suspended' ? eb('status', '=', 'active') : eb('suspension', '=', 'document')))
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}

const writeChange = (db: Db, change: string, { id, providerId, reason, tier }: AdmissionOfRule) =>
  db
    .insertInto('admissionChanges')
    .values({
      ...{ admissionId: id, providerId, change, reason, tier },
      changedBy: null,
      changedAt: sql<Date>`clock_timestamp()`,
    })
    .execute();

async function tell(db: Db, change: 'suspended' | 'reinstated', admission: AdmissionOfRule, publicUrl: string) {
  const { id, providerId, leadAuthorityId, reason } = admission;
  const link = admissionAddress(publicUrl, id);
  await queueEmailToMembers(
    db,
    { organisationId: providerId, roles: PROVIDER_READERS },
    decisionLetter(change, { place: admission, reason, link }),
  );
  await queueEmailToMembers(
    db,
    { organisationId: leadAuthorityId, roles: ['commissioner'] },
    ruleLetter(change, { place: admission, reason, link }),
  );
}
