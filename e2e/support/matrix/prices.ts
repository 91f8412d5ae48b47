import { type Asked, everyone, IN, NOBODYS, type Refused, signedIn } from './statuses.ts';

export const READS: Record<string, readonly Asked[]> = {
  'api.v1.$.ts': [[() => '/api/v1/nothing', everyone(404)]],
  'api.v1.me.ts': [[() => '/api/v1/me', everyone(401)]],
  'api.v1.openapi[.]json.ts': [[() => '/api/v1/openapi.json', everyone(200)]],
  'api.v1.vacancies.ts': [[() => '/api/v1/vacancies?type=fostering&age=9&gender=female&postcode=TN24', everyone(401)]],
  'api.auth.callback.$providerId.ts': [[() => '/api/auth/callback/nowhere?code=x&state=x', everyone(404)]],
  'quotes.tsx': [
    [() => '/quotes', signedIn(404)],
    [() => `/quotes?admission=${NOBODYS}`, [IN, 404, 404, 404, 403, 404, 404, 404, 404, 404, 403]],
    [(ids) => ids.quote, [IN, 200, 200, 200, 403, 404, 200, 200, 404, 200, 403]],
    [(ids) => `${ids.quote}&age=7`, [IN, 200, 200, 200, 403, 404, 200, 200, 404, 200, 403]],
    [(ids) => `${ids.quote}&age=99`, [IN, 400, 400, 400, 403, 404, 400, 400, 404, 400, 403]],
  ],
  'api.v1.quotes.ts': [[(ids) => `/api/v1${ids.quote}&age=7`, everyone(401)]],
  'api.v1.purchasing-systems.ts': [[() => '/api/v1/purchasing-systems', everyone(401)]],
  'api.v1.price-schedules.ts': [[() => '/api/v1/price-schedules', everyone(401)]],
  'api.v1.price-schedules.$scheduleId.ts': [[(ids) => `/api/v1${ids.schedule}`, everyone(401)]],
  'price-schedules._index.tsx': [[() => '/price-schedules', [IN, 403, 200, 403, 403, 200, 200, 200, 200, 200, 403]]],
  'price-schedules[.]csv.ts': [[() => '/price-schedules.csv', [IN, 403, 200, 403, 403, 200, 200, 200, 200, 200, 403]]],
  'price-schedules.new.tsx': [
    [() => '/price-schedules/new', [IN, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403]],
    [() => `/price-schedules/new?admission=${NOBODYS}`, [IN, 403, 403, 403, 403, 403, 403, 404, 403, 404, 403]],
  ],
  'price-schedules.$scheduleId._index.tsx': [
    [(ids) => ids.schedule, [IN, 200, 200, 200, 403, 404, 200, 200, 404, 200, 403]],
  ],
  'price-schedules.$scheduleId.edit.tsx': [
    [(ids) => `${ids.schedule}/edit`, [IN, 403, 403, 403, 403, 404, 403, 200, 404, 200, 403]],
  ],
  'price-schedules.$scheduleId[.]csv.ts': [
    [(ids) => `${ids.schedule}.csv`, [IN, 200, 200, 200, 403, 404, 200, 200, 404, 200, 403]],
  ],
  'uplifts._index.tsx': [[() => '/uplifts', [IN, 403, 200, 403, 403, 200, 200, 200, 200, 200, 403]]],
  'uplifts[.]csv.ts': [[() => '/uplifts.csv', [IN, 403, 200, 403, 403, 200, 200, 200, 200, 200, 403]]],
  'uplifts.new.tsx': [
    [() => '/uplifts/new', [IN, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403]],
    [() => `/uplifts/new?admission=${NOBODYS}`, [IN, 403, 403, 403, 403, 403, 403, 404, 403, 404, 403]],
  ],
  'uplifts.$upliftId.tsx': [
    [() => `/uplifts/${NOBODYS}`, [IN, 403, 404, 403, 403, 404, 404, 404, 404, 404, 403]],
    [(ids) => ids.uplift, [IN, 403, 200, 403, 403, 404, 200, 200, 404, 200, 403]],
  ],
};

