import { type Asked, everyone, IN, NOBODYS, type Refused, type Statuses } from './statuses.ts';

/** Commissioners of Kent, who lead; the others of Kent may not, and nobody else knows of it. */
const lead = (commissioner: number): Statuses => [IN, 403, commissioner, 403, 403, 404, 404, 404, 404, 404, 404];

const LEAD = lead(200);

/** Of a draft application of Orchardine: those who write its bids get the status, others of it are refused, for the rest it is not there. */
const BIDDERS = (status: number): Statuses => [IN, 404, 404, 404, 404, 404, 403, status, 404, status, 404];

export const READS: Record<string, readonly Asked[]> = {
  'evaluations._index.tsx': [[() => '/evaluations', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]]],
  'evaluations[.]csv.ts': [
    [() => '/evaluations.csv', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
    [() => `/evaluations.csv?of=${NOBODYS}`, [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
  ],
  'evaluations.$applicationId._index.tsx': [[(ids) => ids.evaluation, LEAD]],
  'evaluations.$applicationId.evaluators.tsx': [[(ids) => `${ids.evaluation}/evaluators`, LEAD]],
  'evaluations.$applicationId.clarify.tsx': [[(ids) => `${ids.evaluation}/clarify`, LEAD]],
  'evaluations.$applicationId.extend.tsx': [[(ids) => `${ids.evaluation}/extend`, LEAD]],
  'evaluations.$applicationId.declare.tsx': [[(ids) => `${ids.evaluation}/declare`, LEAD]],
  // Nobody is asked to score it.
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
    // A document that a provider submitted to a lot that Kent leads: its commissioners evaluate it, nobody else opens it.
    [(ids) => ids.document, [404, 404, 200, 404, 404, 404, 200, 200, 404, 200, 404]],
    [() => `/files/${NOBODYS}`, everyone(404)],
  ],
  'lot-applications._index.tsx': [[() => '/lot-applications', [IN, 403, 403, 403, 403, 403, 200, 200, 200, 200, 403]]],
  'lot-applications[.]csv.ts': [
    [() => '/lot-applications.csv', [IN, 403, 403, 403, 403, 403, 200, 200, 200, 200, 403]],
  ],
  'lot-applications.new.tsx': [
    // Begun already: on to the draft.
    [(ids) => ids.lotToJoin, [IN, 403, 403, 403, 403, 403, 403, 302, 403, 302, 403]],
    [() => `/lot-applications/new?lot=${NOBODYS}`, [IN, 403, 403, 403, 403, 403, 403, 404, 403, 404, 403]],
  ],
  'lot-applications.$applicationId._index.tsx': [
    // Authorities read an application as an evaluation.
    [(ids) => ids.lotApplication, [IN, 302, 302, 302, 302, 302, 200, 200, 404, 200, 404]],
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
};

export const WRITES: Record<string, readonly Refused[]> = {
  'evaluations.$applicationId.evaluators.tsx': [[(ids) => `${ids.evaluation}/evaluators`, {}, lead(400)]],
  'evaluations.$applicationId.clarify.tsx': [[(ids) => `${ids.evaluation}/clarify`, {}, lead(400)]],
  'evaluations.$applicationId.extend.tsx': [[(ids) => `${ids.evaluation}/extend`, {}, lead(400)]],
  'evaluations.$applicationId.declare.tsx': [[(ids) => `${ids.evaluation}/declare`, { conflict: 'no' }, lead(409)]],
  'evaluations.$applicationId.score.tsx': [[(ids) => `${ids.evaluation}/score`, { intent: 'save' }, lead(403)]],
  'evaluations.$applicationId.moderate.tsx': [[(ids) => `${ids.evaluation}/moderate`, {}, lead(400)]],
  'evaluations.$applicationId.decide.tsx': [
    [(ids) => `${ids.evaluation}/decide`, {}, lead(400)],
    [(ids) => `${ids.evaluation}/decide`, { outcome: 'rejected', reason: 'Never', submission: '1' }, lead(409)],
  ],
  'profile.answers.$topic.tsx': [
    [() => '/profile/answers/staff', {}, [IN, 403, 403, 403, 403, 403, 403, 400, 403, 400, 403]],
  ],
  'profile._index.tsx': [
    [() => '/profile?index', {}, [IN, 403, 403, 403, 403, 403, 403, 400, 403, 400, 403]],
    [() => '/profile?index', { document: NOBODYS }, [IN, 403, 403, 403, 403, 403, 403, 404, 403, 404, 403]],
  ],
  'profile.documents.new.tsx': [
    [() => '/profile/documents/new', {}, [IN, 403, 403, 403, 403, 403, 403, 400, 403, 400, 403]],
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
};
