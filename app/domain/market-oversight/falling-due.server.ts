import type { Db } from '#db/client.ts';
import { addDays, formatDate } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { documentKindLabel } from '../provider-profile/document-kinds.ts';
import { isUnderWay } from '../purchasing-systems/system-status.ts';
import { nextUpliftDay } from '../purchasing-systems/uplift-day.ts';
import { type OverseenSystem, requireMarketOverseer } from './overseen-systems.server.ts';

export interface DueItem {
  /** Unique among what falls due. */
  key: string;
  /** "Document expires". */
  what: string;
  /** Whose, and which. */
  about: string;
  /** ISO. */
  on: string;
  /** Where it is dealt with. */
  to: string;
}

/** How far ahead one looks. */
export const DAYS_AHEAD = 90;
const MOST = 200;

interface Window {
  system: OverseenSystem;
  /** ISO, both included. */
  on: string;
  until: string;
}

/**
 * What falls due in a system within 90 days, or is overdue; the earliest first. What the lead alone decides or sees,
 * prices and uplifts to decide, applications and documents, is listed for it alone.
 */
export async function listFallingDue(
  db: Db,
  actor: Actor,
  { system, on }: { system: OverseenSystem; on: string },
): Promise<DueItem[]> {
  requireMarketOverseer(actor);
  const within: Window = { system, on, until: addDays(on, DAYS_AHEAD) };
  const leads = system.leadAuthorityId === actor.organisationId;
  const found = [
    ...systemDates(system),
    ...upliftDays(within),
    ...(await schedulesEnding(db, within)),
    ...(await visitsPlanned(db, actor, within)),
    ...(leads ? await schedulesToDecide(db, within) : []),
    ...(leads ? await documentsExpiring(db, within) : []),
    ...(leads ? await documentsMissing(db, within) : []),
    ...(leads ? await upliftsWaiting(db, within) : []),
    ...(leads ? await applicationsDue(db, within) : []),
  ];
  return found.sort((a, b) => a.on.localeCompare(b.on) || a.key.localeCompare(b.key));
}

function systemDates({ id, title, reviewStartsOn, endsOn, extendableUntil }: OverseenSystem): DueItem[] {
  const canExtend =
    extendableUntil !== null && extendableUntil > endsOn
      ? `; it can be extended to ${formatDate(addDays(extendableUntil, -1))}`
      : '';
  const dates = [
    ...(reviewStartsOn ? [{ key: 'review', what: 'Review starts', about: title, on: reviewStartsOn }] : []),
    { key: 'end', what: 'System ends', about: title + canExtend, on: addDays(endsOn, -1) },
  ];
  return dates.map((date) => ({ ...date, to: `/purchasing-systems/${id}` }));
}

/** The next of each lot that names a day of the year on which uplifts start, while its system is in force. */
function upliftDays({ system, on, until }: Window): DueItem[] {
  const { id: systemId, title: systemTitle, startsOn, endsOn } = system;
  const earliest = startsOn > on ? startsOn : on;
  return (isUnderWay(system) ? system.lots : []).flatMap(({ id, number, title, upliftMonthDay }) => {
    const next = upliftMonthDay === null ? null : nextUpliftDay(upliftMonthDay, earliest);
    if (next === null || next > until || next >= endsOn) return [];
    const about = `${systemTitle}, lot ${number}: ${title}`;
    return [
      {
        ...{ key: `uplift day ${id}`, what: 'Uplifts of the year start', about },
        ...{ on: next, to: `/purchasing-systems/${systemId}#lot-${id}` },
      },
    ];
  });
}

/** Of the admissions to a system's lots that are in use. */
const admissionsOf = (db: Db, system: OverseenSystem) =>
  db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('organisations', 'organisations.id', 'admissions.providerId')
    .where('lots.systemId', '=', system.id)
    .where('admissions.status', 'in', ['active', 'suspended']);

