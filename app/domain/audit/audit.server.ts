import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Json } from '#db/schema.ts';
import type { AuditEventName } from './audit-events.ts';

export interface AuditEvent {
  event: AuditEventName;
  subjectId: string;
  reason?: string;
  before?: Json;
  after?: Json;
}

/** Records what the actor did, in the transaction that does it. Events of one organisation follow each other: record them last. */
export async function recordAudit(
  db: Db,
  /** `userId` is null for a command of the installation. */
  actor: { organisationId: string; userId: string | null },
  event: AuditEvent,
): Promise<void> {
  const json = (value: Json | undefined) => (value === undefined ? null : JSON.stringify(value));
  await sql`
    select append_audit_event(
      ${actor.organisationId}::uuid, ${actor.userId}::uuid, ${event.event}, ${event.subjectId}::uuid, ${event.reason ?? null},
      ${json(event.before)}::jsonb, ${json(event.after)}::jsonb)
  `.execute(db);
}
