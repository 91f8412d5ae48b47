import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import { type Actor, holds, isFrom } from '../accounts/actor.ts';
import { listServicesToReview } from '../admissions/placement-reviews.server.ts';
import { DomainError } from '../errors.ts';
import { OPEN_REGISTRATIONS } from '../services/accommodation.ts';
import { listVisits } from './monitoring-visits.server.ts';
import { listNotifications } from './notifications.server.ts';
import { medianOf, trendOf } from './scorecard.ts';
import { listDocumentStates } from './scorecard-documents.server.ts';
import { supplierIds } from './suppliers.server.ts';

const MOST_ROWS = 500;

/** What an actor has to do with a provider: the parts of a scorecard follow from it. */
interface Relation {
  own: boolean;
  /** The actor's authority may buy from it. */
  buys: boolean;
  /** The actor's authority leads a lot that it applied to, or holds a place in. */
  leads: boolean;
}

async function relationTo(db: Db, actor: Actor, providerId: string): Promise<Relation> {
  if (!isFrom(actor, 'authority')) return { own: actor.organisationId === providerId, buys: false, leads: false };
  const { buys, leads } = await db
    .selectNoFrom((eb) => [
      eb(eb.val(providerId), 'in', supplierIds(db, actor)).as('buys'),
      eb(eb.val(providerId), 'in', knownByLeading(db, actor)).as('leads'),
    ])
    .executeTakeFirstOrThrow();
  return { own: false, buys: Boolean(buys), leads: Boolean(leads) };
}

/** Providers that applied to a lot that the actor's authority leads, or hold a place in one. */
function knownByLeading(db: Db, actor: Actor) {
  const led = db
    .selectFrom('lots')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .where('purchasingSystems.leadAuthorityId', '=', actor.organisationId);
  return led
    .innerJoin('admissions', 'admissions.lotId', 'lots.id')
    .select('admissions.providerId')
    .union(
      led
        .innerJoin('lotApplications', 'lotApplications.lotId', 'lots.id')
        .select('lotApplications.providerId')
        .where('lotApplications.status', '!=', 'draft'),
    );
}

const readsScorecards = (actor: Actor) => holds(actor, 'authority', 'commissioner', 'broker');

/** Whether there is a scorecard of the provider for the actor, to lead to. */
export async function hasScorecard(db: Db, actor: Actor, providerId: string): Promise<boolean> {
  const { own, buys, leads } = await relationTo(db, actor, providerId);
  return own || ((buys || leads) && readsScorecards(actor));
}

/** Of these providers, those of which hasScorecard holds, for people of an authority: all of them asked about at once. */
export async function listScorecardProviders(db: Db, actor: Actor, providerIds: readonly string[]): Promise<string[]> {
  if (!readsScorecards(actor)) return [];
  const rows = await db
    .selectFrom('organisations')
    .select('id')
    .where('id', '=', sql<string>`any(${providerIds}::uuid[])`)
    .where((eb) => eb.or([eb('id', 'in', supplierIds(db, actor)), eb('id', 'in', knownByLeading(db, actor))]))
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * What the actor may see of how a provider does, each figure beside its records: for commissioners and brokers of authorities that buy
 * from it or evaluate it, and for itself. A part that the actor may not see is null, never an empty list. `today` is an ISO date.
 */
export async function getScorecard(db: Db, actor: Actor, input: { providerId: string; today: string }) {
  const { providerId } = input;
  const provider = await db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('id', '=', providerId)
    .where('kind', '=', 'provider')
    .executeTakeFirst();
  const relation = await relationTo(db, actor, providerId);
  if (!provider || !(relation.own || relation.buys || relation.leads)) {
    throw new DomainError('not-found', 'Scorecard not found');
  }
  if (!(await hasScorecard(db, actor, providerId))) {
    throw new DomainError('forbidden', 'Commissioners and brokers read scorecards');
  }
  const { own, buys, leads } = relation;
  return {
    provider,
    own,
    services: await listJudgedServices(db, providerId),
    admissions: await listVisibleAdmissions(db, actor, providerId),
    vacancies: await freshness(db, providerId),
    visits: await visitFigures(db, actor, input),
    reviews: own ? null : await reviewFigures(db, actor, input),
    notifications: own || buys ? await notificationFigures(db, actor, providerId) : null,
    documents: own || leads ? await listDocumentStates(db, actor, input) : null,
  };
}

export type Scorecard = Awaited<ReturnType<typeof getScorecard>>;

async function listJudgedServices(db: Db, providerId: string) {
  const services = await db
    .selectFrom('services')
    .innerJoin('localAuthorityAreas as areas', 'areas.onsCode', 'services.areaOnsCode')
    .select(['services.id', 'services.urn', 'services.accommodationType', 'areas.name as areaName'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('judgements')
          .select(['judgements.judgement', 'judgements.inspectedOn'])
          .whereRef('judgements.serviceId', '=', 'services.id')
          .orderBy('judgements.inspectedOn', 'desc')
          .limit(2),
      ).as('judgements'),
    )
    .where('services.providerId', '=', providerId)
    .where('services.registrationStatus', 'in', OPEN_REGISTRATIONS)
    .orderBy('services.accommodationType')
    .orderBy('areas.name')
    .orderBy('services.urn')
    .limit(MOST_ROWS)
    .execute();
  return services.map(({ judgements: [latest, previous], ...service }) => ({
    ...service,
    judgement: latest?.judgement ?? null,
    inspectedOn: latest?.inspectedOn ?? null,
    previous: previous?.judgement ?? null,
    trend: trendOf(latest?.judgement, previous?.judgement),
  }));
}

/** The provider's places in lots: for itself all of them, for an authority those of the systems that it leads or is a member of. */
async function listVisibleAdmissions(db: Db, actor: Actor, providerId: string) {
  const admissions = await db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems as systems', 'systems.id', 'lots.systemId')
    .select([
      'admissions.id',
      'admissions.status',
      'admissions.tier',
      'admissions.admittedOn',
      'admissions.suspendedOn',
      'admissions.suspension',
      'admissions.endedOn',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'systems.id as systemId',
      'systems.title as systemTitle',
    ])
    .where('admissions.providerId', '=', providerId)
    .where('admissions.admittedOn', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('admissions.providerId', '=', actor.organisationId),
        eb('systems.leadAuthorityId', '=', actor.organisationId),
        eb.exists(
          eb
            .selectFrom('purchasingSystemMembers')
            .select('purchasingSystemMembers.systemId')
            .whereRef('purchasingSystemMembers.systemId', '=', 'systems.id')
            .where('purchasingSystemMembers.authorityId', '=', actor.organisationId),
        ),
      ]),
    )
    .orderBy('systems.title')
    .orderBy('lots.number')
    .orderBy('admissions.id')
    .limit(MOST_ROWS)
    .execute();
  const holds = await listOpenHolds(
    db,
    providerId,
    admissions.map(({ id }) => id),
  );
  return admissions.map((admission) => ({
    ...admission,
    holds: holds.filter(({ admissionId }) => admissionId === admission.id),
  }));
}