/** Approved prices that end without any that follow them. */
async function schedulesEnding(db: Db, { system, on, until }: Window): Promise<DueItem[]> {
  const rows = await admissionsOf(db, system)
    .innerJoin('priceSchedules', (join) =>
      join
        .onRef('priceSchedules.admissionId', '=', 'admissions.id')
        .onRef('priceSchedules.providerId', '=', 'admissions.providerId'),
    )
    .select(['priceSchedules.id', 'priceSchedules.validUntil', 'organisations.name', 'lots.number'])
    .where('priceSchedules.status', 'in', ['approved', 'superseded'])
    .where('priceSchedules.validUntil', '>', on)
    .where('priceSchedules.validUntil', '<=', addDays(until, 1))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('priceSchedules as next')
            .select('next.id')
            .whereRef('next.admissionId', '=', 'priceSchedules.admissionId')
            .whereRef('next.providerId', '=', 'priceSchedules.providerId')
            .whereRef('next.validFrom', '>=', 'priceSchedules.validUntil')
            .where('next.status', 'in', ['approved', 'superseded']),
        ),
      ),
    )
    .orderBy('priceSchedules.validUntil')
    .orderBy('priceSchedules.id')
    .limit(MOST)
    .execute();
  return rows.map(({ id, validUntil, name, number }) => ({
    key: `schedule ${id}`,
    what: 'Prices end, and none follow',
    about: `${name}, lot ${number}`,
    on: addDays(validUntil ?? until, -1),
    to: `/price-schedules/${id}`,
  }));
}

async function schedulesToDecide(db: Db, { system, until }: Window): Promise<DueItem[]> {
  const rows = await admissionsOf(db, system)
    .innerJoin('priceSchedules', (join) =>
      join
        .onRef('priceSchedules.admissionId', '=', 'admissions.id')
        .onRef('priceSchedules.providerId', '=', 'admissions.providerId'),
    )
    .select(['priceSchedules.id', 'priceSchedules.validFrom', 'organisations.name', 'lots.number'])
    .where('priceSchedules.status', '=', 'submitted')
    .where('priceSchedules.drawnUpBy', '=', 'provider')
    .where('priceSchedules.validFrom', '<=', until)
    .orderBy('priceSchedules.validFrom')
    .orderBy('priceSchedules.id')
    .limit(MOST)
    .execute();
  return rows.map(({ id, validFrom, name, number }) => ({
    key: `submitted ${id}`,
    what: 'Prices to decide before they begin',
    about: `${name}, lot ${number}`,
    on: validFrom,
    to: `/price-schedules/${id}`,
  }));
}

/** Of the actor's own authority, those that are overdue among them. */
async function visitsPlanned(db: Db, actor: Actor, { system, until }: Window): Promise<DueItem[]> {
  const rows = await db
    .selectFrom('monitoringVisits')
    .innerJoin('organisations', 'organisations.id', 'monitoringVisits.providerId')
    .select(['monitoringVisits.id', 'monitoringVisits.visitedOn', 'organisations.name'])
    .where('monitoringVisits.authorityId', '=', actor.organisationId)
    .where('monitoringVisits.status', '=', 'planned')
    .where('monitoringVisits.visitedOn', '<=', until)
    .where('monitoringVisits.providerId', 'in', admissionsOf(db, system).select('admissions.providerId'))
    .orderBy('monitoringVisits.visitedOn')
    .orderBy('monitoringVisits.id')
    .limit(MOST)
    .execute();
  return rows.map(({ id, visitedOn, name }) => ({
    key: `visit ${id}`,
    what: 'Monitoring visit planned',
    about: name,
    on: visitedOn,
    to: `/monitoring-visits/${id}`,
  }));
}

