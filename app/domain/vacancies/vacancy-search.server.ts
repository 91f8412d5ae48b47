import { type ExpressionBuilder, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { type GridPoint, milesBetween, milesToMetres } from '../../lib/distance.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { type LotPrices, listLotPrices } from '../price-schedules/price-schedules.server.ts';
import { type PricingProfile, type Quote, quote } from '../price-schedules/quote.ts';
import { accommodationBySlug } from '../services/accommodation.ts';
import type { OutwardCode } from '../services/outward-codes.server.ts';
import { canSearchVacancies } from './vacancy-policy.ts';
import type { VacancySearch } from './vacancy-search-form.ts';

const PAGE_SIZE = 20;
/** Counting stops here: nobody reads further, and the count stays quick. */
const MOST_COUNTED = 1000;

/** The price of a place under one lot that the authority may buy from. */
export interface LotQuote extends Pick<LotPrices, 'scheduleId' | 'systemTitle' | 'lotNumber' | 'lotTitle' | 'tier'> {
  quote: Quote;
}

/**
 * The published places that can take the child, a page at a time, each priced for that child: under every lot the actor's authority may
 * buy from, cheapest first, and at the provider's spot fee. Distances are from one outward postcode's centroid to another's.
 */
export async function searchVacancies(db: Db, actor: Actor, search: VacancySearch, origin: OutwardCode) {
  if (!canSearchVacancies(actor))
    throw new DomainError('forbidden', 'Brokers and commissioners of an authority search for places');
  const accommodationType = accommodationBySlug(search.type).code;
  const profile = profileOf(search);
  // Sorting by price needs every provider's price; the other orders only those of the page.
  const quotes =
    search.sort === 'price'
      ? await quotesByProvider(db, actor, { accommodationType, on: search.from }, profile)
      : undefined;

  const matches = matching(db, search, origin);
  const rows = await inOrder(matches, search, origin, quotes)
    .select(RESULT_COLUMNS)
    .select(latestJudgement)
    .limit(PAGE_SIZE)
    .offset((search.page - 1) * PAGE_SIZE)
    .execute();
  const counted = await db
    .selectFrom(
      matches
        .select('vacancies.id')
        .limit(MOST_COUNTED + 1)
        .as('matches'),
    )
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const providerIds = [...new Set(rows.map((row) => row.providerId))];
  const priced =
    quotes ?? (await quotesByProvider(db, actor, { accommodationType, on: search.from, providerIds }, profile));
  return {
    results: rows.map(({ searchEasting, searchNorthing, ...row }) => ({
      ...row,
      miles: milesBetween(origin, { easting: searchEasting, northing: searchNorthing }),
      quotes: priced.get(row.providerId) ?? [],
    })),
    total: Math.min(counted.total, MOST_COUNTED),
    more: counted.total > MOST_COUNTED,
    pageSize: PAGE_SIZE,
  };
}

export type SearchResult = Awaited<ReturnType<typeof searchVacancies>>['results'][number];

function profileOf(search: VacancySearch): PricingProfile {
  const { age, needs, siblings, hours, weeks } = search;
  return { age, needs, siblings, supportHours: hours, weeks };
}

type LotPricesInput = Parameters<typeof listLotPrices>[2];

async function quotesByProvider(db: Db, actor: Actor, input: LotPricesInput, profile: PricingProfile) {
  const quotes = new Map<string, LotQuote[]>();
  for (const { providerId, prices, ...lot } of await listLotPrices(db, actor, input)) {
    const priced = quote(prices, profile);
    if (priced) quotes.set(providerId, [...(quotes.get(providerId) ?? []), { ...lot, quote: priced }]);
  }
  for (const offers of quotes.values()) offers.sort((a, b) => a.quote.weeklyPence - b.quote.weeklyPence);
  return quotes;
}

const pointOf = (at: GridPoint) => sql`point(${at.easting}::int, ${at.northing}::int)`;
const searchPoint = sql`point(vacancies.search_easting, vacancies.search_northing)`;

/** Hard criteria exclude. A need in neither list is unknown and hides nothing; only a stated "cannot" does. */
function matching(db: Db, search: VacancySearch, origin: OutwardCode) {
  const age = sql<number>`${search.age}::smallint`;
  const radius = search.radius === 'any' ? undefined : milesToMetres(Number(search.radius));
  return db
    .selectFrom('vacancies')
    .where('vacancies.status', '=', 'published')
    .where('vacancies.accommodationType', '=', sql<number>`${accommodationBySlug(search.type).code}::smallint`)
    .where('vacancies.ageFrom', '<=', age)
    .where('vacancies.ageTo', '>=', age)
    .where('vacancies.gender', 'in', search.gender === 'other' ? ['any'] : ['any', search.gender])
    .where('vacancies.places', '>=', search.places ?? search.siblings + 1)
    .where('vacancies.availableFrom', '<=', search.from)
    .where(sql<boolean>`not vacancies.cannot_meet && ${search.needs}::text[]`)
    .$if(radius !== undefined, (query) =>
      query.where(sql<boolean>`${searchPoint} <@ circle(${pointOf(origin)}, ${radius ?? 0}::float8)`),
    );
}

function inOrder(
  matches: ReturnType<typeof matching>,
  search: VacancySearch,
  origin: OutwardCode,
  quotes?: Map<string, LotQuote[]>,
) {
  const distance = sql`${searchPoint} <-> ${pointOf(origin)}`;
  const met = sql`cardinality(array(select unnest(vacancies.can_meet) intersect select unnest(${search.needs}::text[])))`;
  return matches
    .innerJoin('organisations', 'organisations.id', 'vacancies.providerId')
    .innerJoin('outwardCodes', 'outwardCodes.code', 'vacancies.outwardCode')
    .leftJoin('vacancySpotFees', 'vacancySpotFees.vacancyId', 'vacancies.id')
    .leftJoin(cheapestByProvider(quotes), 'cheapest.providerId', 'vacancies.providerId')
    .$if(search.sort === 'match', (query) => query.orderBy(met, 'desc'))
    .$if(search.sort === 'price', (query) =>
      query.orderBy(sql`coalesce(cheapest.pence, vacancy_spot_fees.weekly_pence) asc nulls last`),
    )
    .orderBy(distance)
    .orderBy('vacancies.id');
}

/** The quotes as rows, so that the database can sort by them; the spot fee stands in where a provider has none. */
function cheapestByProvider(quotes: Map<string, LotQuote[]> = new Map()) {
  const rows = [...quotes].map(([providerId, [first]]) => ({
    provider_id: providerId,
    pence: first?.quote.weeklyPence,
  }));
  return sql<{ providerId: string; pence: number }>`(
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as offer(provider_id uuid, pence int)
  )`.as('cheapest');
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