async function listOpenHolds(db: Db, providerId: string, admissionIds: string[]) {
  if (admissionIds.length === 0) return [];
  return db
    .selectFrom('admissionHolds')
    .innerJoin('services', 'services.id', 'admissionHolds.serviceId')
    .select(['admissionHolds.id', 'admissionHolds.admissionId', 'admissionHolds.judgement', 'services.urn'])
    .where('admissionHolds.providerId', '=', providerId)
    .where('admissionHolds.admissionId', 'in', admissionIds)
    .where('admissionHolds.liftedAt', 'is', null)
    .orderBy('services.urn')
    .orderBy('admissionHolds.id')
    .execute();
}

/** Published vacancies, the longest unconfirmed first, and how many were confirmed in the last 7 days. */
async function freshness(db: Db, providerId: string) {
  const rows = await db
    .selectFrom('vacancies')
    .innerJoin('services', 'services.id', 'vacancies.serviceId')
    .select(['vacancies.id', 'vacancies.title', 'vacancies.confirmedAt', 'services.urn'])
    .select(sql<boolean>`coalesce(vacancies.confirmed_at >= now() - interval '7 days', false)`.as('isFresh'))
    .where('vacancies.providerId', '=', providerId)
    .where('vacancies.status', '=', 'published')
    .orderBy('vacancies.confirmedAt')
    .orderBy('vacancies.id')
    .execute();
  return {
    published: rows.length,
    fresh: rows.filter(({ isFresh }) => isFresh).length,
    stale: rows.filter(({ isFresh }) => !isFresh).slice(0, MOST_ROWS),
  };
}

/** The latest visits that are finished, with what is still to be done after them. */
async function visitFigures(db: Db, actor: Actor, { providerId, today }: { providerId: string; today: string }) {
  const { visits } = await listVisits(db, actor, { page: 1, pageSize: MOST_ROWS, providerId, today });
  const finished = visits.filter(({ status }) => status === 'final');
  const planned = visits.filter(({ status }) => status === 'planned');
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    finished,
    planned: planned.length,
    last: finished[0] ?? null,
    openActions: sum(finished.map(({ openActions }) => openActions)),
    overdueActions: sum(finished.map(({ overdueActions }) => overdueActions)),
  };
}

/** Of the actor's own authority's children who live where a judgement asks for a review. */
async function reviewFigures(db: Db, actor: Actor, input: { providerId: string; today: string }) {
  const held = await listServicesToReview(db, actor, input);
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    placements: sum(held.map(({ placements }) => placements)),
    reviewed: sum(held.map(({ reviewed }) => reviewed)),
  };
}

/** The latest notifications, and how soon after the events they came. */
async function notificationFigures(db: Db, actor: Actor, providerId: string) {
  const { notifications, total } = await listNotifications(db, actor, { page: 1, pageSize: MOST_ROWS, providerId });
  return {
    notifications,
    total,
    onTime: notifications.filter(({ late }) => !late).length,
    medianMinutes: medianOf(notifications.map(({ minutes }) => minutes)) ?? null,
  };
}
