import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { lastPage } from '../../lib/paging.ts';
import { type Actor, isFrom } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { canRunSystem } from '../purchasing-systems/purchasing-system-policy.ts';
import type { AdmissionStatus, Suspension } from './admission.ts';
import { worstDocumentStates } from './admission-documents.server.ts';
import type { AdmissionFilterInput } from './admission-form.ts';
import { canReadAdmissions } from './admission-policy.ts';

const PAGE_SIZE = 50;
export const MOST_ADMISSIONS = 5_000;

/**
 * A provider knows of its own admissions; the authority that leads the system of all of them; its members of those that were let in or
 * wait. Nobody else knows of any.
 */
export const visibleTo = (actor: Actor) => (eb: ExpressionBuilder<DB, 'admissions' | 'purchasingSystems'>) =>
  eb.or([
    eb('admissions.providerId', '=', actor.organisationId),
    eb('purchasingSystems.leadAuthorityId', '=', actor.organisationId),
    eb.and([
      eb.or([eb('admissions.status', '!=', 'ended'), eb('admissions.admittedOn', 'is not', null)]),
      eb.exists(
        eb
          .selectFrom('purchasingSystemMembers')
          .select('purchasingSystemMembers.systemId')
          .whereRef('purchasingSystemMembers.systemId', '=', 'purchasingSystems.id')
          .where('purchasingSystemMembers.authorityId', '=', actor.organisationId),
      ),
    ]),
  ]);

const admissionsOf = (db: Db, actor: Actor) =>
  db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations as providers', 'providers.id', 'admissions.providerId')
    .innerJoin('organisations as leads', 'leads.id', 'purchasingSystems.leadAuthorityId')
    .where(visibleTo(actor));

const COLUMNS = [
  'admissions.id',
  'admissions.providerId',
  'admissions.lotId',
  'admissions.tier',
  'admissions.status',
  'admissions.suspension',
  'admissions.admittedOn',
  'admissions.suspendedOn',
  'admissions.endedOn',
  'lots.number as lotNumber',
  'lots.title as lotTitle',
  'lots.tiers',
  'lots.ofstedRule',
  'purchasingSystems.id as systemId',
  'purchasingSystems.title as systemTitle',
  'purchasingSystems.leadAuthorityId',
  'providers.name as providerName',
  'leads.name as leadName',
] as const;

const standingHolds = (eb: ExpressionBuilder<DB, 'admissions'>) =>
  eb
    .selectFrom('admissionHolds')
    .select((count) => count.fn.countAll<number>().as('holds'))
    .whereRef('admissionHolds.admissionId', '=', 'admissions.id')
    .where('admissionHolds.liftedAt', 'is', null);

/** The schedule whose prices are charged on the day. */
const scheduleOn = (eb: ExpressionBuilder<DB, 'admissions'>, on: string) =>
  eb
    .selectFrom('priceSchedules')
    .whereRef('priceSchedules.admissionId', '=', 'admissions.id')
    .where('priceSchedules.status', 'in', ['approved', 'superseded'])
    .where('priceSchedules.validFrom', '<=', on)
    .where((until) =>
      until.or([until('priceSchedules.validUntil', 'is', null), until('priceSchedules.validUntil', '>', on)]),
    );

/** On what ground it ended, where it was ever in force: the latest, since it may have been admitted again in between. */
const endGround = (eb: ExpressionBuilder<DB, 'admissions'>) =>
  eb
    .selectFrom('admissionChanges')
    .select('admissionChanges.ground')
    .whereRef('admissionChanges.admissionId', '=', 'admissions.id')
    .where('admissionChanges.change', '=', 'ended')
    .where('admissions.status', '=', 'ended')
    .where('admissions.admittedOn', 'is not', null)
    .orderBy('admissionChanges.changedAt', 'desc')
    .orderBy('admissionChanges.id', 'desc')
    .limit(1);

const typed = <Row extends { status: string; suspension: string | null }>(row: Row) => ({
  ...row,
  status: row.status as AdmissionStatus,
  suspension: row.suspension as Suspension | null,
});

export function requireAdmissionReader(actor: Actor): void {
  if (!canReadAdmissions(actor)) throw new DomainError('forbidden', 'Your role does not see admissions');
}

export interface AdmissionQuery extends Partial<AdmissionFilterInput> {
  systemId?: string;
  /** Held or suspended alone: what somebody has to look at. */
  toReview?: boolean;
  page: number;
  /** ISO: documents and prices are as on that day. */
  today: string;
  pageSize?: number;
}

