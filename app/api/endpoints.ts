import { z } from 'zod';
import type { TokenScope } from '../domain/accounts/api-token.ts';
import { Me } from './me-resource.ts';
import { pageParameters } from './page-parameters.ts';
import { PriceSchedule, PriceSchedulePage } from './price-schedule-resource.ts';
import type { ProblemKind } from './problem.ts';
import { PurchasingSystems } from './purchasing-system-resource.ts';
import { quoteParameters } from './quote-parameters.ts';
import { PlaceQuote } from './quote-resource.ts';
import { vacancyParameters } from './vacancy-parameters.ts';
import { VacancyPage } from './vacancy-resource.ts';

/** An address of the API and a method it answers: what it asks and answers is read, validated and documented from here. */
export interface Endpoint<Answer extends z.ZodType = z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: `/api/v1/${string}`;
  operationId: string;
  summary: string;
  /** Of the token; null where anyone may ask. */
  scope: TokenScope | null;
  /** The query. `today` is ISO. */
  parameters?: (today: string) => z.ZodObject;
  answer: Answer;
  /** How it refuses, beside what every address of its kind may answer. */
  refusals: readonly ProblemKind[];
}

const endpoint = <Answer extends z.ZodType>(one: Endpoint<Answer>) => one;

export const getMe = endpoint({
  method: 'GET',
  path: '/api/v1/me',
  operationId: 'getMe',
  summary: 'Whom the token stands for',
  scope: 'read',
  answer: Me,
  refusals: [],
});

export const listVacancies = endpoint({
  method: 'GET',
  path: '/api/v1/vacancies',
  operationId: 'listVacancies',
  summary: 'Places for a child, priced for that child; for brokers and commissioners of an authority',
  scope: 'read',
  parameters: vacancyParameters,
  answer: VacancyPage,
  refusals: ['invalid-request', 'forbidden'],
});

export const getQuote = endpoint({
  method: 'GET',
  path: '/api/v1/quotes',
  operationId: 'getQuote',
  summary:
    'The price of a place with one admission for one child: a provider’s own, and for whoever buys or compares cost those that the authority may buy at',
  scope: 'read',
  parameters: quoteParameters,
  answer: PlaceQuote,
  refusals: ['invalid-request', 'forbidden', 'not-found'],
});

export const listPurchasingSystems = endpoint({
  method: 'GET',
  path: '/api/v1/purchasing-systems',
  operationId: 'listPurchasingSystems',
  summary: 'Purchasing systems with their lots, without any prices: what everybody may see',
  scope: 'read',
  answer: PurchasingSystems,
  refusals: [],
});

export const listPriceSchedules = endpoint({
  method: 'GET',
  path: '/api/v1/price-schedules',
  operationId: 'listPriceSchedules',
  summary: 'Price schedules: a provider’s own, and for an authority those of the systems that it may buy from',
  scope: 'read',
  parameters: pageParameters,
  answer: PriceSchedulePage,
  refusals: ['invalid-request', 'forbidden'],
});

export const getPriceSchedule = endpoint({
  method: 'GET',
  path: '/api/v1/price-schedules/{scheduleId}',
  operationId: 'getPriceSchedule',
  summary: 'One price schedule with its prices',
  scope: 'read',
  answer: PriceSchedule,
  refusals: ['forbidden', 'not-found'],
});

export const getDescription = endpoint({
  method: 'GET',
  path: '/api/v1/openapi.json',
  operationId: 'getDescription',
  summary: 'This description',
  scope: null,
  answer: z.looseObject({ openapi: z.string() }).meta({ description: 'OpenAPI 3.1' }),
  refusals: [],
});

/** All there is: the document lists them, and a test compares them with the route files. */
export const ENDPOINTS: readonly Endpoint[] = [
  getMe,
  listVacancies,
  getQuote,
  listPurchasingSystems,
  listPriceSchedules,
  getPriceSchedule,
  getDescription,
];

/** What an address answers, as the Allow header says it. */
export function methodsAt(path: string): string {
  const own = ENDPOINTS.filter((endpoint) => endpoint.path === path).map(({ method }) => method);
  return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
