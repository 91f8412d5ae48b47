import { type ExpressionBuilder, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { lastPage } from '../../lib/paging.ts';
import { type Actor, isFrom } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { notificationEmail } from './monitoring-emails.ts';
import { canNotify, canReadMonitoring } from './monitoring-policy.ts';
import { isLate, minutesTaken, type NotificationKind, USUAL_HOURS } from './provider-notification.ts';
import type { NewNotificationInput } from './provider-notification-form.ts';
import { isInformed, listBuyers, supplierIds } from './suppliers.server.ts';

const PAGE_SIZE = 50;

/** A provider's own; to an authority those of the providers that it buys from. */
const visibleTo = (db: Db, actor: Actor) => (eb: ExpressionBuilder<DB, 'providerNotifications'>) =>
  eb.or([
    eb('providerNotifications.providerId', '=', actor.organisationId),
    ...(isFrom(actor, 'authority') ? [eb('providerNotifications.providerId', 'in', supplierIds(db, actor))] : []),
  ]);

const selectNotifications = (db: Db, actor: Actor) =>
  db
    .selectFrom('providerNotifications')
    .innerJoin('organisations as providers', 'providers.id', 'providerNotifications.providerId')
    .leftJoin('services', 'services.id', 'providerNotifications.serviceId')
    .leftJoin('localAuthorityAreas as areas', 'areas.onsCode', 'services.areaOnsCode')
    .select([
      'providerNotifications.id',
      'providerNotifications.providerId',
      'providerNotifications.kind',
      'providerNotifications.happenedAt',
      'providerNotifications.notifiedAt',
      'providerNotifications.withinHours',
      'providers.name as providerName',
      'services.urn',
      'services.accommodationType',
      'areas.name as areaName',
    ])
    .where(visibleTo(db, actor));

/** With the time it took to tell. */
const timed = <Row extends { kind: string; happenedAt: Date; notifiedAt: Date; withinHours: number }>(row: Row) => ({
  ...row,
  kind: row.kind as NotificationKind,
  minutes: minutesTaken(row),
  late: isLate(row),
});

/** The newest first. A page past the end becomes the last. */
export async function listNotifications(
  db: Db,
  actor: Actor,
  filter: { page: number; pageSize?: number; providerId?: string | undefined },
) {
  if (!canReadMonitoring(actor)) throw new DomainError('forbidden', 'You cannot read providers’ notifications');
  const { total } = await db
    .selectFrom('providerNotifications')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(visibleTo(db, actor))
    .$if(filter.providerId !== undefined, (query) => query.where('providerId', '=', filter.providerId ?? ''))
    .executeTakeFirstOrThrow();
  const { pageSize = PAGE_SIZE } = filter;
  const page = lastPage(filter.page, total, pageSize);
  const rows = await selectNotifications(db, actor)
    .$if(filter.providerId !== undefined, (query) =>
      query.where('providerNotifications.providerId', '=', filter.providerId ?? ''),
    )
    .orderBy('providerNotifications.notifiedAt', 'desc')
    .orderBy('providerNotifications.id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { notifications: rows.map(timed), page, total, pageSize };
}

export async function getNotification(db: Db, actor: Actor, notificationId: string) {
  const notification = await selectNotifications(db, actor)
    .select('providerNotifications.summary')
    .where('providerNotifications.id', '=', notificationId)
    .executeTakeFirst();
  if (!notification) throw new DomainError('not-found', 'Notification not found');
  if (!canReadMonitoring(actor)) throw new DomainError('forbidden', 'You cannot read providers’ notifications');
  return timed(notification);
}

/** A provider's people who notify; anyone else is refused. */
export function requireNotifier(actor: Actor): void {
  if (!canNotify(actor)) {
    throw new DomainError('forbidden', 'Registered managers and administrators of a provider notify authorities');
  }
}

/** What the database's clock shows: a notification's time is taken from it, and so is what lies in the future. */
export async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  if (!rows[0]) throw new Error('The database has no clock');
  return rows[0].now;
}

/**
 * Tells every authority that may buy from the provider; the same form sent again tells once. It cannot be changed afterwards: what
 * follows is another notification. `publicUrl` begins the letters' link.
 */
export async function sendNotification(
  db: Db,
  actor: Actor,
  input: NewNotificationInput & { publicUrl: string },
): Promise<{ id: string }> {
  requireNotifier(actor);
  const { key, publicUrl, ...notification } = input;
  const buyers = await listBuyers(db, actor);
  if (buyers.length === 0) throw new DomainError('conflict', 'No authority buys from your organisation here');
  if (notification.happenedAt > (await databaseNow(db))) {
    throw new DomainError('conflict', 'The date and time it happened must be in the past');
  }
  if (notification.serviceId) await requireOwnService(db, actor, notification.serviceId);
  const withinHours = await strictestHours(db, actor);
  const id = await createOnce(db, actor, { key, payload: notification }, async () => {
    const inserted = await db
      .insertInto('providerNotifications')
      .values({ ...notification, withinHours, providerId: actor.organisationId, notifiedBy: actor.userId })
      .returning(['id', 'notifiedAt'])
      .executeTakeFirstOrThrow();
    const letter = notificationEmail({ id: inserted.id, providerName: actor.organisationName }, publicUrl);
    for (const { id: organisationId } of buyers) {
      await queueEmailToMembers(db, { organisationId, roles: ['commissioner', 'broker'] }, letter);
    }
    await recordAudit(db, actor, {
      event: 'provider_notification.sent',
      subjectId: inserted.id,
      after: { kind: notification.kind, happenedAt: notification.happenedAt.toISOString(), authorities: buyers.length },
    });
    return inserted.id;
  });
  return { id };
}

/** The shortest time that a system gives the actor's provider to notify, of those whose members are told. */
export async function strictestHours(db: Db, actor: Actor): Promise<number> {
  const { hours } = await db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('purchasingSystemMembers', 'purchasingSystemMembers.systemId', 'purchasingSystems.id')
    .select((eb) => eb.fn.min<number | null>('purchasingSystems.notifyWithinHours').as('hours'))
    .where('admissions.providerId', '=', actor.organisationId)
    .where('admissions.status', 'in', ['active', 'suspended'])
    .where(isInformed)
    .executeTakeFirstOrThrow();
  return hours ?? USUAL_HOURS;
}

async function requireOwnService(db: Db, actor: Actor, serviceId: string): Promise<void> {
  const service = await db
    .selectFrom('services')
    .select('id')
    .where('id', '=', serviceId)
    .where('providerId', '=', actor.organisationId)
    .executeTakeFirst();
  if (!service) throw new DomainError('conflict', 'Choose a service of your own');
}
