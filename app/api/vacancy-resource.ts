import { z } from 'zod';
import { ACCOMMODATION_SLUGS, accommodationByCode, GENDERS, type Gender } from '../domain/services/accommodation.ts';
import { NEED_CODES, type NeedCode } from '../domain/services/needs.ts';
import type { LotQuote, SearchResult, searchVacancies } from '../domain/vacancies/vacancy-search.server.ts';
import { quoteFields, quoteFieldsOf } from './quote-resource.ts';

const lot = {
  scheduleId: z.uuid().meta({ description: 'The price schedule in force on the start date' }),
  system: z.strictObject({ title: z.string() }).meta({ description: 'The purchasing system' }),
  lot: z.strictObject({ number: z.int(), title: z.string() }),
};

export const VacancyQuote = z
  .strictObject({
    ...lot,
    tier: z.int(),
    admissionId: z.uuid().meta({ description: 'Ask /api/v1/quotes for the price of another need' }),
    ...quoteFields,
  })
  .meta({ description: 'The price of the place for this child under a lot that the authority may buy from' });

export const WithheldLot = z
  .strictObject({ ...lot, ofstedRule: z.enum(['none', 'not_inadequate', 'good_or_better']) })
  .meta({
    description:
      'A lot under which new referrals to the service are on hold, since its judgement does not meet the rule',
  });

export const Vacancy = z
  .strictObject({
    id: z.uuid(),
    title: z.string(),
    provider: z.strictObject({ id: z.uuid(), name: z.string() }),
    accommodationType: z.enum(ACCOMMODATION_SLUGS),
    places: z.int(),
    ages: z.strictObject({ from: z.int(), to: z.int() }).meta({ description: 'Years, both included' }),
    gender: z.enum(GENDERS),
    canMeet: z.array(z.enum(NEED_CODES)).meta({ description: 'A need that is not here is not stated' }),
    availableFrom: z.iso.date(),
    outwardCode: z.string().meta({ description: 'The postcode area the place is in' }),
    postTown: z.string(),
    miles: z.number().meta({ description: 'From the middle of one postcode area to the other’s, to one decimal' }),
    confirmedAt: z.iso.datetime().nullable().meta({ description: 'When the provider last said that it is true' }),
    judgement: z.string().nullable().meta({ description: 'Ofsted’s latest of the service; null before the first' }),
    spotWeeklyPence: z.int().nullable().meta({
      description: 'Pence for 7 nights that the provider asks outside purchasing systems, whatever the child needs',
    }),
    quotes: z.array(VacancyQuote).meta({ description: 'Cheapest first' }),
    withheld: z.array(WithheldLot),
  })
  .meta({ description: 'A published place that can take the child' });

const link = z.string().nullable();

export const VacancyPage = z
  .strictObject({
    vacancies: z.array(Vacancy),
    page: z.int(),
    pageSize: z.int(),
    total: z.int().meta({ description: 'Counted up to 1,000' }),
    more: z.boolean().meta({ description: 'Whether there are more than total' }),
    links: z.strictObject({ next: link, prev: link }).meta({ description: 'Addresses of the pages beside this one' }),
  })
  .meta({
    description: 'A page of the places that can take the child',
    examples: [
      {
        vacancies: [
          {
            id: '019f0000-0000-7000-8000-000000000003',
            title: 'Foster home for one child',
            provider: { id: '019f0000-0000-7000-8000-000000000004', name: 'Example Fostering' },
            accommodationType: 'fostering',
            places: 1,
            ages: { from: 5, to: 10 },
            gender: 'any',
            canMeet: ['autism'],
            availableFrom: '2027-03-03',
            outwardCode: 'TN24',
            postTown: 'Ashford',
            miles: 0,
            confirmedAt: '2027-03-01T09:30:00.000Z',
            judgement: 'good',
            spotWeeklyPence: 125_050,
            quotes: [
              {
                scheduleId: '019f0000-0000-7000-8000-000000000005',
                system: { title: 'Independent fostering framework' },
                lot: { number: 2, title: 'Enhanced' },
                tier: 1,
                admissionId: '019f0000-0000-7000-8000-000000000006',
                weeklyPence: 98_000,
                breakdown: [{ label: 'Enhanced fee, age 5 to 10', weeklyPence: 98_000 }],
                contributions: [],
                netWeeklyPence: 98_000,
                retainerWeeklyPence: null,
                periods: [{ fromNight: 0, nights: 182, weeklyPence: 98_000, carriedOn: false }],
                weeks: 26,
                totalPence: 2_548_000,
                netTotalPence: 2_548_000,
              },
            ],
            withheld: [],
          },
        ],
        page: 1,
        pageSize: 20,
        total: 1,
        more: false,
        links: { next: null, prev: null },
      },
    ],
  });

type Found = Awaited<ReturnType<typeof searchVacancies>>;

/** `address` gives the address of another page. */
export function vacancyPageResource(found: Found, address: (page: number) => string): z.output<typeof VacancyPage> {
  const { results, page, pageSize, total, more } = found;
  return {
    vacancies: results.map(vacancyResource),
    page,
    pageSize,
    total,
    more,
    links: {
      next: page * pageSize < total ? address(page + 1) : null,
      prev: page > 1 ? address(page - 1) : null,
    },
  };
}

function vacancyResource(result: SearchResult): z.output<typeof Vacancy> {
  return {
    id: result.id,
    title: result.title,
    provider: { id: result.providerId, name: result.providerName },
    accommodationType: accommodationByCode(result.accommodationType).slug,
    places: result.places,
    ages: { from: result.ageFrom, to: result.ageTo },
    gender: result.gender as Gender,
    canMeet: result.canMeet as NeedCode[],
    availableFrom: result.availableFrom,
    outwardCode: result.outwardCode,
    postTown: result.postTown,
    miles: Number(result.miles.toFixed(1)),
    confirmedAt: result.confirmedAt?.toISOString() ?? null,
    judgement: result.judgement,
    spotWeeklyPence: result.spotWeeklyPence,
    quotes: result.quotes.map(({ tier, admissionId, quote, ...offer }) => ({
      ...lotResource(offer),
      ...{ tier, admissionId },
      ...quoteFieldsOf(quote),
    })),
    withheld: result.withheld.map((offer) => ({ ...lotResource(offer), ofstedRule: offer.ofstedRule })),
  };
}

function lotResource(offer: Pick<LotQuote, 'scheduleId' | 'systemTitle' | 'lotNumber' | 'lotTitle'>) {
  return {
    scheduleId: offer.scheduleId,
    system: { title: offer.systemTitle },
    lot: { number: offer.lotNumber, title: offer.lotTitle },
  };
}
