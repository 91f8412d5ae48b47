import { type ExpressionBuilder, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { addDays } from '../../lib/dates.ts';
import { type GridPoint, milesBetween, milesToMetres } from '../../lib/distance.ts';
import { lastPage } from '../../lib/paging.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { countPlacementsInSystem, type LotPrices, listLotPrices } from '../price-schedules/price-schedules.server.ts';
import { type PricingProfile, type Quote, quoteStay } from '../price-schedules/quote.ts';
import { accommodationBySlug, OPEN_REGISTRATIONS } from '../services/accommodation.ts';
import type { OutwardCode } from '../services/outward-codes.server.ts';
import { canSearchVacancies } from './vacancy-policy.ts';
import type { VacancySearch } from './vacancy-search-form.ts';

const PAGE_SIZE = 20;
/** Counting stops here: nobody reads further, and the count stays quick. */
const MOST_COUNTED = 1000;

/** The price of a place under one lot that the authority may buy from. */
export interface LotQuote
  extends Pick<
    LotPrices,
    'admissionId' | 'scheduleId' | 'systemTitle' | 'lotNumber' | 'lotTitle' | 'tier' | 'ofstedRule'
  > {
  /** Children that the service is registered for. */
  homePlaces: number;
  quote: Quote;
}

/** A lot that sends no new referrals to the service, since a judgement broke its rule. */
export interface HeldLot
  extends Pick<LotPrices, 'scheduleId' | 'systemTitle' | 'lotNumber' | 'lotTitle' | 'ofstedRule'> {
  judgement: string;
  /** ISO. */
  inspectedOn: string;
}

/** Of one service: what a place costs under each lot, cheapest first, and the lots that hold it back, whatever they would cost. */
interface ServiceQuotes {
  quotes: LotQuote[];
  withheld: HeldLot[];
}

type QuotesByService = Map<string, ServiceQuotes>;

/**
 * The published places that can take the child, a page at a time, each priced for that child: under every lot the actor's authority may
 * buy from, cheapest first, and at the provider's spot fee. A lot that holds new referrals to the service back gives no price: it is
 * `withheld`. Distances are from one outward postcode's centroid to another's. A page past the end becomes the last.
 */
export async function searchVacancies(db: Db, actor: Actor, search: VacancySearch, origin: OutwardCode) {
  requireSearch(actor);
  // Sorting by price needs every service's price; the other orders only those of the page.
  const all = search.sort === 'price' ? await quotesByService(db, actor, search) : undefined;

  const counted = await countMatches(db, search, origin);
  const page = lastPage(search.page, counted, PAGE_SIZE);
  const rows = await inOrder(db, search, origin, all)
    .select(RESULT_COLUMNS)
    .select(latestJudgement)
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  const quotes = all ?? (await quotesByService(db, actor, search, [...new Set(rows.map((row) => row.serviceId))]));
  return {
    results: rows
      .map(({ searchEasting, searchNorthing, serviceId, ...row }) => {
        const at = { easting: searchEasting, northing: searchNorthing };
        const { quotes: offered, withheld } = quotes.get(serviceId) ?? { quotes: [], withheld: [] };
        return { ...row, at, miles: milesBetween(origin, at), quotes: offered, withheld };
      })
      .filter(({ at }) => isWithin(search, origin, at))
      .map(({ at: _, ...result }) => result),
    page,
    total: Math.min(counted, MOST_COUNTED),
    more: counted > MOST_COUNTED,
    pageSize: PAGE_SIZE,
  };
}

export type SearchResult = Awaited<ReturnType<typeof searchVacancies>>['results'][number];

export function requireSearch(actor: Actor): void {
  if (canSearchVacancies(actor)) return;
  throw new DomainError('forbidden', 'Brokers and commissioners of an authority search for places');
}

function profileOf(search: VacancySearch): PricingProfile {
  const { age, needs, siblings, hours, weeks } = search;
  return { age, needs, siblings, supportHours: hours, weeks };
}

/** `serviceIds` undefined: every service of the kind. */
async function quotesByService(db: Db, actor: Actor, search: VacancySearch, serviceIds?: string[]) {
  const accommodationType = accommodationBySlug(search.type).code;
  const services = await db
    .selectFrom('services')
    .select(['id', 'providerId', 'registeredPlaces'])
    .where('accommodationType', '=', sql<number>`${accommodationType}::smallint`)
    .$if(serviceIds !== undefined, (query) => query.where('id', '=', sql<string>`any(${serviceIds}::uuid[])`))
    .execute();
  const lots = await listLotPrices(db, actor, {
    accommodationType,
    on: search.from,
    until: addDays(search.from, search.weeks * 7),
    ...(serviceIds && { providerIds: [...new Set(services.map(({ providerId }) => providerId))] }),
  });
  const byProvider = Map.groupBy(lots, ({ providerId }) => providerId);
  const placed = await placementsInSystems(db, lots, search.from);
  const quotes: QuotesByService = new Map();
  for (const { id, providerId, registeredPlaces } of services) {
    const offered: LotQuote[] = [];
    const withheld: HeldLot[] = [];
    for (const lot of byProvider.get(providerId) ?? []) {
      const hold = lot.holds.find(({ serviceId }) => serviceId === id);
      if (hold) {
        withheld.push(heldLot(lot, hold));
        continue;
      }
      const placementsInSystem = placed.get(lot.systemId)?.get(providerId) ?? 0;
      const profile = { ...profileOf(search), homePlaces: registeredPlaces, placementsInSystem };
      const quote = quoteStay(lot.schedules, profile, search.from);
      if (quote) offered.push(lotQuote({ ...lot, homePlaces: registeredPlaces, quote }));
    }
    if (offered.length + withheld.length === 0) continue;
    quotes.set(id, { quotes: offered.sort((a, b) => a.quote.weeklyPence - b.quote.weeklyPence), withheld });
  }
  return quotes;
}

function lotQuote(offer: LotQuote): LotQuote {
  const { admissionId, scheduleId, systemTitle, lotNumber, lotTitle, tier, ofstedRule, homePlaces, quote } = offer;
  return { admissionId, scheduleId, systemTitle, lotNumber, lotTitle, tier, ofstedRule, homePlaces, quote };
}

function heldLot(lot: LotPrices, { judgement, inspectedOn }: LotPrices['holds'][number]): HeldLot {
  const { scheduleId, systemTitle, lotNumber, lotTitle, ofstedRule } = lot;
  return { scheduleId, systemTitle, lotNumber, lotTitle, ofstedRule, judgement, inspectedOn };
}

/** Of the systems whose prices fall with the number of placements, how many each provider has. */
async function placementsInSystems(db: Db, lots: readonly LotPrices[], on: string) {
  const counting = lots.filter(({ prices }) => prices.adjustments.some(({ kind }) => kind === 'volume'));
  const placed = new Map<string, Map<string, number>>();
  for (const systemId of new Set(counting.map((lot) => lot.systemId))) {
    placed.set(systemId, await countPlacementsInSystem(db, systemId, on));
  }
  return placed;
}

const pointOf = (at: GridPoint) => sql`point(${at.easting}::int, ${at.northing}::int)`;
const searchPoint = sql`point(vacancies.search_easting, vacancies.search_northing)`;

const radiusOf = (search: VacancySearch) =>
  search.radius === 'any' ? Number.POSITIVE_INFINITY : milesToMetres(Number(search.radius));

const isWithin = (search: VacancySearch, origin: GridPoint, at: GridPoint) =>
  Math.hypot(at.easting - origin.easting, at.northing - origin.northing) <= radiusOf(search);

/** Hard criteria exclude. A need in neither list is unknown and hides nothing; only a stated "cannot" does. */
function matching(db: Db, search: VacancySearch) {
  const age = sql<number>`${search.age}::smallint`;
  return db
    .selectFrom('vacancies')
    .where('vacancies.status', '=', 'published')
    .where('vacancies.accommodationType', '=', sql<number>`${accommodationBySlug(search.type).code}::smallint`)
    .where('vacancies.ageFrom', '<=', age)
    .where('vacancies.ageTo', '>=', age)
    .where('vacancies.gender', 'in', search.gender === 'other' ? ['any'] : ['any', search.gender])
    .where('vacancies.places', '>=', Math.max(search.places ?? 1, search.siblings + 1))
    .where('vacancies.availableFrom', '<=', search.from)
    .where(sql<boolean>`not vacancies.cannot_meet && ${search.needs}::text[]`)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('services')
          .select('services.id')
          .whereRef('services.id', '=', 'vacancies.serviceId')
          .where('services.registrationStatus', 'in', OPEN_REGISTRATIONS),
      ),
    );
}

