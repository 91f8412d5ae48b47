import type { ExpressionBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import type { Actor } from '../accounts/actor.ts';
import { canReadAdmissions } from '../admissions/admission-policy.ts';
import { visibleTo as admissionsVisibleTo } from '../admissions/admissions.server.ts';
import { DomainError } from '../errors.ts';
import type { SystemStatus } from './purchasing-system.ts';
import { canRunSystem } from './purchasing-system-policy.ts';
import { STATUS_NOW } from './system-status-now.server.ts';

/**
 * Anyone may know of a purchasing system once it is published; of a draft the authority that leads it, and those that it asked to join
 * and that have not declined.
 */
const visibleTo = (actor: Actor | null) => (eb: ExpressionBuilder<DB, 'purchasingSystems'>) =>
  eb.or([
    eb('purchasingSystems.status', '!=', 'draft'),
    ...(actor
      ? [
          eb('purchasingSystems.leadAuthorityId', '=', actor.organisationId),
          eb.exists(
            eb
              .selectFrom('purchasingSystemInvitations as invited')
              .select('invited.systemId')
              .whereRef('invited.systemId', '=', 'purchasingSystems.id')
              .where('invited.authorityId', '=', actor.organisationId)
              .where((answer) =>
                answer.or([answer('invited.answer', 'is', null), answer('invited.answer', '=', 'accepted')]),
              ),
          ),
        ]
      : []),
  ]);

const MOST_SYSTEMS = 200;

const selectSystems = (db: Db, actor: Actor | null) =>
  db
    .selectFrom('purchasingSystems')
    .innerJoin('organisations as leads', 'leads.id', 'purchasingSystems.leadAuthorityId')
    .select([
      'purchasingSystems.id',
      'purchasingSystems.leadAuthorityId',
      'purchasingSystems.title',
      'purchasingSystems.kind',
      'purchasingSystems.regime',
      STATUS_NOW.as('status'),
      'purchasingSystems.revision',
      'purchasingSystems.summary',
      'purchasingSystems.howToJoin',
      'purchasingSystems.startsOn',
      'purchasingSystems.endsOn',
      'purchasingSystems.extendableUntil',
      'purchasingSystems.reviewStartsOn',
      'purchasingSystems.takesApplications',
      'purchasingSystems.evaluationDays',
      'purchasingSystems.extendedEvaluationDays',
      'purchasingSystems.clarificationDays',
      'purchasingSystems.notifyWithinHours',
      'purchasingSystems.publishedAt',
      'leads.name as leadName',
    ])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('lots')
          .select([
            'lots.id',
            'lots.number',
            'lots.title',
            'lots.description',
            'lots.accommodationType',
            'lots.tiers',
            'lots.priceModel',
            'lots.ofstedRule',
            'lots.noticeDays',
            'lots.upliftMonthDay',
            'lots.hourlyCeilingPence',
            'lots.leastIncludedHours',
          ])
          .whereRef('lots.systemId', '=', 'purchasingSystems.id')
          .orderBy('lots.number'),
      ).as('lots'),
      jsonArrayFrom(
        eb
          .selectFrom('purchasingSystemMembers')
          .innerJoin('organisations', 'organisations.id', 'purchasingSystemMembers.authorityId')
          .select(['organisations.id', 'organisations.name'])
          .whereRef('purchasingSystemMembers.systemId', '=', 'purchasingSystems.id')
          .orderBy('organisations.name'),
      ).as('members'),
    ])
    .where(visibleTo(actor));

interface SystemsWanted {
  /** The smallint of the accommodation type that one of the lots is for. */
  accommodationType?: number | undefined;
  status?: SystemStatus | undefined;
}

