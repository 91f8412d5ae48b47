import { type ExpressionBuilder, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { type GridPoint, milesBetween, milesToMetres } from '../../lib/distance.ts';
import { lastPage } from '../../lib/paging.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { type LotPrices, listLotPrices } from '../price-schedules/price-schedules.server.ts';
import { type PricingProfile, type Quote, quote } from '../price-schedules/quote.ts';
import { judgementsOf, meetsOfstedRule, STANDINGS, standingOf } from '../purchasing-systems/ofsted-rule.ts';
import { accommodationBySlug, OPEN_REGISTRATIONS } from '../services/accommodation.ts';
import type { OutwardCode } from '../services/outward-codes.server.ts';
import { canSearchVacancies } from './vacancy-policy.ts';
import type { VacancySearch } from './vacancy-search-form.ts';

const PAGE_SIZE = 20;
/** Counting stops here: nobody reads further, and the count stays quick. */
const MOST_COUNTED = 1000;

/** The price of a place under one lot that the authority may buy from. */
export interface LotQuote
  extends Pick<LotPrices, 'scheduleId' | 'systemTitle' | 'lotNumber' | 'lotTitle' | 'tier' | 'ofstedRule'> {
  quote: Quote;
}

type QuotesByProvider = Map<string, LotQuote[]>;

/**
 * The published places that can take the child, a page at a time, each priced for that child: under every lot the actor's authority may
 * buy from, cheapest first, and at the provider's spot fee. A lot whose rule the service's judgement does not meet gives no price: it is
 * `withheld`. Distances are from one outward postcode's centroid to another's. A page past the end becomes the last.
 */
export async function searchVacancies(db: Db, actor: Actor, search: VacancySearch, origin: OutwardCode) {
  requireSearch(actor);
  const profile = profileOf(search);
  const lots = { accommodationType: accommodationBySlug(search.type).code, on: search.from };
  // Sorting by price needs every provider's price; the other orders only those of the page.
  const all = search.sort === 'price' ? await quotesByProvider(db, actor, lots, profile) : undefined;

  const counted = await countMatches(db, search, origin);
  const page = lastPage(search.page, counted, PAGE_SIZE);
  const rows = await inOrder(db, search, origin, all)
    .select(RESULT_COLUMNS)
    .select(latestJudgement)
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  const providerIds = [...new Set(rows.map((row) => row.providerId))];
  const quotes = all ?? (await quotesByProvider(db, actor, { ...lots, providerIds }, profile));
  return {
    results: rows
      .map(({ searchEasting, searchNorthing, ...row }) => {
        const at = { easting: searchEasting, northing: searchNorthing };
        const standing = standingOf(row.judgement);
        const offers = quotes.get(row.providerId) ?? [];
        return {
          ...row,
          at,
          miles: milesBetween(origin, at),
          quotes: offers.filter((offer) => meetsOfstedRule(offer.ofstedRule, standing)),
          withheld: offers.filter((offer) => !meetsOfstedRule(offer.ofstedRule, standing)),
        };
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

type LotPricesInput = Parameters<typeof listLotPrices>[2];

async function quotesByProvider(db: Db, actor: Actor, input: LotPricesInput, profile: PricingProfile) {
  const quotes: QuotesByProvider = new Map();
  for (const { providerId, prices, ...lot } of await listLotPrices(db, actor, input)) {
    const priced = quote(prices, profile);
    if (priced) quotes.set(providerId, [...(quotes.get(providerId) ?? []), { ...lot, quote: priced }]);
  }
  for (const offers of quotes.values()) offers.sort((a, b) => a.quote.weeklyPence - b.quote.weeklyPence);
  return quotes;
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

function inOrder(db: Db, search: VacancySearch, origin: GridPoint, quotes?: QuotesByProvider) {
  const distance = sql`${searchPoint} <-> ${pointOf(origin)}`;
  const met = sql`cardinality(array(select unnest(vacancies.can_meet) intersect select unnest(${search.needs}::text[])))`;
  return (
    matching(db, search)
      .innerJoin('organisations', 'organisations.id', 'vacancies.providerId')
      .innerJoin('outwardCodes', 'outwardCodes.code', 'vacancies.outwardCode')
      .leftJoin('vacancySpotFees', 'vacancySpotFees.vacancyId', 'vacancies.id')
      .leftJoin(cheapestPrices(quotes), (join) =>
        join
          .onRef('cheapest.providerId', '=', 'vacancies.providerId')
          .on((eb) => sql<boolean>`cheapest.standing = ${standing(eb)}`),
      )
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

/** The quotes as rows, so that the database can sort by them; the spot fee stands in where a provider has none. */
function cheapestPrices(quotes: QuotesByProvider = new Map()) {
  const rows = [...quotes].flatMap(([providerId, offers]) =>
    STANDINGS.map((standing) => ({
      provider_id: providerId,
      standing,
      pence: offers.find((offer) => meetsOfstedRule(offer.ofstedRule, standing))?.quote.weeklyPence,
    })),
  );
  return sql<{ providerId: string; standing: number; pence: number }>`(
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as offer(provider_id uuid, standing int, pence int)
  )`.as('cheapest');
}

/** As ofsted-rule.ts ranks the service's latest judgement. */
function standing(eb: ExpressionBuilder<DB, 'vacancies'>) {
  const judgement = latestJudgement(eb).expression;
  return sql<number>`case
    when ${judgement} = any(${judgementsOf(0)}) then 0
    when ${judgement} = any(${judgementsOf(1)}) then 1
    else 2 end`;
}

const RESULT_COLUMNS = [
  'vacancies.id',
  'vacancies.providerId',
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
