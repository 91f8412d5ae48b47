import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client.ts';
import { addDays, daysBetween } from '../../lib/dates.ts';
import { type Actor, isFrom } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import type { PriceModel } from './price-levels.ts';
import { countPlacementsInSystem, requirePriceReader } from './price-schedules.server.ts';
import { type PricingProfile, type Quote, type QuotePart, quoteStay } from './quote.ts';
import { addOnField, type QuoteQuestion } from './quote-form.ts';
import { listChargedPrices } from './schedule-prices.server.ts';

const NIGHTS = 7;

/**
 * An admission whose prices the actor reads, with what its lot asks of whoever wants a price: of a provider its own, of an authority any
 * in a purchasing system that it belongs to. To anyone else there is none.
 */
export async function getAdmissionToPrice(db: Db, actor: Actor, admissionId: string) {
  requirePriceReader(actor);
  const admission = await db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations', 'organisations.id', 'admissions.providerId')
    .select([
      'admissions.id',
      'admissions.providerId',
      'admissions.status',
      'admissions.tier',
      'organisations.name as providerName',
      'purchasingSystems.id as systemId',
      'purchasingSystems.title as systemTitle',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.accommodationType',
      'lots.priceModel',
      'lots.ageBasis',
      'lots.priceBasis',
    ])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('lotAddOns')
          .select(['code', 'label', 'unit'])
          .whereRef('lotAddOns.lotId', '=', 'lots.id')
          .orderBy('position')
          .orderBy('code'),
      ).as('addOns'),
      eb
        .exists(
          eb
            .selectFrom('lotPricePoints')
            .select('lotPricePoints.lotId')
            .whereRef('lotPricePoints.lotId', '=', 'lots.id')
            .where((point) => point.or([point('occupancyFrom', '>', 1), point('occupancyTo', '<', 99)])),
        )
        .as('byOccupancy'),
      eb
        .exists(
          eb
            .selectFrom('lotAdjustments')
            .select('lotAdjustments.lotId')
            .whereRef('lotAdjustments.lotId', '=', 'lots.id')
            .where('kind', '=', 'volume'),
        )
        .as('byVolume'),
    ])
    .where('admissions.id', '=', admissionId)
    .where((eb) =>
      isFrom(actor, 'provider')
        ? eb('admissions.providerId', '=', actor.organisationId)
        : eb.exists(
            eb
              .selectFrom('purchasingSystemMembers')
              .select('purchasingSystemMembers.systemId')
              .whereRef('purchasingSystemMembers.systemId', '=', 'lots.systemId')
              .where('purchasingSystemMembers.authorityId', '=', actor.organisationId),
          ),
    )
    .executeTakeFirst();
  if (!admission) throw new DomainError('not-found', 'Admission not found');
  const { priceModel, byOccupancy, byVolume, ...rest } = admission;
  return {
    ...rest,
    model: priceModel as PriceModel,
    byOccupancy: Boolean(byOccupancy),
    byVolume: Boolean(byVolume),
  };
}

export type AdmissionToPrice = Awaited<ReturnType<typeof getAdmissionToPrice>>;

/** The price of one admission for one child. */
export interface AdmissionQuote {
  /** ISO: the first night. */
  startsOn: string;
  /** Undefined where there is no price: `schedules` says whether any was in force. */
  quote: Quote | undefined;
  /** Those that the price was worked out from, the earliest first; none was in force on the first night where it is empty. */
  schedules: { id: string; validFrom: string; validUntil: string | null }[];
  /** Children placed with the provider under the system already, as the price took it; null where it counts for nothing. */
  placementsInSystem: number | null;
}

interface QuoteAsked {
  admission: AdmissionToPrice;
  question: QuoteQuestion;
  /** The child's next birthday after the first night, ISO: counts where the lot's fee follows the age. */
  birthday?: string;
}

/** Prices a place with an admission that getAdmissionToPrice gave. Nothing of it is stored. */
export async function quoteAdmission(
  db: Db,
  actor: Actor,
  { admission, question, birthday }: QuoteAsked,
): Promise<AdmissionQuote> {
  requirePriceReader(actor);
  const { from, weeks } = question;
  const until = admission.priceBasis === 'at_start' ? addDays(from, 1) : addDays(from, weeks * NIGHTS);
  const schedules = await listChargedPrices(db, { admission, from, until });
  const inForce = schedules[0] !== undefined && schedules[0].validFrom <= from;
  const placementsInSystem = admission.byVolume ? await placementsOf(db, admission, question) : null;
  const nightsToBirthday = birthday === undefined ? undefined : daysBetween(from, birthday);
  const profile = { ...profileOf(question, admission, placementsInSystem ?? 0), nightsToBirthday };
  return {
    startsOn: from,
    quote: quoteStay(schedules, profile, from),
    schedules: inForce ? schedules.map(({ id, validFrom, validUntil }) => ({ id, validFrom, validUntil })) : [],
    placementsInSystem,
  };
}

/** As many as asked about; else as many as there are: authorities of the system are told, a provider says it itself. */
async function placementsOf(db: Db, { systemId, providerId }: AdmissionToPrice, { placed, from }: QuoteQuestion) {
  if (placed !== undefined) return placed;
  return (await countPlacementsInSystem(db, systemId, from)).get(providerId) ?? 0;
}

function profileOf(question: QuoteQuestion, { addOns }: AdmissionToPrice, placementsInSystem: number): PricingProfile {
  const { age, needs, siblings, nth, hours, weeks, places, education, health } = question;
  const contributions: QuotePart[] = [
    ...(education ? [{ label: 'Education', weeklyPence: education }] : []),
    ...(health ? [{ label: 'Health', weeklyPence: health }] : []),
  ];
  return {
    ...{ age, needs, siblings, weeks, placementsInSystem, contributions },
    nthChild: nth,
    supportHours: hours,
    homePlaces: places,
    addOns: Object.fromEntries(addOns.map(({ code }) => [code, addOnQuantity(question, code)])),
  };
}

const addOnQuantity = (question: QuoteQuestion, code: string): number =>
  Number((question as Record<string, unknown>)[addOnField(code)] ?? 0);
