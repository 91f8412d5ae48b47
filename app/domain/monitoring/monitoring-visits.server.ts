import type { ExpressionBuilder } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { lastPage } from '../../lib/paging.ts';
import { type Actor, isFrom } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { canReadMonitoring, canWriteVisit } from './monitoring-policy.ts';
import type { Feeling, Overall, Ratings, VisitKind, VisitStatus } from './monitoring-visit.ts';

const PAGE_SIZE = 50;

/**
 * Every report of the actor's own authority; a finished one about the actor's provider, or of an authority that
 * shares a purchasing system; to the provider also what is announced to it, and never an unannounced visit to come.
 */
const visibleTo = (db: Db, actor: Actor) => (eb: ExpressionBuilder<DB, 'monitoringVisits'>) =>
  eb.or([
    eb('monitoringVisits.authorityId', '=', actor.organisationId),
    eb.and([
      eb('monitoringVisits.status', '=', 'final'),
      eb.or([
        eb('monitoringVisits.providerId', '=', actor.organisationId),
        ...(isFrom(actor, 'authority') ? [eb('monitoringVisits.authorityId', 'in', fellowIds(db, actor))] : []),
      ]),
    ]),
    eb.and([
      eb('monitoringVisits.providerId', '=', actor.organisationId),
      eb('monitoringVisits.status', 'in', ['planned', 'cancelled']),
      eb('monitoringVisits.kind', '=', 'planned'),
    ]),
  ]);

const fellowIds = (db: Db, actor: Actor) =>
  db
    .selectFrom('purchasingSystemMembers as ownMembership')
    .innerJoin('purchasingSystemMembers as fellow', 'fellow.systemId', 'ownMembership.systemId')
    .select('fellow.authorityId')
    .where('ownMembership.authorityId', '=', actor.organisationId);

/** The newest visit first, with what is still to be done; `today` is an ISO date. A page past the end becomes the last. */
export async function listVisits(
  db: Db,
  actor: Actor,
  filter: { page: number; pageSize?: number; providerId?: string | undefined; today: string },
) {
  if (!canReadMonitoring(actor)) throw new DomainError('forbidden', 'You cannot read monitoring visits');
  const visible = db
    .selectFrom('monitoringVisits')
    .where(visibleTo(db, actor))
    .$if(filter.providerId !== undefined, (query) => query.where('providerId', '=', filter.providerId ?? ''));
  const { total } = await visible.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const { pageSize = PAGE_SIZE } = filter;
  const page = lastPage(filter.page, total, pageSize);
  const visits = await visible
    .innerJoin('organisations as authorities', 'authorities.id', 'monitoringVisits.authorityId')
    .innerJoin('organisations as providers', 'providers.id', 'monitoringVisits.providerId')
    .select([
      'monitoringVisits.id',
      'monitoringVisits.visitedOn',
      'monitoringVisits.kind',
      'monitoringVisits.status',
      'monitoringVisits.overall',
      'authorities.name as authorityName',
      'providers.name as providerName',
    ])
    .select((eb) => {
      const open = eb
        .selectFrom('monitoringActions')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('monitoringActions.authorityId', '=', 'monitoringVisits.authorityId')
        .whereRef('monitoringActions.visitId', '=', 'monitoringVisits.id')
        .where('monitoringActions.closedAt', 'is', null);
      return [
        open.as('openActions'),
        open
          .where('monitoringActions.reportedAt', 'is', null)
          .where('monitoringActions.dueOn', '<', filter.today)
          .as('overdueActions'),
      ];
    })
    .orderBy('monitoringVisits.visitedOn', 'desc')
    .orderBy('monitoringVisits.id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { visits: visits.map(withCounts), page, total, pageSize };
}

interface Row {
  kind: string;
  status: string;
  overall: string | null;
  openActions: number | null;
  overdueActions: number | null;
}

/** As the columns' constraints have it. */
const withCounts = <Visit extends Row>(visit: Visit) => ({
  ...visit,
  kind: visit.kind as VisitKind,
  status: visit.status as VisitStatus,
  overall: visit.overall as Overall | null,
  openActions: visit.openActions ?? 0,
  overdueActions: visit.overdueActions ?? 0,
});

export async function getVisit(db: Db, actor: Actor, visitId: string) {
  const visit = await db
    .selectFrom('monitoringVisits')
    .innerJoin('organisations as authorities', 'authorities.id', 'monitoringVisits.authorityId')
    .innerJoin('organisations as providers', 'providers.id', 'monitoringVisits.providerId')
    .leftJoin('services', 'services.id', 'monitoringVisits.serviceId')
    .leftJoin('localAuthorityAreas as areas', 'areas.onsCode', 'services.areaOnsCode')
    .select([
      'monitoringVisits.id',
      'monitoringVisits.authorityId',
      'monitoringVisits.providerId',
      'monitoringVisits.serviceId',
      'monitoringVisits.kind',
      'monitoringVisits.status',
      'monitoringVisits.revision',
      'monitoringVisits.visitedOn',
      'monitoringVisits.visitors',
      'monitoringVisits.ratings',
      'monitoringVisits.findings',
      'monitoringVisits.youngInspectors',
      'monitoringVisits.youngInspectorsRating',
      'monitoringVisits.overall',
      'monitoringVisits.finalisedAt',
      'monitoringVisits.cancelledAt',
      'monitoringVisits.cancelReason',
      'authorities.name as authorityName',
      'providers.name as providerName',
      'services.urn',
      'services.accommodationType',
      'areas.name as areaName',
    ])
    .where('monitoringVisits.id', '=', visitId)
    .where(visibleTo(db, actor))
    .executeTakeFirst();
  if (!visit) throw visitNotFound();
  if (!canReadMonitoring(actor)) throw new DomainError('forbidden', 'You cannot read monitoring visits');
  const { kind, status, ratings, youngInspectorsRating, overall } = visit;
  return {
    ...visit,
    kind: kind as VisitKind,
    status: status as VisitStatus,
    ratings: ratings as Ratings,
    youngInspectorsRating: youngInspectorsRating as Feeling | null,
    overall: overall as Overall | null,
    actions: await listActions(db, visit),
  };
}

export type Visit = Awaited<ReturnType<typeof getVisit>>;

const listActions = (db: Db, visit: { authorityId: string; id: string }) =>
  db
    .selectFrom('monitoringActions')
    .select(['id', 'action', 'owner', 'dueOn', 'providerNote', 'reportedAt', 'closedAt'])
    .where('authorityId', '=', visit.authorityId)
    .where('visitId', '=', visit.id)
    .orderBy('dueOn')
    .orderBy('id')
    .execute();

/** The report where the actor may change it, whether or not it is a draft still. */
export async function getVisitToWrite(db: Db, actor: Actor, visitId: string) {
  const visit = await getVisit(db, actor, visitId);
  if (!canWriteVisit(actor, visit)) {
    throw new DomainError('forbidden', 'Commissioners of the authority that visited write the report');
  }
  return visit;
}

/** A report that is to be written, or is a draft, for those who write it. */
export async function getDraftToWrite(db: Db, actor: Actor, visitId: string) {
  const visit = await getVisitToWrite(db, actor, visitId);
  if (visit.status === 'final') throw alreadyFinished();
  if (visit.status === 'cancelled') throw new DomainError('conflict', 'This visit is cancelled');
  return visit;
}

const alreadyFinished = () =>
  new DomainError('conflict', 'This report is finished: what it says does not change any more');

export const visitNotFound = () => new DomainError('not-found', 'Visit not found');