export const WRITES: Record<string, readonly Refused[]> = {
  'api.v1.$.ts': [[() => '/api/v1/nothing', {}, everyone(404)]],
  'api.v1.me.ts': [[() => '/api/v1/me', {}, everyone(405)]],
  'api.v1.openapi[.]json.ts': [[() => '/api/v1/openapi.json', {}, everyone(405)]],
  'api.v1.vacancies.ts': [[() => '/api/v1/vacancies', {}, everyone(405)]],
  'api.v1.quotes.ts': [[(ids) => `/api/v1${ids.quote}`, {}, everyone(405)]],
  'api.v1.purchasing-systems.ts': [[() => '/api/v1/purchasing-systems', {}, everyone(405)]],
  'api.v1.price-schedules.ts': [[() => '/api/v1/price-schedules', {}, everyone(405)]],
  'api.v1.price-schedules.$scheduleId.ts': [[(ids) => `/api/v1${ids.schedule}`, {}, everyone(405)]],
  'quotes.tsx': [
    [(ids) => `${ids.quote}&age=7`, {}, [IN, 400, 400, 400, 403, 404, 400, 400, 404, 400, 403]],
    [() => `/quotes?admission=${NOBODYS}&age=7`, {}, [IN, 404, 404, 404, 403, 404, 404, 404, 404, 404, 403]],
  ],
  'price-schedules.new.tsx': [
    [() => `/price-schedules/new?admission=${NOBODYS}`, {}, [IN, 403, 403, 403, 403, 403, 403, 404, 403, 404, 403]],
  ],
  'price-schedules.$scheduleId._index.tsx': [
    [
      (ids) => `${ids.schedule}?index`,
      { intent: 'submit', revision: '1' },
      [IN, 403, 403, 403, 403, 404, 403, 409, 404, 409, 403],
    ],
    [
      (ids) => `${ids.schedule}?index`,
      { intent: 'approve', revision: '1' },
      [IN, 403, 409, 403, 403, 404, 403, 403, 404, 403, 403],
    ],
    [
      (ids) => `${ids.schedule}?index`,
      { intent: 'reject', revision: '1', reason: 'Never to be seen' },
      [IN, 403, 409, 403, 403, 404, 403, 403, 404, 403, 403],
    ],
  ],
  'price-schedules.$scheduleId.edit.tsx': [
    [(ids) => `${ids.schedule}/edit`, {}, [IN, 403, 403, 403, 403, 404, 403, 400, 404, 400, 403]],
  ],
  'uplifts.new.tsx': [
    [() => `/uplifts/new?admission=${NOBODYS}`, {}, [IN, 403, 403, 403, 403, 403, 403, 404, 403, 404, 403]],
  ],
  'uplifts.$upliftId.tsx': [
    [() => `/uplifts/${NOBODYS}`, { intent: 'withdraw' }, [IN, 403, 404, 403, 403, 404, 404, 404, 404, 404, 403]],
    [(ids) => ids.uplift, { intent: 'withdraw' }, [IN, 403, 403, 403, 403, 404, 403, 0, 404, 0, 403]],
    // What is missing is said before who decides.
    [(ids) => ids.uplift, {}, [IN, 403, 400, 403, 403, 404, 400, 400, 404, 400, 403]],
    [
      (ids) => ids.uplift,
      { intent: 'decide', decision: 'refuse', reason: 'Never to be seen' },
      [IN, 403, 0, 403, 403, 404, 403, 403, 404, 403, 403],
    ],
    // Nothing is decided, and what it would cost is shown to whoever decides alone.
    [
      (ids) => ids.uplift,
      { intent: 'preview', decision: 'full' },
      [IN, 403, 200, 403, 403, 404, 200, 200, 404, 200, 403],
    ],
  ],
};
