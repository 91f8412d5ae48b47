import type { Records } from './records.ts';

// What each route answers to everybody. e2e/authorisation.spec.ts asks.

/** The columns of both tables, in their order. The records are Orchardine's, Kent's and, of the draft statement, Medway's. */
export const ACTORS = [
  'nobody',
  'broker@kent.example',
  'commissioner@kent.example',
  'finance@kent.example',
  'admin@kent.example',
  'commissioner@medway.example',
  'manager@orchardine.example',
  'bids@orchardine.example',
  'manager@wrenfield.example',
  'admin@orchardine.example',
  'operator@market.example',
] as const;

type Statuses = readonly [number, number, number, number, number, number, number, number, number, number, number];
type Asked = readonly [path: (ids: Records) => string, statuses: Statuses];

const everyone = (status: number): Statuses => [
  ...([status, status, status, status, status, status] as const),
  ...([status, status, status, status, status] as const),
];
const IN = 302;
/** Administrators and operators, each of their own organisation. */
const AUDIT: Statuses = [IN, 403, 403, 403, 200, 403, 403, 403, 403, 200, 200];
/** An id that nothing has. */
const NOBODYS = '019f0000-0000-7000-8000-000000000001';

/** The same for everybody who is signed in, whomever they act for. */
const signedIn = (status: number): Statuses => {
  const [, ...others] = everyone(status);
  return [IN, ...others];
};

