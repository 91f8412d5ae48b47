import { type ExpressionBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { type Actor, isFrom } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import type { OfstedRule } from '../purchasing-systems/ofsted-rule.ts';
import { canReadPrices } from './price-schedule-policy.ts';
import type { PriceLine, PriceModel, SchedulePrices } from './quote.ts';

/**
 * A provider knows of its own schedules; an authority of those in the purchasing systems it belongs to, once they are more than a draft.
 * Nobody else knows of any: a provider never sees another provider's prices.
 */
const visibleTo = (actor: Actor) => (eb: ExpressionBuilder<DB, 'priceSchedules' | 'lots'>) =>
  isFrom(actor, 'authority')
    ? eb.and([
        eb('priceSchedules.status', '!=', 'draft'),
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

const selectSchedules = (db: Db, actor: Actor) =>
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
      'admissions.tier',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.tiers',
      'purchasingSystems.id as systemId',
      'purchasingSystems.title as systemTitle',
      'providers.name as providerName',
      'leads.name as leadName',
    ])
    .where(visibleTo(actor));

/** The provider's own schedules, newest first within each lot. */
export function listPriceSchedules(db: Db, actor: Actor) {
  if (!isFrom(actor, 'provider')) throw new DomainError('forbidden', 'Price schedules are listed for providers');
  return selectSchedules(db, actor)
    .orderBy('purchasingSystems.title')
    .orderBy('lots.number')
    .orderBy('priceSchedules.validFrom', 'desc')
    .orderBy('priceSchedules.id')
    .limit(MOST_SCHEDULES)
    .execute();
}

function requirePriceReader(actor: Actor): void {
  if (!canReadPrices(actor)) throw new DomainError('forbidden', 'Your role does not see prices');
}

/** One schedule with its prices, and those of the schedule it follows, if any. */
export async function getPriceSchedule(db: Db, actor: Actor, scheduleId: string) {
  requirePriceReader(actor);
  const schedule = await selectSchedules(db, actor).where('priceSchedules.id', '=', scheduleId).executeTakeFirst();
  if (!schedule) throw new DomainError('not-found', 'Price schedule not found');
  const earlier = await selectSchedules(db, actor)
    .where('priceSchedules.admissionId', '=', schedule.admissionId)
    .where('priceSchedules.validFrom', '<', schedule.validFrom)
    .where('priceSchedules.status', 'in', ['approved', 'superseded'])
    .orderBy('priceSchedules.validFrom', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    ...schedule,
    prices: await getPrices(db, schedule.id),
    earlier: earlier ? { ...earlier, prices: await getPrices(db, earlier.id) } : null,
  };
}

async function getPrices(db: Db, scheduleId: string): Promise<SchedulePrices> {
  const { model, lines, ...terms } = await db
    .selectFrom('priceSchedules')
    .innerJoin('admissions', 'admissions.id', 'priceSchedules.admissionId')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .select(['lots.priceModel as model', ...TERMS])
    .select(priceLines)
    .where('priceSchedules.id', '=', scheduleId)
    .executeTakeFirstOrThrow();
  return { model: model as PriceModel, lines: lines as PriceLine[], ...terms };
}

const TERMS = [
  'priceSchedules.siblingDiscountBps',
  'priceSchedules.includedSupportHours',
  'priceSchedules.extraSupportHourPence',
] as const;

const priceLines = (eb: ExpressionBuilder<DB, 'priceSchedules'>) =>
  jsonArrayFrom(
    eb
      .selectFrom('priceLines')
      .select(['level', 'ageFrom', 'ageTo', 'weeklyPence'])
      .whereRef('priceLines.scheduleId', '=', 'priceSchedules.id')
      .orderBy('level')
      .orderBy('ageFrom'),
  ).as('lines');

/** The prices that one provider may charge an authority in one lot. */
export interface LotPrices {
  providerId: string;
  scheduleId: string;
  systemTitle: string;
  lotNumber: number;
  lotTitle: string;
  tier: number;
  ofstedRule: OfstedRule;
  prices: SchedulePrices;
}

interface LotPricesInput {
  /** The smallint of the accommodation type. */
  accommodationType: number;
  /** The day of the start, ISO: systems, memberships and schedules in force on it count. */
  on: string;
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
      'priceSchedules.id as scheduleId',
      'purchasingSystems.title as systemTitle',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.priceModel',
      'lots.ofstedRule',
      'admissions.tier',
      ...TERMS,
    ])
    .select(priceLines)
    .where('purchasingSystemMembers.authorityId', '=', actor.organisationId)
    .where('purchasingSystemMembers.joinedOn', '<=', input.on)
    .where('purchasingSystems.status', 'in', ['open', 'closed'])
    .where('purchasingSystems.startsOn', '<=', input.on)
    .where('purchasingSystems.endsOn', '>', input.on)
    .where('lots.accommodationType', '=', sql<number>`${input.accommodationType}::smallint`)
    .where('admissions.status', '=', 'active')
    .where('priceSchedules.status', 'in', ['approved', 'superseded'])
    .where('priceSchedules.validFrom', '<=', input.on)
    .where((eb) => eb.or([eb('priceSchedules.validUntil', 'is', null), eb('priceSchedules.validUntil', '>', input.on)]))
    .$if(input.providerIds !== undefined, (query) =>
      query.where('priceSchedules.providerId', '=', sql<string>`any(${input.providerIds}::uuid[])`),
    )
    .orderBy('purchasingSystems.title')
    .orderBy('lots.number')
    .orderBy('priceSchedules.id')
    .execute();
  return rows.map(
    ({ priceModel, ofstedRule, lines, siblingDiscountBps, includedSupportHours, extraSupportHourPence, ...row }) => ({
      ...row,
      ofstedRule: ofstedRule as OfstedRule,
      prices: {
        model: priceModel as PriceModel,
        siblingDiscountBps,
        includedSupportHours,
        extraSupportHourPence,
        lines: lines as PriceLine[],
      },
    }),
  );
}