/** By title, the actor's own drafts first. */
export function listPurchasingSystems(db: Db, actor: Actor | null, { accommodationType, status }: SystemsWanted = {}) {
  return selectSystems(db, actor)
    .$if(status !== undefined, (query) => query.where(STATUS_NOW, '=', status ?? ''))
    .$if(accommodationType !== undefined, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('lots as wanted')
            .select('wanted.id')
            .whereRef('wanted.systemId', '=', 'purchasingSystems.id')
            .where('wanted.accommodationType', '=', accommodationType ?? 0),
        ),
      ),
    )
    .orderBy((eb) => eb('purchasingSystems.status', '=', 'draft'), 'desc')
    .orderBy('purchasingSystems.title')
    .orderBy('purchasingSystems.id')
    .limit(MOST_SYSTEMS)
    .execute();
}

export type PurchasingSystem = Awaited<ReturnType<typeof getPurchasingSystem>>;

export async function getPurchasingSystem(db: Db, actor: Actor | null, systemId: string) {
  const system = await selectSystems(db, actor).where('purchasingSystems.id', '=', systemId).executeTakeFirst();
  if (!system) throw new DomainError('not-found', 'Purchasing system not found');
  return system;
}

/** The system, where the actor runs it. */
export async function getSystemToRun(db: Db, actor: Actor, systemId: string): Promise<PurchasingSystem> {
  const system = await getPurchasingSystem(db, actor, systemId);
  requireSystemRunner(actor, system);
  return system;
}

export function requireSystemRunner(actor: Actor, system: { leadAuthorityId: string }): void {
  if (!canRunSystem(actor, system))
    throw new DomainError('forbidden', 'Only commissioners of the authority that leads it run a purchasing system');
}

/**
 * The system held until the transaction ends, where the actor runs it: its commands follow each other. Refused where `revision` is given
 * and is not its newest.
 */
export async function lockSystem(
  db: Db,
  actor: Actor,
  { systemId, revision }: { systemId: string; revision?: number },
): Promise<PurchasingSystem> {
  // Row level security locks a row for those alone who may change it: who may not learns so first.
  await getSystemToRun(db, actor, systemId);
  await db.selectFrom('purchasingSystems').select('id').where('id', '=', systemId).forUpdate().execute();
  const system = await getPurchasingSystem(db, actor, systemId);
  if (revision !== undefined && revision !== system.revision)
    throw new DomainError('conflict', 'Somebody has changed this purchasing system since you opened the page');
  return system;
}

/** How often its end was moved, the first time first. */
export function listExtensions(db: Db, systemId: string) {
  return db
    .selectFrom('purchasingSystemExtensions')
    .select(['id', 'endedOnBefore', 'endsOn', 'reason', 'extendedAt'])
    .where('systemId', '=', systemId)
    .orderBy('extendedAt')
    .orderBy('id')
    .limit(MOST_SYSTEMS)
    .execute();
}

/**
 * Who is admitted to the system's lots, as far as the actor may know: refused and withdrawn applicants are between them and the authority
 * that leads. `scheduleId` is the price schedule in force on the day, ISO.
 */
export async function listAdmissions(db: Db, actor: Actor | null, input: { systemId: string; on: string }) {
  if (!actor || !canReadAdmissions(actor)) return [];
  return db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations', 'organisations.id', 'admissions.providerId')
    .select([
      'admissions.id',
      'admissions.lotId',
      'admissions.tier',
      'admissions.status',
      'admissions.admittedOn',
      'organisations.name as providerName',
    ])
    .select((eb) =>
      eb
        .selectFrom('priceSchedules')
        .select('priceSchedules.id')
        .whereRef('priceSchedules.admissionId', '=', 'admissions.id')
        .where('priceSchedules.status', 'in', ['approved', 'superseded'])
        .where('priceSchedules.validFrom', '<=', input.on)
        .where((until) =>
          until.or([until('priceSchedules.validUntil', 'is', null), until('priceSchedules.validUntil', '>', input.on)]),
        )
        .as('scheduleId'),
    )
    .where('lots.systemId', '=', input.systemId)
    .where(admissionsVisibleTo(actor))
    .orderBy('lots.number')
    .orderBy('admissions.tier')
    .orderBy('organisations.name')
    .orderBy('admissions.id')
    .limit(MOST_ADMISSIONS)
    .execute();
}

const MOST_ADMISSIONS = 2000;
