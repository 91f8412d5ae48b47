import { type Asked, everyone, IN, leads, NOBODYS, type Refused, type Statuses, signedIn } from './statuses.ts';

/** What only the commissioner sets up of the system that Kent leads; everybody knows that it is there. */
const LED_BY_KENT: Statuses = [IN, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403];

/** How the market of Kent's framework goes: its commissioners; to who buys nothing there is none. */
const OVERSEERS: Statuses = [IN, 403, 200, 403, 403, 404, 404, 404, 404, 404, 404];

const leadsDraft = (status: number): Statuses => [IN, 403, status, 403, 403, 404, 404, 404, 404, 404, 404];

/** Commissioners of Medway, which is asked to join. */
const invited = (status: number): Statuses => [IN, 404, 404, 404, 404, status, 404, 404, 404, 404, 404];

export const READS: Record<string, readonly Asked[]> = {
  'purchasing-systems._index.tsx': [[() => '/purchasing-systems', everyone(200)]],
  'purchasing-systems.$systemId._index.tsx': [
    [(ids) => ids.system, everyone(200)],
    [(ids) => ids.draftSystem, [404, 200, 200, 200, 200, 404, 404, 404, 404, 404, 404]],
  ],
  'purchasing-systems.$systemId.admissions.tsx': [
    [(ids) => `${ids.system}/admissions`, [IN, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.admissions[.]csv.ts': [
    [(ids) => `${ids.system}/admissions.csv`, [IN, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.oversight.tsx': [
    [(ids) => `${ids.system}/oversight`, OVERSEERS],
    [(ids) => `${ids.system}/oversight?lot=2&line=none`, OVERSEERS],
    [() => `/purchasing-systems/${NOBODYS}/oversight`, signedIn(404)],
  ],
  'procurement-timeline.tsx': [[() => '/procurement-timeline', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]]],
  'procurement-timeline[.]csv.ts': [
    [() => '/procurement-timeline.csv', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
  ],
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
  'question-library._index.tsx': [[() => '/question-library', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]]],
  'question-library.new.tsx': [[() => '/question-library/new', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]]],
  'question-library.$questionId.edit.tsx': [
    [() => `/question-library/${NOBODYS}/edit`, [IN, 403, 404, 403, 403, 404, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.questions._index.tsx': [[(ids) => `${ids.system}/questions`, LED_BY_KENT]],
  'purchasing-systems.$systemId.questions.new.tsx': [[(ids) => `${ids.system}/questions/new`, LED_BY_KENT]],
  'purchasing-systems.$systemId.questions.documents.tsx': [[(ids) => `${ids.system}/questions/documents`, LED_BY_KENT]],
  'purchasing-systems.$systemId.questions.$questionId.edit.tsx': [
    [(ids) => `${ids.system}/questions/${NOBODYS}/edit`, [IN, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.questions.$questionId.library.tsx': [
    [(ids) => `${ids.system}/questions/${NOBODYS}/library`, [IN, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'purchasing-systems.$systemId.documents.tsx': [[(ids) => `${ids.system}/documents`, LED_BY_KENT]],
  ...Object.fromEntries(
    ['spread', 'history', 'coverage', 'falling-due'].map((table): [string, Asked[]] => [
      `purchasing-systems.$systemId.oversight_.${table}[.]csv.ts`,
      [
        [(ids) => `${ids.system}/oversight/${table}.csv`, OVERSEERS],
        [(ids) => `${ids.system}/oversight/${table}.csv?lot=2&line=none`, OVERSEERS],
        [() => `/purchasing-systems/${NOBODYS}/oversight/${table}.csv`, signedIn(404)],
      ],
    ]),
  ),
};

export const WRITES: Record<string, readonly Refused[]> = {
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
  'question-library._index.tsx': [
    [() => '/question-library?index', { question: NOBODYS }, [IN, 403, 404, 403, 403, 404, 403, 403, 403, 403, 403]],
  ],
  'question-library.new.tsx': [
    [() => '/question-library/new', {}, [IN, 403, 400, 403, 403, 400, 403, 403, 403, 403, 403]],
  ],
  'question-library.$questionId.edit.tsx': [
    [() => `/question-library/${NOBODYS}/edit`, {}, [IN, 403, 404, 403, 403, 404, 403, 403, 403, 403, 403]],
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
  'purchasing-systems.$systemId.questions.$questionId.library.tsx': [
    [
      (ids) => `${ids.system}/questions/${NOBODYS}/library`,
      { topic: 'Staff' },
      [IN, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403],
    ],
  ],
  'purchasing-systems.$systemId.documents.tsx': [
    [(ids) => `${ids.system}/documents`, {}, [IN, 403, 400, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
};