async function documentsExpiring(db: Db, { system, until }: Window): Promise<DueItem[]> {
  const rows = await admissionsOf(db, system)
    .innerJoin('providerDocuments', 'providerDocuments.providerId', 'admissions.providerId')
    .innerJoin('requiredDocuments', (join) =>
      join
        .onRef('requiredDocuments.systemId', '=', 'lots.systemId')
        .onRef('requiredDocuments.documentKind', '=', 'providerDocuments.documentKind'),
    )
    .select([
      'admissions.id',
      'providerDocuments.id as documentId',
      'providerDocuments.documentKind',
      'providerDocuments.expiresOn',
      'organisations.name',
      'lots.number',
    ])
    .where('providerDocuments.replacedAt', 'is', null)
    .where('providerDocuments.expiresOn', '<=', until)
    .orderBy('providerDocuments.expiresOn')
    .orderBy('providerDocuments.id')
    .orderBy('admissions.id')
    .limit(MOST)
    .execute();
  return rows.map(({ id, documentId, documentKind, expiresOn, name, number }) => ({
    key: `document ${documentId} ${id}`,
    what: 'Document expires',
    about: `${name}, lot ${number}: ${documentKindLabel(documentKind)}`,
    on: expiresOn ?? until,
    to: `/admissions/${id}`,
  }));
}

/** Required, and never there, by the last day without them. */
async function documentsMissing(db: Db, { system, until }: Window): Promise<DueItem[]> {
  const rows = await admissionsOf(db, system)
    .innerJoin('requiredDocuments', 'requiredDocuments.systemId', 'lots.systemId')
    .select([
      'admissions.id',
      'requiredDocuments.documentKind',
      'requiredDocuments.dueOn',
      'organisations.name',
      'lots.number',
    ])
    .where('requiredDocuments.dueOn', '<=', until)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('providerDocuments')
            .select('providerDocuments.id')
            .whereRef('providerDocuments.providerId', '=', 'admissions.providerId')
            .whereRef('providerDocuments.documentKind', '=', 'requiredDocuments.documentKind')
            .where('providerDocuments.replacedAt', 'is', null),
        ),
      ),
    )
    .orderBy('requiredDocuments.dueOn')
    .orderBy('requiredDocuments.documentKind')
    .orderBy('admissions.id')
    .limit(MOST)
    .execute();
  return rows.map(({ id, documentKind, dueOn, name, number }) => ({
    key: `missing ${documentKind} ${id}`,
    what: 'Document due: there is none',
    about: `${name}, lot ${number}: ${documentKindLabel(documentKind)}`,
    on: dueOn,
    to: `/admissions/${id}`,
  }));
}

async function upliftsWaiting(db: Db, { system }: Window): Promise<DueItem[]> {
  const rows = await admissionsOf(db, system)
    .innerJoin('upliftRequests', 'upliftRequests.admissionId', 'admissions.id')
    .select(['upliftRequests.id', 'upliftRequests.fromDate', 'organisations.name', 'lots.number'])
    .where('upliftRequests.status', '=', 'submitted')
    .orderBy('upliftRequests.fromDate')
    .orderBy('upliftRequests.id')
    .limit(MOST)
    .execute();
  return rows.map(({ id, fromDate, name, number }) => ({
    key: `uplift ${id}`,
    what: 'Uplift asked from',
    about: `${name}, lot ${number}`,
    on: fromDate,
    to: `/uplifts/${id}`,
  }));
}

async function applicationsDue(db: Db, { system }: Window): Promise<DueItem[]> {
  const rows = await db
    .selectFrom('lotApplications')
    .innerJoin('lots', 'lots.id', 'lotApplications.lotId')
    .innerJoin('organisations', 'organisations.id', 'lotApplications.providerId')
    .select(['lotApplications.id', 'lotApplications.dueOn', 'organisations.name', 'lots.number'])
    .where('lots.systemId', '=', system.id)
    .where('lotApplications.status', '=', 'submitted')
    .where('lotApplications.dueOn', 'is not', null)
    .orderBy('lotApplications.dueOn')
    .orderBy('lotApplications.id')
    .limit(MOST)
    .execute();
  return rows.map(({ id, dueOn, name, number }) => ({
    key: `application ${id}`,
    what: 'Application to decide',
    about: `${name}, lot ${number}`,
    on: dueOn ?? '',
    to: `/evaluations/${id}`,
  }));
}
