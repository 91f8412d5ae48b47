import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { addDays, startOfLondonDay } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { changesOf } from './audit-changes.ts';
import { THE_PORTAL } from './audit-events.ts';
import type { AuditFilters, AuditQuery } from './audit-filter-form.ts';
import { canReadAudit } from './audit-policy.ts';
import type { Head } from './kept-heads.ts';

export const PAGE_SIZE = 50;

export function requireAuditReader(actor: Actor): void {
  if (canReadAudit(actor)) return;
  throw new DomainError('forbidden', 'Administrators of the organisation read its audit');
}

/** A page of the organisation's events, newest first, with the events at which its neighbours begin. */
export async function listAuditEvents(db: Db, actor: Actor, { before, after, ...filters }: AuditQuery) {
  requireAuditReader(actor);
  const upwards = after !== undefined && before === undefined;
  let query = filteredEvents(db, actor, filters)
    .leftJoin('users', 'users.id', 'auditEvents.userId')
    .select([
      'auditEvents.id',
      'auditEvents.sequence',
      'auditEvents.occurredAt',
      'auditEvents.event',
      'auditEvents.userId',
      'users.name as userName',
      'auditEvents.subjectId',
      'auditEvents.reason',
      'auditEvents.before',
      'auditEvents.after',
      'auditEvents.hash',
    ])
    .orderBy('auditEvents.sequence', upwards ? 'asc' : 'desc')
    .limit(PAGE_SIZE + 1);
  if (before !== undefined) query = query.where('auditEvents.sequence', '<', before);
  if (upwards) query = query.where('auditEvents.sequence', '>', after);
  const rows = await query.execute();
  const more = rows.length > PAGE_SIZE;
  const page = rows.slice(0, PAGE_SIZE);
  if (upwards) page.reverse();
  return {
    events: page.map(({ before: was, after: is, ...event }) => ({ ...event, changes: changesOf(was, is) })),
    /** Ask for events before this one; null on the last page. */
    older: more || upwards ? (page.at(-1)?.sequence ?? null) : null,
    /** Ask for events after this one; null on the first page. */
    newer: upwards
      ? more
        ? (page[0]?.sequence ?? null)
        : null
      : before === undefined
        ? null
        : (page[0]?.sequence ?? null),
  };
}

/** The organisation's events that the filters let through, in no order. */
export function filteredEvents(db: Db, actor: Actor, filters: AuditFilters) {
  const { from, to, person, what, about, reason } = filters;
  let query = db.selectFrom('auditEvents').where('auditEvents.organisationId', '=', actor.organisationId);
  if (from) query = query.where('auditEvents.occurredAt', '>=', startOfLondonDay(from));
  if (to) query = query.where('auditEvents.occurredAt', '<', startOfLondonDay(addDays(to, 1)));
  if (person === THE_PORTAL) query = query.where('auditEvents.userId', 'is', null);
  else if (person) query = query.where('auditEvents.userId', '=', person);
  if (what) query = query.where(sql`split_part(event, '.', 1)`, '=', what);
  if (about) query = query.where('auditEvents.subjectId', '=', about);
  if (reason) query = query.where(sql<boolean>`position(lower(${reason}) in lower(reason)) > 0`);
  return query;
}

/** Everybody who is or was a member: whoever can have done something for the organisation. */
export function listAuditPeople(db: Db, actor: Actor) {
  requireAuditReader(actor);
  return db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select(['users.id', 'users.name'])
    .where('members.organisationId', '=', actor.organisationId)
    .orderBy('users.name')
    .orderBy('users.id')
    .limit(1_000)
    .execute();
}

/** How far the organisation's chain has come; undefined where nothing was recorded yet. */
export async function findAuditHead(db: Db, actor: Actor): Promise<Head | undefined> {
  requireAuditReader(actor);
  return db
    .selectFrom('auditHeads')
    .select(['organisationId', 'sequence', 'hash'])
    .where('organisationId', '=', actor.organisationId)
    .executeTakeFirst();
}