/** Admissions that the actor may know of, by system, lot, tier and provider, a page at a time. */
export async function listAdmissions(db: Db, actor: Actor, query: AdmissionQuery) {
  requireAdmissionReader(actor);
  const { systemId, lot, status, held, toReview, today, pageSize = PAGE_SIZE } = query;
  const isHeld = (eb: ExpressionBuilder<DB, 'admissions'>) => sql<SqlBool>`(${standingHolds(eb)}) > 0`;
  const found = admissionsOf(db, actor)
    .$if(systemId !== undefined, (some) => some.where('lots.systemId', '=', systemId ?? ''))
    .$if(lot !== undefined, (some) => some.where('lots.id', '=', lot ?? ''))
    .$if(status !== undefined, (some) => some.where('admissions.status', '=', status ?? ''))
    .$if(held === true, (some) => some.where(isHeld))
    .$if(toReview === true, (some) =>
      some.where((eb) => eb.or([eb('admissions.status', '=', 'suspended'), isHeld(eb)])),
    );
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const page = lastPage(query.page, total, pageSize);
  const rows = await found
    .select(COLUMNS)
    .select((eb) => [
      standingHolds(eb).as('holds'),
      endGround(eb).as('endGround'),
      scheduleOn(eb, today).select('priceSchedules.id').as('scheduleId'),
      scheduleOn(eb, today).select('priceSchedules.validFrom').as('pricesFrom'),
    ])
    .orderBy('purchasingSystems.title')
    .orderBy('purchasingSystems.id')
    .orderBy('lots.number')
    .orderBy('admissions.tier')
    .orderBy('providers.name')
    .orderBy('admissions.id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const seen = rows.filter((row) => seesDocuments(actor, row));
  const documents = await worstDocumentStates(db, seen, today);
  const admissions = rows.map((row) => ({
    ...typed(row),
    holds: row.holds ?? 0,
    /** Of the worst; null where the actor does not see them, or none is required. */
    documents: documents.get(row.id) ?? null,
    /** Null for whom it is not meant: seesDocuments. */
    endGround: seesDocuments(actor, row) ? row.endGround : null,
  }));
  return { admissions, total, page, pageSize };
}

export type AdmissionRow = Awaited<ReturnType<typeof listAdmissions>>['admissions'][number];

interface Parties {
  providerId: string;
  leadAuthorityId: string;
}

/** The provider's own, and commissioners of the authority that leads: others see neither its documents nor why it was decided on. */
export const seesDocuments = (actor: Actor, parties: Parties): boolean =>
  actor.organisationId === parties.providerId || canRunSystem(actor, parties);

/** One admission as it stands. */
export async function findVisibleAdmission(db: Db, actor: Actor, id: string, today: string) {
  const row = await admissionsOf(db, actor)
    .select(COLUMNS)
    .select((eb) => [
      endGround(eb).as('endGround'),
      scheduleOn(eb, today).select('priceSchedules.id').as('scheduleId'),
      scheduleOn(eb, today).select('priceSchedules.validFrom').as('pricesFrom'),
    ])
    .where('admissions.id', '=', id)
    .executeTakeFirst();
  return row && { ...typed(row), endGround: seesDocuments(actor, row) ? row.endGround : null };
}

/** The system with its lots, for authorities that belong to it. */
export async function getSystemOfMembers(db: Db, actor: Actor, systemId: string) {
  const system = await db
    .selectFrom('purchasingSystems')
    .select(['id', 'title', 'leadAuthorityId'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('purchasingSystemMembers')
            .select('purchasingSystemMembers.systemId')
            .whereRef('purchasingSystemMembers.systemId', '=', 'purchasingSystems.id')
            .where('purchasingSystemMembers.authorityId', '=', actor.organisationId),
        )
        .as('isMember'),
    )
    .where('id', '=', systemId)
    .where((eb) => eb.or([eb('status', '!=', 'draft'), eb('leadAuthorityId', '=', actor.organisationId)]))
    .executeTakeFirst();
  if (!system) throw new DomainError('not-found', 'Purchasing system not found');
  const { isMember, ...rest } = system;
  const leads = system.leadAuthorityId === actor.organisationId;
  if (!isFrom(actor, 'authority') || !(isMember || leads)) {
    throw new DomainError('forbidden', 'Its admissions are for the authorities of this purchasing system');
  }
  requireAdmissionReader(actor);
  const lots = await db
    .selectFrom('lots')
    .select(['id', 'number', 'title', 'tiers'])
    .where('systemId', '=', systemId)
    .orderBy('number')
    .limit(200)
    .execute();
  return { ...rest, leads, lots };
}

/** Of the systems that the actor's authority leads: services held, and admissions that a rule suspended. */
export async function countAdmissionsToReview(db: Db, actor: Actor): Promise<{ held: number; suspended: number }> {
  const led = admissionsOf(db, actor).where('purchasingSystems.leadAuthorityId', '=', actor.organisationId);
  return led
    .select((eb) => [
      eb.fn.coalesce(eb.fn.sum<number>(standingHolds(eb)), eb.val(0)).as('held'),
      eb.fn.countAll<number>().filterWhere('admissions.suspension', '=', 'document').as('suspended'),
    ])
    .executeTakeFirstOrThrow();
}
