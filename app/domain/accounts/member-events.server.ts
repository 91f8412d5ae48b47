import type { Db } from '#db/client.ts';
import { type AuditEvent, recordAudit } from '../audit/audit.server.ts';

/** What happened to a person's account, for the audit of each organisation that they act for: record it last. In asIdentity. */
export async function recordForMember(
  db: Db,
  userId: string,
  event: Omit<AuditEvent, 'subjectId'> & { event: `account.${string}` },
): Promise<void> {
  const memberships = await db
    .selectFrom('members')
    .select('organisationId')
    .where('userId', '=', userId)
    .where('deactivatedAt', 'is', null)
    // Each append waits for its organisation's last one: in one order, so that no two wait for each other.
    .orderBy('organisationId')
    .execute();
  for (const { organisationId } of memberships) {
    await recordAudit(db, { organisationId, userId }, { ...event, subjectId: userId });
  }
}
