import { type ExpressionBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { type Actor, isFrom } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import type { OfstedRule } from '../purchasing-systems/ofsted-rule.ts';
import { writtenOf } from './lot-grid.ts';
import { getLotGrid } from './lot-grids.server.ts';
import { scheduleCsv } from './price-schedule-csv.ts';
import { canListSchedules, canReadPrices } from './price-schedule-policy.ts';
import type { DatedPrices, SchedulePrices } from './quote.ts';
import { type PriceRow, priceParts, pricesOf, pricesOfSchedule, TERMS } from './schedule-prices.server.ts';

/**
 * A provider knows of its own schedules; the authority that leads of all that are more than a draft; members that do not lead of those that
 * were approved. Nobody else knows of any: a provider never sees another provider's prices.
 *
 * Source: docs/decisions/0017.
 */
const visibleTo = (actor: Actor) => (eb: ExpressionBuilder<DB, 'priceSchedules' | 'lots' | 'purchasingSystems'>) =>
  isFrom(actor, 'authority')
    ? eb.and([
        eb('priceSchedules.status', '!=', 'draft'),
        eb.or([
          eb('priceSchedules.status', 'in', ['approved', 'superseded']),
          eb('purchasingSystems.leadAuthorityId', '=', actor.organisationId),
        ]),
        eb.exists(
          eb
            .selectFrom('purchasingSystemMembers')
            .select('purchasingSystemMembers.systemId')
            .whereRef('purchasingSystemMembers.systemId', '=', 'lots.systemId')
            .where('purchasingSystemMembers.authorityId', '=', actor.organisationId),
        ),
      ])
    : eb('priceSchedules.providerId', '=', actor.organisationId);

const MOST_SCHEDULES = 200;

export const selectSchedules = (db: Db, actor: Actor) =>
  db
    .selectFrom('priceSchedules')
    .innerJoin('admissions', 'admissions.id', 'priceSchedules.admissionId')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations as providers', 'providers.id', 'priceSchedules.providerId')
    .innerJoin('organisations as leads', 'leads.id', 'purchasingSystems.leadAuthorityId')
    .select([
      'priceSchedules.id',
      'priceSchedules.admissionId',
      'priceSchedules.status',
      'priceSchedules.validFrom',
      'priceSchedules.validUntil',
      'priceSchedules.reason',
      'priceSchedules.revision',
      'priceSchedules.drawnUpBy',
      'priceSchedules.submittedAt',
      'priceSchedules.approvedAt',
      'priceSchedules.decidedAt',
      'priceSchedules.providerId',
      'admissions.tier',
      'admissions.status as admissionStatus',
      'admissions.admittedOn',
      'lots.id as lotId',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.tiers',
      'purchasingSystems.id as systemId',
      'purchasingSystems.title as systemTitle',
      'purchasingSystems.leadAuthorityId',
      'providers.name as providerName',
      'leads.name as leadName',
    ])
    .where(visibleTo(actor));

/** A provider's own schedules, newest first within each lot; those that wait for the decision of the authority that leads. */
export function listPriceSchedules(db: Db, actor: Actor) {
  if (!canListSchedules(actor)) throw new DomainError('forbidden', 'Your role does not list price schedules');
  return selectSchedules(db, actor)
    .$if(isFrom(actor, 'authority'), (query) =>
      query
        .where('priceSchedules.status', '=', 'submitted')
        .where('purchasingSystems.leadAuthorityId', '=', actor.organisationId),
    )
    .orderBy('purchasingSystems.title')
    .orderBy('lots.number')
    .orderBy('priceSchedules.validFrom', 'desc')
    .orderBy('priceSchedules.id')
    .limit(MOST_SCHEDULES)
    .execute();
}

/** How many schedules wait for the actor's decision. */
export async function countSchedulesToDecide(db: Db, actor: Actor): Promise<number> {
  const { waiting } = await db
    .selectFrom('priceSchedules')
    .innerJoin('admissions', 'admissions.id', 'priceSchedules.admissionId')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('purchasingSystems.leadAuthorityId', '=', actor.organisationId)
    .where('priceSchedules.status', '=', 'submitted')
    .executeTakeFirstOrThrow();
  return waiting;
}

export function requirePriceReader(actor: Actor): void {
  if (!canReadPrices(actor)) throw new DomainError('forbidden', 'Your role does not see prices');
}

/** The start of the latest schedule of the admission that was approved; null where none was. */
export async function latestApprovedStart(db: Db, admissionId: string): Promise<string | null> {
  const latest = await db
    .selectFrom('priceSchedules')
    .select('validFrom')
    .where('admissionId', '=', admissionId)
    .where('status', 'in', ['approved', 'superseded'])
    .orderBy('validFrom', 'desc')
    .limit(1)
    .executeTakeFirst();
  return latest?.validFrom ?? null;
}

/** What was decided on it each time, the latest first: for the provider and the authority that leads. */
async function listDecisions(
  db: Db,
  actor: Actor,
  schedule: { id: string; providerId: string; leadAuthorityId: string },
) {
  if (actor.organisationId !== schedule.providerId && actor.organisationId !== schedule.leadAuthorityId) return [];
  return db
    .selectFrom('priceScheduleDecisions')
    .select(['id', 'outcome', 'reason', 'decidedAt'])
    .where('scheduleId', '=', schedule.id)
    .orderBy('decidedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SCHEDULES)
    .execute();
}

/** One schedule with its prices, those of the schedule it follows, if any, and the one that follows it. */
export async function getPriceSchedule(db: Db, actor: Actor, scheduleId: string) {
  requirePriceReader(actor);
  const schedule = await selectSchedules(db, actor).where('priceSchedules.id', '=', scheduleId).executeTakeFirst();
  if (!schedule) throw new DomainError('not-found', 'Price schedule not found');
  const charged = selectSchedules(db, actor)
    .where('priceSchedules.admissionId', '=', schedule.admissionId)
    .where('priceSchedules.status', 'in', ['approved', 'superseded'])
    .limit(1);
  const earlier = await charged
    .where('priceSchedules.validFrom', '<', schedule.validFrom)
    .orderBy('priceSchedules.validFrom', 'desc')
    .executeTakeFirst();
  const later = await charged
    .where('priceSchedules.validFrom', '>', schedule.validFrom)
    .orderBy('priceSchedules.validFrom')
    .executeTakeFirst();
  return {
    ...schedule,
    latestFrom: await latestApprovedStart(db, schedule.admissionId),
    prices: await pricesOfSchedule(db, schedule.id),
    decisions: await listDecisions(db, actor, schedule),
    earlier: earlier ? { ...earlier, prices: await pricesOfSchedule(db, earlier.id) } : null,
    laterId: later?.id ?? null,
  };
}

/** A schedule as a file that the editor takes again; with a byte order mark, by which a spreadsheet knows its encoding. */
export async function exportSchedule(
  db: Db,
  actor: Actor,
  scheduleId: string,
): Promise<{ name: string; text: string }> {
  const { lotId, lotNumber, validFrom, prices } = await getPriceSchedule(db, actor, scheduleId);
  const text = scheduleCsv(await getLotGrid(db, lotId), writtenOf(prices));
  return { name: `prices-lot-${lotNumber}-from-${validFrom}.csv`, text: `\ufeff${text}` };
}

/** The prices that one provider may charge an authority in one lot. */
export interface LotPrices {
  providerId: string;
  admissionId: string;
  systemId: string;
  /** The schedule in force on the day. */
  scheduleId: string;
  systemTitle: string;
  lotNumber: number;
  lotTitle: string;
  tier: number;
  ofstedRule: OfstedRule;
  /** Services of the provider to which the lot sends no new referrals, and the judgement that is why. */
  holds: { serviceId: string; judgement: string; inspectedOn: string }[];
  /** In force on the day. */
  prices: SchedulePrices;
  /** In force on the day, and after it until `until`, in order. */
  schedules: DatedPrices[];
}

interface LotPricesInput {
  /** The smallint of the accommodation type. */
  accommodationType: number;
  /** The day of the start, ISO: systems, memberships and schedules in force on it count. */
  on: string;
  /** The end of the stay, ISO: schedules that begin before it count for a lot whose fees follow them. Absent: none does. */
  until?: string;
  /** Undefined: every provider. */
  providerIds?: string[];
}

/** The framework prices in force on a day that the actor's authority may buy at. */
export async function listLotPrices(db: Db, actor: Actor, input: LotPricesInput): Promise<LotPrices[]> {
  requirePriceReader(actor);
  const rows = await db
    .selectFrom('purchasingSystemMembers')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'purchasingSystemMembers.systemId')
    .innerJoin('lots', 'lots.systemId', 'purchasingSystems.id')
    .innerJoin('admissions', 'admissions.lotId', 'lots.id')
    .innerJoin('priceSchedules', 'priceSchedules.admissionId', 'admissions.id')
    .select([
      'priceSchedules.providerId',
      'priceSchedules.admissionId',
      'priceSchedules.id as scheduleId',
      'priceSchedules.validFrom',
      'priceSchedules.validUntil',
      'purchasingSystems.id as systemId',
      'purchasingSystems.title as systemTitle',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.ofstedRule',
      'admissions.tier',
      ...TERMS,
    ])
    .select(priceParts)
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('admissionHolds')
          .select(['admissionHolds.serviceId', 'admissionHolds.judgement', 'admissionHolds.inspectedOn'])
          .whereRef('admissionHolds.admissionId', '=', 'admissions.id')
          .where('admissionHolds.liftedAt', 'is', null),
      ).as('holds'),
    )
    .where('purchasingSystemMembers.authorityId', '=', actor.organisationId)
    .where('purchasingSystemMembers.joinedOn', '<=', input.on)
    .where('purchasingSystems.status', 'in', ['open', 'closed'])
    .where('purchasingSystems.startsOn', '<=', input.on)
    .where('purchasingSystems.endsOn', '>', input.on)
    .where('lots.accommodationType', '=', sql<number>`${input.accommodationType}::smallint`)
    .where('admissions.status', '=', 'active')
    .where('priceSchedules.status', 'in', ['approved', 'superseded'])
    .where((eb) =>
      eb.or([
        eb('priceSchedules.validFrom', '<=', input.on),
        eb.and([eb('lots.priceBasis', '=', 'in_stay'), eb('priceSchedules.validFrom', '<', input.until ?? input.on)]),
      ]),
    )
    .where((eb) => eb.or([eb('priceSchedules.validUntil', 'is', null), eb('priceSchedules.validUntil', '>', input.on)]))
    .$if(input.providerIds !== undefined, (query) =>
      query.where('priceSchedules.providerId', '=', sql<string>`any(${input.providerIds}::uuid[])`),
    )
    .orderBy('purchasingSystems.title')
    .orderBy('lots.number')
    .orderBy('priceSchedules.admissionId')
    .orderBy('priceSchedules.validFrom')
    .execute();
  const found: LotPrices[] = [];
  for (const { holds, validFrom, validUntil, ...row } of rows) {
    const prices = pricesOf(row as PriceRow);
    const dated = { validFrom, validUntil, prices };
    const before = found.at(-1);
    if (before?.admissionId === row.admissionId) before.schedules.push(dated);
    // Without a schedule in force on the day there is no price: one that begins later alone is none.
    else if (validFrom <= input.on) {
      const { providerId, admissionId, systemId, scheduleId, systemTitle, lotNumber, lotTitle, tier } = row;
      found.push({
        ...{ providerId, admissionId, systemId, scheduleId, systemTitle, lotNumber, lotTitle, tier },
        ofstedRule: row.ofstedRule as OfstedRule,
        holds,
        prices,
        schedules: [dated],
      });
    }
  }
  return found;
}

/** Children living, on a day, in places bought under a system, by provider: what a volume discount counts. */
export async function countPlacementsInSystem(db: Db, systemId: string, on: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ providerId: string; placements: number }>`
    select provider_id as "providerId", placements from placements_in_system(${systemId}::uuid, ${on}::date)
  `.execute(db);
  return new Map(rows.map(({ providerId, placements }) => [providerId, placements]));
}
