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
/** What only the commissioner sets up of the system that Kent leads; everybody knows that it is there. */
const LED_BY_KENT: Statuses = [IN, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403];
/** An id that nothing has. */
const NOBODYS = '019f0000-0000-7000-8000-000000000001';

/** The same for everybody who is signed in, whomever they act for. */
const signedIn = (status: number): Statuses => {
  const [, ...others] = everyone(status);
  return [IN, ...others];
};

/** Commissioners and brokers, and everyone of a provider. */
const MONITORING: Statuses = [IN, 200, 200, 403, 403, 200, 200, 200, 200, 200, 403];
/** Of Orchardine: for itself, and for commissioners and brokers of Kent, which buys from it. */
const OF_ORCHARDINE: Statuses = [IN, 200, 200, 403, 403, 404, 200, 200, 404, 200, 404];
const newVisit = (ids: Records) => `/monitoring-visits/new?provider=${ids.orchardine.split('/').at(-1)}`;
/** Commissioners of Kent, which leads the purchasing system: of one that is published, and of a draft. */
const leads = (status: number): Statuses => [IN, 403, status, 403, 403, 403, 403, 403, 403, 403, 403];
const leadsDraft = (status: number): Statuses => [IN, 403, status, 403, 403, 404, 404, 404, 404, 404, 404];
/** Commissioners of Medway, which is asked to join. */
const invited = (status: number): Statuses => [IN, 404, 404, 404, 404, status, 404, 404, 404, 404, 404];
/** Commissioners of Kent, who lead; the others of Kent may not, and nobody else knows of it. */
const lead = (commissioner: number): Statuses => [IN, 403, commissioner, 403, 403, 404, 404, 404, 404, 404, 404];
const LEAD = lead(200);
/** Of a draft application of Orchardine: those who write its bids get the status, others of it are refused, for the rest it is not there. */
const BIDDERS = (status: number): Statuses => [IN, 404, 404, 404, 404, 404, 403, status, 404, status, 404];

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
  'purchasing-systems.$systemId._index.tsx': [
    [(ids) => ids.system, everyone(200)],
    [(ids) => ids.draftSystem, [404, 200, 200, 200, 200, 404, 404, 404, 404, 404, 404]],
  ],

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

  'admissions._index.tsx': [[() => '/admissions', [IN, 200, 200, 200, 403, 200, 200, 200, 200, 200, 403]]],
  'admissions.$admissionId._index.tsx': [
    [(ids) => ids.admission, [IN, 200, 200, 200, 403, 404, 200, 200, 404, 200, 404]],
  ],
  'admissions.$admissionId.$decision.tsx': [
    ...['suspend', 'reinstate', 'end', 'tier'].map(
      (decision): Asked => [
        (ids) => `${ids.admission}/${decision}`,
        [IN, 403, 200, 403, 403, 404, 403, 403, 404, 403, 404],
      ],
    ),
    [(ids) => `${ids.admission}/nothing`, signedIn(404)],
  ],
  'admissions.$admissionId.holds.$holdId.tsx': [
    [(ids) => `${ids.admission}/holds/${NOBODYS}`, [IN, 403, 404, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'purchasing-systems.$systemId.admissions.tsx': [
    [(ids) => `${ids.system}/admissions`, [IN, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.admissions[.]csv.ts': [
    [(ids) => `${ids.system}/admissions.csv`, [IN, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'monitoring-visits._index.tsx': [[() => '/monitoring-visits', MONITORING]],
  'monitoring-visits.new.tsx': [
    [() => '/monitoring-visits/new', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
    [newVisit, [IN, 403, 200, 403, 403, 404, 403, 403, 403, 403, 403]],
  ],
  'monitoring-visits.$visitId._index.tsx': [
    [(ids) => ids.draftVisit, [IN, 200, 200, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => ids.finalVisit, OF_ORCHARDINE],
  ],
  'monitoring-visits.$visitId.edit.tsx': [
    [(ids) => `${ids.draftVisit}/edit`, [IN, 403, 200, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.finalVisit}/edit`, [IN, 403, 200, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'monitoring-visits.$visitId.finalise.tsx': [
    [(ids) => `${ids.draftVisit}/finalise`, [IN, 403, 200, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.finalVisit}/finalise`, [IN, 403, 409, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'monitoring-visits.$visitId.actions.$actionId.tsx': [[(ids) => ids.visitAction, OF_ORCHARDINE]],
  'notifications._index.tsx': [[() => '/notifications', MONITORING]],
  'notifications.new.tsx': [[() => '/notifications/new', [IN, 403, 403, 403, 403, 403, 200, 403, 200, 200, 403]]],
  'notifications.$notificationId.tsx': [[(ids) => ids.notification, OF_ORCHARDINE]],
  'providers.$providerId_.scorecard.tsx': [[(ids) => `${ids.orchardine}/scorecard`, OF_ORCHARDINE]],
  'quotes.tsx': [
    [() => '/quotes', signedIn(404)],
    [() => `/quotes?admission=${NOBODYS}`, [IN, 404, 404, 404, 403, 404, 404, 404, 404, 404, 403]],
    [(ids) => ids.quote, [IN, 200, 200, 200, 403, 404, 200, 200, 404, 200, 403]],
    [(ids) => `${ids.quote}&age=7`, [IN, 200, 200, 200, 403, 404, 200, 200, 404, 200, 403]],
    [(ids) => `${ids.quote}&age=99`, [IN, 400, 400, 400, 403, 404, 400, 400, 404, 400, 403]],
  ],
  'purchasing-systems.$systemId.oversight.tsx': [
    [(ids) => `${ids.system}/oversight`, [IN, 403, 200, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.system}/oversight?lot=2&line=none`, [IN, 403, 200, 403, 403, 404, 404, 404, 404, 404, 404]],
    [() => `/purchasing-systems/${NOBODYS}/oversight`, signedIn(404)],
  ],
  'procurement-timeline.tsx': [[() => '/procurement-timeline', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]]],
  'procurement-timeline[.]csv.ts': [
    [() => '/procurement-timeline.csv', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
  ],
  'api.v1.quotes.ts': [[(ids) => `/api/v1${ids.quote}&age=7`, everyone(401)]],
  'api.v1.purchasing-systems.ts': [[() => '/api/v1/purchasing-systems', everyone(401)]],
  'api.v1.price-schedules.ts': [[() => '/api/v1/price-schedules', everyone(401)]],
  'api.v1.price-schedules.$scheduleId.ts': [[(ids) => `/api/v1${ids.schedule}`, everyone(401)]],
  'purchasing-systems.new.tsx': [
    [() => '/purchasing-systems/new', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.edit.tsx': [
    [(ids) => `${ids.draftSystem}/edit`, leadsDraft(200)],
    [(ids) => `${ids.system}/edit`, leads(200)],
  ],
  'purchasing-systems.$systemId.manage.tsx': [
    [(ids) => `${ids.draftSystem}/manage`, leadsDraft(200)],
    [(ids) => `${ids.system}/manage`, leads(200)],
  ],
  'purchasing-systems.$systemId.status.$step.tsx': [
    [(ids) => `${ids.draftSystem}/status/publish`, leadsDraft(200)],
    [(ids) => `${ids.draftSystem}/status/open`, leadsDraft(409)],
    [(ids) => `${ids.system}/status/end`, leads(200)],
    [(ids) => `${ids.system}/status/open`, leads(409)],
    [(ids) => `${ids.system}/status/nowhere`, signedIn(404)],
  ],
  'purchasing-systems.$systemId.extend.tsx': [
    [(ids) => `${ids.system}/extend`, leads(200)],
    [(ids) => `${ids.draftSystem}/extend`, leadsDraft(409)],
  ],
  'purchasing-systems.$systemId.lots.new.tsx': [
    [(ids) => `${ids.draftSystem}/lots/new`, leadsDraft(200)],
    [(ids) => `${ids.system}/lots/new`, leads(409)],
  ],
  'purchasing-systems.$systemId.lots.$lotId.edit.tsx': [
    [(ids) => `${ids.draftLot}/edit`, leadsDraft(200)],
    [(ids) => `${ids.system}/lots/${NOBODYS}/edit`, leads(404)],
  ],
  'purchasing-systems.$systemId.lots.$lotId.remove.tsx': [[(ids) => `${ids.draftLot}/remove`, leadsDraft(200)]],
  'purchasing-systems.$systemId.lots.$lotId.prices.tsx': [
    [(ids) => `${ids.draftLot}/prices`, leadsDraft(200)],
    [(ids) => `${ids.draftLot}/prices?model=package`, leadsDraft(200)],
  ],
  'purchasing-systems.$systemId.lots.$lotId.ceilings.tsx': [[(ids) => `${ids.draftLot}/ceilings`, leadsDraft(200)]],
  'purchasing-systems.$systemId.members._index.tsx': [
    [(ids) => `${ids.draftSystem}/members`, leadsDraft(200)],
    [(ids) => `${ids.system}/members`, leads(200)],
  ],
  'purchasing-systems.$systemId.members.$authorityId.remove.tsx': [
    [(ids) => `${ids.draftSystem}/members/${NOBODYS}/remove`, leadsDraft(404)],
  ],
  'purchasing-systems.$systemId.invitation.tsx': [[(ids) => `${ids.invitedSystem}/invitation`, invited(200)]],
  'purchasing-systems.$systemId.rounds._index.tsx': [
    [(ids) => `${ids.draftSystem}/rounds`, leadsDraft(200)],
    [(ids) => `${ids.system}/rounds`, leads(200)],
  ],
  'purchasing-systems.$systemId.rounds.$roundId.tsx': [
    [(ids) => `${ids.draftSystem}/rounds/${NOBODYS}`, leadsDraft(404)],
    [(ids) => `${ids.system}/rounds/${NOBODYS}`, leads(404)],
  ],
  'evaluations._index.tsx': [[() => '/evaluations', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]]],
  'evaluations.$applicationId._index.tsx': [[(ids) => ids.evaluation, LEAD]],
  'evaluations.$applicationId.evaluators.tsx': [[(ids) => `${ids.evaluation}/evaluators`, LEAD]],
  'evaluations.$applicationId.clarify.tsx': [[(ids) => `${ids.evaluation}/clarify`, LEAD]],
  'evaluations.$applicationId.extend.tsx': [[(ids) => `${ids.evaluation}/extend`, LEAD]],
  // Nobody is asked to score it.
  'evaluations.$applicationId.declare.tsx': [[(ids) => `${ids.evaluation}/declare`, lead(403)]],
  'evaluations.$applicationId.score.tsx': [[(ids) => `${ids.evaluation}/score`, lead(403)]],
  'evaluations.$applicationId.moderate.tsx': [[(ids) => `${ids.evaluation}/moderate`, LEAD]],
  'evaluations.$applicationId.decide.tsx': [[(ids) => `${ids.evaluation}/decide`, LEAD]],
  'lot-applications.$applicationId.outcome.tsx': [
    [(ids) => ids.outcome, [IN, 404, 404, 404, 404, 404, 200, 200, 404, 200, 404]],
  ],
  'profile._index.tsx': [[() => '/profile', [IN, 403, 403, 403, 403, 403, 200, 200, 200, 200, 403]]],
  'profile.answers.$topic.tsx': [
    [() => '/profile/answers/staff', [IN, 403, 403, 403, 403, 403, 200, 200, 200, 200, 403]],
    [() => '/profile/answers/nothing', [IN, 403, 403, 403, 403, 403, 404, 404, 404, 404, 403]],
  ],
  'profile.documents.new.tsx': [
    [() => '/profile/documents/new', [IN, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403]],
  ],
  // Kent leads a framework that Orchardine is in.
  'files.$fileId.ts': [
    [(ids) => ids.document, [404, 200, 200, 200, 200, 404, 200, 200, 404, 200, 404]],
    [() => `/files/${NOBODYS}`, everyone(404)],
  ],
  'question-library._index.tsx': [[() => '/question-library', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]]],
  'question-library.new.tsx': [[() => '/question-library/new', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]]],
  'purchasing-systems.$systemId.questions._index.tsx': [[(ids) => `${ids.system}/questions`, LED_BY_KENT]],
  'purchasing-systems.$systemId.questions.new.tsx': [[(ids) => `${ids.system}/questions/new`, LED_BY_KENT]],
  'purchasing-systems.$systemId.questions.documents.tsx': [[(ids) => `${ids.system}/questions/documents`, LED_BY_KENT]],
  'purchasing-systems.$systemId.questions.$questionId.edit.tsx': [
    [(ids) => `${ids.system}/questions/${NOBODYS}/edit`, [IN, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.documents.tsx': [[(ids) => `${ids.system}/documents`, LED_BY_KENT]],
  'lot-applications._index.tsx': [[() => '/lot-applications', [IN, 403, 403, 403, 403, 403, 200, 200, 200, 200, 403]]],
  'lot-applications.new.tsx': [
    // Begun already: on to the draft.
    [(ids) => ids.lotToJoin, [IN, 403, 403, 403, 403, 403, 403, 302, 403, 302, 403]],
    [() => `/lot-applications/new?lot=${NOBODYS}`, [IN, 403, 403, 403, 403, 403, 403, 404, 403, 404, 403]],
  ],
  'lot-applications.$applicationId._index.tsx': [
    [(ids) => ids.lotApplication, [IN, 404, 404, 404, 404, 404, 200, 200, 404, 200, 404]],
  ],
  ...Object.fromEntries(
    ['edit', 'submit', 'withdraw', 'reopen'].map((part): [string, Asked[]] => [
      `lot-applications.$applicationId.${part}.tsx`,
      [[(ids) => `${ids.lotApplication}/${part}`, BIDDERS(200)]],
    ]),
  ),
  'lot-applications.$applicationId.clarifications.$clarificationId.tsx': [
    [(ids) => `${ids.lotApplication}/clarifications/${NOBODYS}`, BIDDERS(404)],
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
  'admissions.$admissionId.$decision.tsx': [
    ...['suspend', 'reinstate', 'end', 'tier'].map(
      (decision): Refused => [
        (ids) => `${ids.admission}/${decision}`,
        // Without a reason whoever may do it is told so.
        {},
        [IN, 403, 400, 403, 403, 404, 403, 403, 404, 403, 404],
      ],
    ),
    [(ids) => `${ids.admission}/reinstate`, { reason: 'No' }, [IN, 403, 409, 403, 403, 404, 403, 403, 404, 403, 404]],
    [(ids) => `${ids.admission}/suspend`, { reason: 'No' }, [IN, 403, 0, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'admissions.$admissionId.holds.$holdId.tsx': [
    [
      (ids) => `${ids.admission}/holds/${NOBODYS}`,
      { reason: 'No' },
      [IN, 403, 404, 403, 403, 404, 403, 403, 404, 403, 404],
    ],
  ],
  'monitoring-visits.new.tsx': [[newVisit, {}, [IN, 403, 400, 403, 403, 404, 403, 403, 403, 403, 403]]],
  'monitoring-visits.$visitId.edit.tsx': [
    [(ids) => `${ids.draftVisit}/edit`, {}, [IN, 403, 400, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.finalVisit}/edit`, {}, [IN, 403, 400, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'monitoring-visits.$visitId.finalise.tsx': [
    [(ids) => `${ids.draftVisit}/finalise`, { revision: '1' }, [IN, 403, 0, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.finalVisit}/finalise`, { revision: '1' }, [IN, 403, 409, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'monitoring-visits.$visitId.actions.$actionId.tsx': [
    [(ids) => ids.visitAction, { intent: 'close' }, [IN, 403, 0, 403, 403, 404, 403, 403, 404, 403, 404]],
    [(ids) => ids.visitAction, { intent: 'report', note: 'x' }, [IN, 403, 403, 403, 403, 404, 0, 403, 404, 0, 404]],
  ],
  'notifications.new.tsx': [[() => '/notifications/new', {}, [IN, 403, 403, 403, 403, 403, 400, 403, 400, 400, 403]]],
  'api.v1.quotes.ts': [[(ids) => `/api/v1${ids.quote}`, {}, everyone(405)]],
  'api.v1.purchasing-systems.ts': [[() => '/api/v1/purchasing-systems', {}, everyone(405)]],
  'api.v1.price-schedules.ts': [[() => '/api/v1/price-schedules', {}, everyone(405)]],
  'api.v1.price-schedules.$scheduleId.ts': [[(ids) => `/api/v1${ids.schedule}`, {}, everyone(405)]],
  'purchasing-systems.new.tsx': [
    [() => '/purchasing-systems/new', {}, [IN, 403, 400, 403, 403, 400, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.edit.tsx': [
    [(ids) => `${ids.draftSystem}/edit`, {}, leadsDraft(400)],
    [(ids) => `${ids.system}/edit`, {}, leads(400)],
  ],
  'purchasing-systems.$systemId.status.$step.tsx': [
    [(ids) => `${ids.draftSystem}/status/publish`, { revision: '0' }, leadsDraft(409)],
    [(ids) => `${ids.system}/status/open`, { revision: '1' }, leads(409)],
    [(ids) => `${ids.system}/status/end`, {}, leads(400)],
  ],
  'purchasing-systems.$systemId.extend.tsx': [[(ids) => `${ids.system}/extend`, {}, leads(400)]],
  'purchasing-systems.$systemId.lots.new.tsx': [[(ids) => `${ids.draftSystem}/lots/new`, {}, leadsDraft(400)]],
  'purchasing-systems.$systemId.lots.$lotId.edit.tsx': [[(ids) => `${ids.draftLot}/edit`, {}, leadsDraft(400)]],
  'purchasing-systems.$systemId.lots.$lotId.remove.tsx': [
    [(ids) => `${ids.draftLot}/remove`, { revision: '0' }, leadsDraft(409)],
  ],
  'purchasing-systems.$systemId.lots.$lotId.prices.tsx': [[(ids) => `${ids.draftLot}/prices`, {}, leadsDraft(400)]],
  'purchasing-systems.$systemId.lots.$lotId.ceilings.tsx': [
    [(ids) => `${ids.draftLot}/ceilings`, { revision: '0' }, leadsDraft(409)],
  ],
  'purchasing-systems.$systemId.members._index.tsx': [
    [(ids) => `${ids.draftSystem}/members?index`, {}, leadsDraft(400)],
    [(ids) => `${ids.draftSystem}/members?index`, { withdraw: NOBODYS }, leadsDraft(404)],
  ],
  'purchasing-systems.$systemId.members.$authorityId.remove.tsx': [
    [(ids) => `${ids.draftSystem}/members/${NOBODYS}/remove`, { reason: 'None' }, leadsDraft(404)],
  ],
  'purchasing-systems.$systemId.invitation.tsx': [[(ids) => `${ids.invitedSystem}/invitation`, {}, invited(400)]],
  'purchasing-systems.$systemId.rounds._index.tsx': [[(ids) => `${ids.draftSystem}/rounds?index`, {}, leadsDraft(400)]],
  'purchasing-systems.$systemId.rounds.$roundId.tsx': [
    [(ids) => `${ids.draftSystem}/rounds/${NOBODYS}`, { intent: 'remove' }, leadsDraft(404)],
  ],

  'evaluations.$applicationId.evaluators.tsx': [[(ids) => `${ids.evaluation}/evaluators`, {}, lead(400)]],
  'evaluations.$applicationId.clarify.tsx': [[(ids) => `${ids.evaluation}/clarify`, {}, lead(400)]],
  'evaluations.$applicationId.extend.tsx': [[(ids) => `${ids.evaluation}/extend`, {}, lead(400)]],
  'evaluations.$applicationId.declare.tsx': [[(ids) => `${ids.evaluation}/declare`, { conflict: 'no' }, lead(403)]],
  'evaluations.$applicationId.score.tsx': [[(ids) => `${ids.evaluation}/score`, { intent: 'save' }, lead(403)]],
  'evaluations.$applicationId.moderate.tsx': [[(ids) => `${ids.evaluation}/moderate`, {}, lead(400)]],
  'evaluations.$applicationId.decide.tsx': [
    [(ids) => `${ids.evaluation}/decide`, {}, lead(400)],
    [(ids) => `${ids.evaluation}/decide`, { outcome: 'rejected', reason: 'Never', submission: '1' }, lead(409)],
  ],

  'profile.answers.$topic.tsx': [
    [() => '/profile/answers/staff', {}, [IN, 403, 403, 403, 403, 403, 403, 400, 403, 400, 403]],
  ],
  'profile.documents.new.tsx': [
    [() => '/profile/documents/new', {}, [IN, 403, 403, 403, 403, 403, 403, 400, 403, 400, 403]],
  ],
  'question-library._index.tsx': [
    [() => '/question-library?index', { question: NOBODYS }, [IN, 403, 404, 403, 403, 404, 403, 403, 403, 403, 403]],
  ],
  'question-library.new.tsx': [
    [() => '/question-library/new', {}, [IN, 403, 400, 403, 403, 400, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.questions._index.tsx': [
    [
      (ids) => `${ids.system}/questions?index`,
      { intent: 'up', question: NOBODYS },
      [IN, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403],
    ],
  ],
  'purchasing-systems.$systemId.questions.new.tsx': [
    [(ids) => `${ids.system}/questions/new`, {}, [IN, 403, 400, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.questions.documents.tsx': [
    [(ids) => `${ids.system}/questions/documents`, {}, [IN, 403, 0, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.questions.$questionId.edit.tsx': [
    [
      (ids) => `${ids.system}/questions/${NOBODYS}/edit`,
      { intent: 'remove' },
      [IN, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403],
    ],
  ],
  'purchasing-systems.$systemId.documents.tsx': [
    [(ids) => `${ids.system}/documents`, {}, [IN, 403, 400, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],

  'lot-applications.new.tsx': [
    [() => `/lot-applications/new?lot=${NOBODYS}`, {}, [IN, 403, 403, 403, 403, 403, 403, 400, 403, 400, 403]],
  ],
  'lot-applications.$applicationId._index.tsx': [[(ids) => `${ids.lotApplication}?index`, {}, BIDDERS(0)]],
  'lot-applications.$applicationId.edit.tsx': [[(ids) => `${ids.lotApplication}/edit`, {}, BIDDERS(409)]],
  'lot-applications.$applicationId.submit.tsx': [[(ids) => `${ids.lotApplication}/submit`, {}, BIDDERS(409)]],
  'lot-applications.$applicationId.withdraw.tsx': [[(ids) => `${ids.lotApplication}/withdraw`, {}, BIDDERS(0)]],
  'lot-applications.$applicationId.reopen.tsx': [[(ids) => `${ids.lotApplication}/reopen`, {}, BIDDERS(409)]],
  'lot-applications.$applicationId.clarifications.$clarificationId.tsx': [
    [(ids) => `${ids.lotApplication}/clarifications/${NOBODYS}`, { answer: 'Mallory' }, BIDDERS(404)],
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
