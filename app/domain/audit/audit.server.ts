import type { Db } from '#db/client.ts';
import type { Json } from '#db/schema.ts';
import type { Actor } from '../accounts/actor.ts';

export interface AuditEvent {
  /** subject.verb, as `vacancy.published`. */
  event: `${string}.${string}`;
  subjectId: string;
  reason?: string;
  before?: Json;
  after?: Json;
}

/** Records what the actor did, in the transaction that does it. */
export async function recordAudit(db: Db, actor: Actor, event: AuditEvent): Promise<void> {
  await db
    .insertInto('auditEvents')
    .values({
      organisationId: actor.organisationId,
      userId: actor.userId,
      event: event.event,
      subjectId: event.subjectId,
      reason: event.reason ?? null,
      before: event.before === undefined ? null : JSON.stringify(event.before),
      after: event.after === undefined ? null : JSON.stringify(event.after),
    })
    .execute();
}