function withinRadius(search: VacancySearch, origin: GridPoint) {
  if (search.radius === 'any') return sql<boolean>`true`;
  return sql<boolean>`${searchPoint} <@ circle(${pointOf(origin)}, ${radiusOf(search)}::float8)`;
}

async function countMatches(db: Db, search: VacancySearch, origin: GridPoint): Promise<number> {
  const found = matching(db, search)
    .select('vacancies.id')
    .where(withinRadius(search, origin))
    .limit(MOST_COUNTED + 1);
  const { total } = await db
    .selectFrom(found.as('found'))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

function inOrder(db: Db, search: VacancySearch, origin: GridPoint, quotes?: QuotesByService) {
  const distance = sql`${searchPoint} <-> ${pointOf(origin)}`;
  const met = sql`cardinality(array(select unnest(vacancies.can_meet) intersect select unnest(${search.needs}::text[])))`;
  return (
    matching(db, search)
      .innerJoin('organisations', 'organisations.id', 'vacancies.providerId')
      .innerJoin('outwardCodes', 'outwardCodes.code', 'vacancies.outwardCode')
      .leftJoin('vacancySpotFees', 'vacancySpotFees.vacancyId', 'vacancies.id')
      .leftJoin(cheapestPrices(quotes), (join) => join.onRef('cheapest.serviceId', '=', 'vacancies.serviceId'))
      // Nearest first, the index gives the page without looking at the rest: what is too far comes last, and is left out afterwards.
      .$if(search.sort !== 'distance', (query) => query.where(withinRadius(search, origin)))
      .$if(search.sort === 'match', (query) => query.orderBy(met, 'desc'))
      .$if(search.sort === 'price', (query) =>
        query.orderBy(sql`coalesce(cheapest.pence, vacancy_spot_fees.weekly_pence) asc nulls last`),
      )
      .orderBy(distance)
      .orderBy('vacancies.id')
  );
}

/** The quotes as rows, so that the database can sort by them; the spot fee stands in where a service has none. */
function cheapestPrices(quotes: QuotesByService = new Map()) {
  const rows = [...quotes].flatMap(
    ([
      serviceId,
      {
        quotes: [cheapest],
      },
    ]) => (cheapest ? [{ service_id: serviceId, pence: cheapest.quote.weeklyPence }] : []),
  );
  return sql<{ serviceId: string; pence: number }>`(
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as offer(service_id uuid, pence int)
  )`.as('cheapest');
}

const RESULT_COLUMNS = [
  'vacancies.id',
  'vacancies.providerId',
  'vacancies.serviceId',
  'vacancies.title',
  'vacancies.accommodationType',
  'vacancies.places',
  'vacancies.ageFrom',
  'vacancies.ageTo',
  'vacancies.gender',
  'vacancies.canMeet',
  'vacancies.availableFrom',
  'vacancies.outwardCode',
  'vacancies.confirmedAt',
  'vacancies.searchEasting',
  'vacancies.searchNorthing',
  'organisations.name as providerName',
  'outwardCodes.postTown',
  'vacancySpotFees.weeklyPence as spotWeeklyPence',
] as const;

const latestJudgement = (eb: ExpressionBuilder<DB, 'vacancies'>) =>
  eb
    .selectFrom('judgements')
    .select('judgements.judgement')
    .whereRef('judgements.serviceId', '=', 'vacancies.serviceId')
    .orderBy('judgements.inspectedOn', 'desc')
    .limit(1)
    .as('judgement');
