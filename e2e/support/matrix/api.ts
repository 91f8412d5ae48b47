import type { Records } from '../records.ts';
import { ACTORS, type Asked, type Statuses } from './statuses.ts';

// What each address of the API answers to the token of each actor, by the file of its route; nobody's has none.
// e2e/deep/api-authorisation.spec.ts asks.

const NO_TOKEN = 401;

/** Whoever is signed in. */
const holders = (status: number): Statuses => [
  ...([NO_TOKEN, status, status, status, status, status] as const),
  ...([status, status, status, status, status] as const),
];

const BUYERS: Statuses = [NO_TOKEN, 200, 200, 403, 403, 200, 403, 403, 403, 403, 403];

/** Everyone of a provider; of an authority those who buy or compare cost. */
const READERS: Statuses = [NO_TOKEN, 200, 200, 200, 403, 200, 200, 200, 200, 200, 403];

/** Of Orchardine's prices in Kent's framework: readers of both. */
const OF_ORCHARDINE: Statuses = [NO_TOKEN, 200, 200, 200, 403, 404, 200, 200, 404, 200, 403];

const invalid = (statuses: Statuses) =>
  statuses.map((status) => (status === 200 ? 400 : status)) as unknown as Statuses;

export const PLACES = '/api/v1/vacancies?type=fostering&age=9&gender=female&postcode=TN24&radius=any';
export const SCHEDULES = '/api/v1/price-schedules';
export const SYSTEMS = '/api/v1/purchasing-systems';

export const BY_TOKEN: Record<string, readonly Asked[]> = {
  'api.v1.$.ts': [[() => '/api/v1/nothing', [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]]],
  'api.v1.openapi[.]json.ts': [[() => '/api/v1/openapi.json', [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]]],
  'api.v1.me.ts': [[() => '/api/v1/me', holders(200)]],
  'api.v1.vacancies.ts': [
    [() => PLACES, BUYERS],
    [() => '/api/v1/vacancies', invalid(BUYERS)],
  ],
  'api.v1.quotes.ts': [
    [(ids) => `/api/v1${ids.quote}&age=7`, OF_ORCHARDINE],
    [(ids) => `/api/v1${ids.quote}&age=99`, invalid(OF_ORCHARDINE)],
    // Whose prices is asked before who asks.
    [() => '/api/v1/quotes', holders(400)],
  ],
  'api.v1.purchasing-systems.ts': [[() => SYSTEMS, holders(200)]],
  'api.v1.price-schedules.ts': [[() => SCHEDULES, READERS]],
  'api.v1.price-schedules.$scheduleId.ts': [[(ids) => `/api/v1${ids.schedule}`, OF_ORCHARDINE]],
};

const idIn = (address: string) => address.match(/[\da-f]{8}-[\da-f-]{27}/)?.[0] ?? address;

/** What only some may find in an answer: an id, and which actors. */
export const KEPT: readonly (readonly [what: string, id: (ids: Records) => string, by: readonly string[]])[] = [
  [
    'Orchardine’s prices in Kent’s framework',
    (ids) => idIn(ids.schedule),
    ACTORS.filter((_, column) => OF_ORCHARDINE[column] === 200),
  ],
  [
    'the draft of a system that Kent leads',
    (ids) => idIn(ids.draftSystem),
    ACTORS.filter((who) => who.endsWith('@kent.example')),
  ],
];
