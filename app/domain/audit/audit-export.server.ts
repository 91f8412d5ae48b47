import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { recordAudit } from './audit.server.ts';
import type { ExportedEvent } from './audit-csv.server.ts';
import type { AuditFilters } from './audit-filter-form.ts';
import { filteredEvents, findAuditHead, requireAuditReader } from './audit-log.server.ts';

const BATCH = 1_000;

/** An export that has begun: it ends with the event that says so, whatever happens meanwhile. */
export interface AuditExport {
  organisationId: string;
  filters: AuditFilters;
  until: number;
}

/** Records that the actor takes the events away, as an event of its own. */
export async function beginAuditExport(db: Db, actor: Actor, filters: AuditFilters): Promise<AuditExport> {
  requireAuditReader(actor);
  const { organisationId } = actor;
  const after = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  await recordAudit(db, actor, { event: 'audit.exported', subjectId: organisationId, after });
  const head = await findAuditHead(db, actor);
  return { organisationId, filters, until: head?.sequence ?? 0 };
}

interface ExportPart {
  /** Oldest first. */
  events: ExportedEvent[];
  /** Where the next part goes on; null where there is none. */
  last: number | null;
}

/** The next events of an export after a sequence. */
export async function nextOfExport(
  db: Db,
  actor: Actor,
  { organisationId, filters, until }: AuditExport,
  after: number,
): Promise<ExportPart> {
  requireAuditReader(actor);
  if (actor.organisationId !== organisationId) {
    throw new DomainError('forbidden', 'The export was begun for another organisation');
  }
  const events = await filteredEvents(db, actor, filters)
    .leftJoin('users', 'users.id', 'auditEvents.userId')
    .select([
      sql<string>`audit_events.organisation_id::text`.as('organisationId'),
      sql<string>`audit_events.sequence::text`.as('sequence'),
      sql<string>`audit_events.id::text`.as('id'),
      sql<string>`trunc(extract(epoch from occurred_at) * 1000000)::text`.as('microseconds'),
      sql<string | null>`audit_events.user_id::text`.as('userId'),
      'users.name as userName',
      'auditEvents.event',
      sql<string>`audit_events.subject_id::text`.as('subjectId'),
      'auditEvents.reason',
      sql<string | null>`audit_events.before::text`.as('before'),
      sql<string | null>`audit_events.after::text`.as('after'),
      'auditEvents.previousHash',
      'auditEvents.hash',
    ])
    .where('auditEvents.sequence', '>', after)
    .where('auditEvents.sequence', '<=', until)
    .orderBy('auditEvents.sequence')
    .limit(BATCH)
    .execute();
  return { events, last: events.length < BATCH ? null : Number(events.at(-1)?.sequence) };
}
