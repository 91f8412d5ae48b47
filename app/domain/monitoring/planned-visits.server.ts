import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { announcementEmail, cancellationEmail } from './monitoring-emails.ts';
import { isAnnounced } from './monitoring-visit.ts';
import type { PlannedVisitInput } from './monitoring-visit-form.ts';
import { getVisitToWrite } from './monitoring-visits.server.ts';
import { getSupplier } from './suppliers.server.ts';
import { requireServiceOf } from './visit-commands.server.ts';

const PROVIDER_READERS = ['manager', 'administrator'] as const;

/** Plans a visit; where it is announced, the provider gets a letter. The same form sent again plans one. */
export async function planVisit(
  db: Db,
  actor: Actor,
  input: PlannedVisitInput & { providerId: string; publicUrl: string },
): Promise<{ id: string }> {
  const { key, publicUrl, ...plan } = input;
  const { providerId, visitedOn, kind } = plan;
  await getSupplier(db, actor, providerId);
  await requireServiceOf(db, plan);
  const id = await createOnce(db, actor, { key, payload: plan }, async () => {
    const visit = await db
      .insertInto('monitoringVisits')
      .values({ ...plan, status: 'planned', authorityId: actor.organisationId, createdBy: actor.userId })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (isAnnounced(plan)) {
      const letter = announcementEmail({ ...visit, visitedOn, authorityName: actor.organisationName }, publicUrl);
      await queueEmailToMembers(db, { organisationId: providerId, roles: PROVIDER_READERS }, letter);
    }
    await recordAudit(db, actor, {
      event: 'monitoring_visit.planned',
      subjectId: visit.id,
      after: { providerId, visitedOn, kind },
    });
    return visit.id;
  });
  return { id };
}

/** A planned visit, for those who may call it off. */
export async function getVisitToCancel(db: Db, actor: Actor, visitId: string) {
  const visit = await getVisitToWrite(db, actor, visitId);
  if (visit.status !== 'planned')
    throw new DomainError('conflict', 'Only a visit that is planned, and not carried out yet, can be called off');
  return visit;
}

/** Calls a planned visit off; the provider is told where it knew of it. */
export async function cancelVisit(
  db: Db,
  actor: Actor,
  input: { id: string; reason: string; publicUrl: string },
): Promise<void> {
  const { id, reason, publicUrl } = input;
  await getVisitToCancel(db, actor, id);
  await db.selectFrom('monitoringVisits').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  const visit = await getVisitToCancel(db, actor, id);
  await db
    .updateTable('monitoringVisits')
    .set({ status: 'cancelled', cancelledAt: sql<Date>`clock_timestamp()`, cancelReason: reason })
    .where('id', '=', id)
    .execute();
  if (isAnnounced(visit)) {
    const to = { organisationId: visit.providerId, roles: PROVIDER_READERS };
    await queueEmailToMembers(db, to, cancellationEmail({ ...visit, reason }, publicUrl));
  }
  await recordAudit(db, actor, {
    event: 'monitoring_visit.cancelled',
    subjectId: id,
    reason,
    before: { status: 'planned', visitedOn: visit.visitedOn },
    after: { status: 'cancelled' },
  });
}

/** Visits to come, and those whose day has passed without a report: an authority's own, or those announced to a provider. */
export async function countPlannedVisits(db: Db, actor: Actor, today: string) {
  return db
    .selectFrom('monitoringVisits')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('visitedOn', '>=', today).as('planned'),
      eb.fn.countAll<number>().filterWhere('visitedOn', '<', today).as('overdue'),
    ])
    .where('status', '=', 'planned')
    .where((eb) =>
      eb.or([
        eb('authorityId', '=', actor.organisationId),
        eb.and([eb('providerId', '=', actor.organisationId), eb('kind', '=', 'planned')]),
      ]),
    )
    .executeTakeFirstOrThrow();
}