/** By the file of the route. */
export const READS: Record<string, readonly Asked[]> = {
  '_index.tsx': [[() => '/', everyone(200)]],
  'accessibility.tsx': [[() => '/accessibility', everyone(200)]],
  'account.api-tokens.tsx': [[() => '/account/api-tokens', [IN, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]]],
  'api.v1.$.ts': [[() => '/api/v1/nothing', everyone(404)]],
  'api.v1.me.ts': [[() => '/api/v1/me', everyone(401)]],
  'api.v1.openapi[.]json.ts': [[() => '/api/v1/openapi.json', everyone(200)]],
  'api.v1.vacancies.ts': [[() => '/api/v1/vacancies?type=fostering&age=9&gender=female&postcode=TN24', everyone(401)]],
  'privacy.tsx': [[() => '/privacy', everyone(200)]],
  'development.mailbox.tsx': [[() => '/development/mailbox', everyone(200)]],
  'healthcheck.ts': [[() => '/healthcheck', everyone(200)]],
  'sign-in.tsx': [[() => '/sign-in', [200, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302]]],
  // Nobody's sign-in has come half of the way.
  'sign-in_.second-factor.tsx': [[() => '/sign-in/second-factor', everyone(302)]],
  'forgotten-password.tsx': [[() => '/forgotten-password', everyone(200)]],
  'reset-password.tsx': [[() => '/reset-password?token=none', everyone(404)]],
  'account._index.tsx': [[() => '/account', signedIn(200)]],
  'account.name.tsx': [[() => '/account/name', signedIn(200)]],
  'account.password.tsx': [[() => '/account/password', signedIn(200)]],
  'account.email.tsx': [
    [() => '/account/email', signedIn(200)],
    [() => '/account/email?token=none', signedIn(404)],
  ],
  'account.second-factor.tsx': [[() => '/account/second-factor', signedIn(200)]],
  'account.sessions.tsx': [[() => '/account/sessions', signedIn(200)]],
  'sign-out.ts': [[() => '/sign-out', everyone(302)]],
  'sign-in_.single-sign-on.$providerId.ts': [[() => '/sign-in/single-sign-on/nowhere', everyone(404)]],
  'api.auth.callback.$providerId.ts': [[() => '/api/auth/callback/nowhere?code=x&state=x', everyone(404)]],
  'home.tsx': [[() => '/home', [IN, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]]],

  'search.tsx': [
    [() => '/search', [IN, 200, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
    [
      () => '/search?type=fostering&age=9&gender=female&postcode=TN24',
      [IN, 200, 200, 403, 403, 200, 403, 403, 403, 403, 403],
    ],
  ],
  'cost-comparison._index.tsx': [[() => '/cost-comparison', [IN, 403, 200, 200, 200, 200, 403, 403, 403, 403, 403]]],
  'cost-comparison.spot-and-framework.tsx': [
    [() => '/cost-comparison/spot-and-framework', [IN, 403, 200, 200, 200, 200, 403, 403, 403, 403, 403]],
  ],
  'cost-comparison.variance.tsx': [
    [() => '/cost-comparison/variance', [IN, 403, 200, 200, 200, 200, 403, 403, 403, 403, 403]],
  ],

  'market-position-statements._index.tsx': [[() => '/market-position-statements', everyone(200)]],
  'market-position-statements.new.tsx': [
    [() => '/market-position-statements/new', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
  ],
  'market-position-statements.$statementId._index.tsx': [
    [(ids) => ids.publishedStatement, everyone(200)],
    [(ids) => ids.draftStatement, [404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404]],
  ],
  'market-position-statements.$statementId.edit.tsx': [
    [(ids) => `${ids.draftStatement}/edit`, [IN, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.publishedStatement}/edit`, [IN, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'market-position-statements.$statementId.publish.tsx': [
    [(ids) => `${ids.draftStatement}/publish`, [IN, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.publishedStatement}/publish`, [IN, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],

  'organisation.audit.tsx': [
    [() => '/organisation/audit', AUDIT],
    [() => '/organisation/audit?what=vacancy', AUDIT],
  ],
  'organisation.audit[.]csv.ts': [[() => '/organisation/audit.csv', AUDIT]],
  // After the export, which is an event: before the first there is no head.
  'organisation.audit-head[.]json.ts': [[() => '/organisation/audit-head.json', AUDIT]],
  'organisation._index.tsx': [[() => '/organisation', signedIn(200)]],
  'organisation.choose.tsx': [[() => '/organisation/choose', signedIn(200)]],
  'organisation.members._index.tsx': [[() => '/organisation/members', signedIn(200)]],
  'organisation.members.invite.tsx': [
    [() => '/organisation/members/invite', [IN, 403, 403, 403, 200, 403, 403, 403, 403, 200, 200]],
  ],
  'organisation.members.$userId._index.tsx': [
    [(ids) => ids.member, [IN, 404, 404, 404, 404, 404, 403, 403, 404, 200, 404]],
  ],
  'organisation.members.$userId.deactivate.tsx': [
    [(ids) => `${ids.member}/deactivate`, [IN, 404, 404, 404, 404, 404, 403, 403, 404, 200, 404]],
  ],
  'join.$token.tsx': [[() => '/join/never-sent', everyone(404)]],
  'apply.tsx': [
    [() => '/apply', everyone(200)],
    [() => '/apply?kind=provider', everyone(200)],
    [() => '/apply?kind=authority', everyone(200)],
  ],
  'applications._index.tsx': [[() => '/applications', [IN, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]]],
  'applications.$applicationId.tsx': [
    [() => `/applications/${NOBODYS}`, [IN, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]],
  ],

  'purchasing-systems._index.tsx': [[() => '/purchasing-systems', everyone(200)]],
  'purchasing-systems.$systemId.tsx': [[(ids) => ids.system, everyone(200)]],

  'providers._index.tsx': [[() => '/providers', everyone(200)]],
  'providers.$providerId.tsx': [[(ids) => ids.provider, everyone(200)]],
  'services._index.tsx': [[() => '/services', [IN, 403, 403, 403, 403, 403, 200, 200, 200, 200, 403]]],
  'services.$serviceId.tsx': [[(ids) => ids.service, [IN, 403, 403, 403, 403, 403, 200, 200, 404, 200, 403]]],

  'vacancies._index.tsx': [[() => '/vacancies', [IN, 403, 403, 403, 403, 403, 200, 200, 200, 200, 403]]],
  'vacancies.new.tsx': [
    [() => '/vacancies/new', [IN, 403, 403, 403, 403, 403, 200, 403, 200, 200, 403]],
    [(ids) => newVacancy(ids), [IN, 403, 403, 403, 403, 403, 200, 403, 404, 200, 403]],
  ],
  'vacancies.$vacancyId._index.tsx': [
    [(ids) => ids.draftVacancy, [IN, 404, 404, 404, 404, 404, 200, 200, 404, 200, 404]],
    [(ids) => ids.publishedVacancy, [IN, 200, 200, 200, 200, 200, 200, 200, 404, 200, 404]],
  ],
  'vacancies.$vacancyId.edit.tsx': [
    [(ids) => `${ids.draftVacancy}/edit`, [IN, 404, 404, 404, 404, 404, 200, 403, 404, 200, 404]],
    [(ids) => `${ids.publishedVacancy}/edit`, [IN, 403, 403, 403, 403, 403, 200, 403, 404, 200, 404]],
  ],

  'price-schedules._index.tsx': [[() => '/price-schedules', [IN, 403, 200, 403, 403, 200, 200, 200, 200, 200, 403]]],
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
  'uplifts.new.tsx': [
    [() => '/uplifts/new', [IN, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403]],
    [() => `/uplifts/new?admission=${NOBODYS}`, [IN, 403, 403, 403, 403, 403, 403, 404, 403, 404, 403]],
  ],
  'uplifts.$upliftId.tsx': [[() => `/uplifts/${NOBODYS}`, [IN, 403, 404, 403, 403, 404, 404, 404, 404, 404, 403]]],
};

type Refused = readonly [
  path: (ids: Records) => string,
  form: Record<string, string>,
  /** 0: may do it, so is not asked here. */
  statuses: Statuses,
];

export const VACANCY = {
  key: '019f0000-0000-4000-8000-000000000002',
  title: 'Never to be seen',
  places: '1',
  ageFrom: '9',
  ageTo: '9',
  gender: 'any',
  outwardCode: 'TN24',
  'availableFrom.day': '1',
  'availableFrom.month': '1',
  'availableFrom.year': '2027',
  intent: 'publish',
};

/** An id that no token has. */
const NO_TOKEN = '019f0000-0000-7000-8000-00000000000f';

const NO_SESSION = '019f0000-0000-4000-8000-000000000003';

export const WRITES: Record<string, readonly Refused[]> = {
  'account.api-tokens.tsx': [
    [() => '/account/api-tokens', { intent: 'create' }, [IN, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400]],
    [
      () => '/account/api-tokens',
      { intent: 'revoke', token: NO_TOKEN },
      [IN, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ],
  ],
  'api.v1.$.ts': [[() => '/api/v1/nothing', {}, everyone(404)]],
  'api.v1.me.ts': [[() => '/api/v1/me', {}, everyone(405)]],
  'api.v1.openapi[.]json.ts': [[() => '/api/v1/openapi.json', {}, everyone(405)]],
  'api.v1.vacancies.ts': [[() => '/api/v1/vacancies', {}, everyone(405)]],
  'account.name.tsx': [[() => '/account/name', {}, signedIn(400)]],
  'account.password.tsx': [[() => '/account/password', { password: 'plum kettle orbit 1842' }, signedIn(400)]],
  'account.email.tsx': [
    [() => '/account/email', { email: 'another@nowhere.example' }, signedIn(400)],
    [() => '/account/email?token=none', {}, signedIn(404)],
  ],
  'account.second-factor.tsx': [[() => '/account/second-factor', { intent: 'end' }, signedIn(400)]],
  'account.sessions.tsx': [[() => '/account/sessions', { session: NO_SESSION }, signedIn(404)]],
  'forgotten-password.tsx': [[() => '/forgotten-password', {}, everyone(400)]],
  'reset-password.tsx': [
    [() => '/reset-password?token=none', { token: 'none', password: 'plum kettle orbit 1842' }, everyone(404)],
  ],
  'sign-in_.second-factor.tsx': [[() => '/sign-in/second-factor', { code: '000000' }, everyone(302)]],
  'market-position-statements.new.tsx': [
    [() => '/market-position-statements/new', {}, [IN, 403, 0, 403, 403, 0, 403, 403, 403, 403, 403]],
  ],
  'market-position-statements.$statementId.edit.tsx': [
    [(ids) => `${ids.draftStatement}/edit`, {}, [IN, 404, 404, 404, 404, 0, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.publishedStatement}/edit`, {}, [IN, 403, 400, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'market-position-statements.$statementId.publish.tsx': [
    [(ids) => `${ids.draftStatement}/publish`, { revision: '1' }, [IN, 404, 404, 404, 404, 0, 404, 404, 404, 404, 404]],
    [
      (ids) => `${ids.publishedStatement}/publish`,
      { revision: '1' },
      [IN, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403],
    ],
  ],
  'organisation._index.tsx': [
    [() => '/organisation?index', { twoFactor: 'optional' }, [IN, 403, 403, 403, 0, 403, 403, 403, 403, 0, 0]],
  ],
  'organisation.choose.tsx': [[() => '/organisation/choose', { organisation: NOBODYS }, signedIn(404)]],
  'organisation.members._index.tsx': [
    [
      () => '/organisation/members?index',
      { invitation: NOBODYS },
      [IN, 403, 403, 403, 404, 403, 403, 403, 403, 404, 404],
    ],
  ],
  'organisation.members.invite.tsx': [
    [
      () => '/organisation/members/invite',
      { email: 'mallory@example.org', roles: 'administrator' },
      [IN, 403, 403, 403, 0, 403, 403, 403, 403, 0, 400],
    ],
  ],
  'organisation.members.$userId._index.tsx': [
    [(ids) => `${ids.member}?index`, { roles: 'manager' }, [IN, 404, 404, 404, 404, 404, 403, 403, 404, 0, 404]],
    [(ids) => `${ids.member}?index`, { intent: 'reactivate' }, [IN, 404, 404, 404, 404, 404, 403, 403, 404, 0, 404]],
  ],
  'organisation.members.$userId.deactivate.tsx': [
    [(ids) => `${ids.member}/deactivate`, {}, [IN, 404, 404, 404, 404, 404, 403, 403, 404, 0, 404]],
  ],
  'join.$token.tsx': [[() => '/join/never-sent', { name: 'Mallory', password: 'x'.repeat(20) }, everyone(404)]],
  'apply.tsx': [[() => '/apply?kind=provider', {}, everyone(400)]],
  'applications.$applicationId.tsx': [
    [() => `/applications/${NOBODYS}`, { intent: 'admit' }, [IN, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]],
  ],
  'vacancies.new.tsx': [[(ids) => newVacancy(ids), VACANCY, [IN, 403, 403, 403, 403, 403, 0, 403, 404, 0, 403]]],
  'vacancies.$vacancyId._index.tsx': [
    [(ids) => `${ids.draftVacancy}?index`, { intent: 'publish' }, [IN, 404, 404, 404, 404, 404, 0, 403, 404, 0, 404]],
    [
      (ids) => `${ids.publishedVacancy}?index`,
      { intent: 'confirm' },
      [IN, 403, 403, 403, 403, 403, 0, 403, 404, 0, 404],
    ],
    [
      (ids) => `${ids.publishedVacancy}?index`,
      { intent: 'withdraw' },
      [IN, 403, 403, 403, 403, 403, 0, 403, 404, 0, 404],
    ],
  ],
  'vacancies.$vacancyId.edit.tsx': [
    [(ids) => `${ids.draftVacancy}/edit`, VACANCY, [IN, 404, 404, 404, 404, 404, 0, 403, 404, 0, 404]],
    [(ids) => `${ids.publishedVacancy}/edit`, VACANCY, [IN, 403, 403, 403, 403, 403, 0, 403, 404, 0, 404]],
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
  ],
};

const newVacancy = ({ service }: Records) => `/vacancies/new?service=${service.split('/').at(-1)}`;
