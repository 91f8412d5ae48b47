import { addWorkingDays } from '#app/lib/working-days.ts';
import type { Admission } from './admissions.ts';
import { type Day, instantOf, isoOf, millisecondsOf } from './calendar.ts';
import type { Provider } from './organisations.ts';
import type { ProviderDocument } from './provider-documents.ts';
import type { Lot, PurchasingSystem } from './purchasing-systems.ts';
import type { Random } from './random.ts';
import type { LibraryQuestion } from './reference-data.ts';
import { ANSWER_TEXTS } from './selection-texts.ts';

/** The library's questions that every system asks, by position; those that are scored with their share of the marks. */
const ASKED: readonly number[] = [1, 5, 6, 9, 10, 11, 12, 13, 15, 17, 20, 23, 24, 26];
const WEIGHTS: Readonly<Record<number, number>> = { 15: 30, 23: 30, 24: 25, 26: 15 };
const MOST_SCORE = 5;
const EVALUATION_DAYS = 10;

interface AskedQuestion {
  id: string;
  systemId: string;
  of: LibraryQuestion;
  createdAt: string;
}

export function questionsOf(random: Random, systems: readonly PurchasingSystem[], library: readonly LibraryQuestion[]) {
  return systems.flatMap((system) =>
    ASKED.flatMap((position): AskedQuestion[] => {
      const of = library.find((question) => question.position === position);
      const created = Date.parse(system.row.createdAt);
      return of ? [{ id: random.uuid(created), systemId: system.id, of, createdAt: system.row.createdAt }] : [];
    }),
  );
}

export const questionRow = ({ id, systemId, of, createdAt }: AskedQuestion) => ({
  id,
  systemId,
  libraryQuestionId: of.id,
  position: ASKED.indexOf(of.position) + 1,
  kind: of.kind,
  question: of.question,
  guidance: of.guidance,
  documentKind: of.documentKind,
  assessment: of.assessment,
  passAnswer: of.passAnswer,
  leastNumber: of.leastNumber,
  mostWords: of.mostWords,
  weight: WEIGHTS[of.position] ?? null,
  mostScore: WEIGHTS[of.position] ? MOST_SCORE : null,
  createdAt,
});

/** What a provider answers; undefined to a document, and to a few that it has yet to answer. */
function answerTo(random: Random, question: LibraryQuestion, today: Day): string | undefined {
  if (question.kind === 'document') return undefined;
  if (question.kind === 'declaration') return 'agreed';
  if (question.kind === 'yes_no') return question.passAnswer ?? random.pick(['yes', 'no'] as const);
  if (question.kind === 'number') return String(question.leastNumber ?? random.int(62, 96));
  if (question.kind === 'date') return isoOf(today - random.int(30, 300));
  return random.pick(ANSWER_TEXTS[question.position] ?? ANSWER_TEXTS[0] ?? ['']);
}

/** The profile of each provider: it has answered most of the library. */
export function profileAnswers(
  random: Random,
  providers: readonly Provider[],
  library: readonly LibraryQuestion[],
  today: Day,
) {
  return providers.flatMap((provider) =>
    library.flatMap((question) => {
      const answer = answerTo(random, question, today);
      const answered = ASKED.includes(question.position) || random.chance(0.7);
      if (answer === undefined || !answered) return [];
      const updatedAt = instantOf(today - random.int(20, 400), 13);
      return [{ providerId: provider.id, libraryQuestionId: question.id, answer, updatedAt }];
    }),
  );
}

interface Application {
  id: string;
  lot: Lot;
  provider: Provider;
  submittedOn: Day;
  dueOn: string;
  status: 'submitted' | 'rejected';
  decidedOn: Day | null;
}

interface Sources {
  admissions: readonly Admission[];
  providers: readonly Provider[];
  bankHolidays: ReadonlySet<string>;
  today: Day;
}

/** Of each admission that is asked for, its application; and in each open lot one that was refused. */
export function applications(random: Random, { admissions, providers, bankHolidays, today }: Sources): Application[] {
  const application = (lot: Lot, provider: Provider, submittedOn: Day, decidedOn: Day | null): Application => ({
    id: random.uuid(millisecondsOf(submittedOn - 9, 10)),
    ...{ lot, provider, submittedOn, decidedOn },
    dueOn: addWorkingDays(isoOf(submittedOn), EVALUATION_DAYS, bankHolidays),
    status: decidedOn === null ? 'submitted' : 'rejected',
  });
  const waiting = admissions
    .filter(({ status }) => status === 'pending')
    .map(({ lot, provider, appliedOn }) => application(lot, provider, appliedOn, null));
  const lots = new Set(admissions.filter(({ lot }) => lot.system.row.status === 'open').map(({ lot }) => lot));
  const refused = [...lots].flatMap((lot) => {
    const inside = new Set(admissions.filter((admission) => admission.lot === lot).map(({ provider }) => provider));
    const outside = providers.filter((provider) => provider.types.includes(lot.type) && !inside.has(provider));
    const submittedOn = today - random.int(90, 160);
    return outside.length > 0 ? [application(lot, random.pick(outside), submittedOn, submittedOn + 11)] : [];
  });
  return [...waiting, ...refused];
}

const REFUSED =
  'The answers on safeguarding and on outcomes did not reach the standard of the lot. You may apply again at any time: the scores show what was missing.';

export const applicationRow = ({ id, lot, provider, submittedOn, dueOn, status, decidedOn }: Application) => ({
  id,
  lotId: lot.id,
  providerId: provider.id,
  status,
  revision: 4,
  submission: 1,
  createdAt: instantOf(submittedOn - 9, 10),
  updatedAt: instantOf(submittedOn, 11),
  submittedAt: instantOf(submittedOn, 11),
  dueOn,
  decidedAt: decidedOn === null ? null : instantOf(decidedOn, 15),
  decisionReason: decidedOn === null ? null : REFUSED,
});

interface Given {
  questions: readonly AskedQuestion[];
  profile: readonly { providerId: string; libraryQuestionId: string; answer: string }[];
  documents: readonly ProviderDocument[];
}

export function* answerRows(made: readonly Application[], { questions, profile, documents }: Given) {
  const answers = new Map(profile.map((row) => [`${row.providerId} ${row.libraryQuestionId}`, row.answer]));
  const held = new Map(documents.map((document) => [`${document.provider.id} ${document.kind}`, document.id]));
  for (const { id, lot, provider, submittedOn } of made) {
    for (const question of questions.filter(({ systemId }) => systemId === lot.system.id)) {
      yield {
        applicationId: id,
        providerId: provider.id,
        questionId: question.id,
        answer: answers.get(`${provider.id} ${question.of.id}`) ?? '',
        documentId: held.get(`${provider.id} ${question.of.documentKind}`) ?? null,
        updatedAt: instantOf(submittedOn, 11),
      };
    }
  }
}

const MODERATED: readonly (readonly [score: number, reason: string])[] = [
  [2, 'Names the right risks, but not what the organisation does about them, and gives no example.'],
  [2, 'Says what is planned; there is no measure of what children have achieved.'],
  [3, 'Children are asked in house meetings; what changed because of them is not told.'],
  [4, 'Work placements for care leavers, with numbers.'],
];

/** What the evaluators agreed on for those that were refused: scored questions alone, the rest passed. */
export function* moderationRows(made: readonly Application[], questions: readonly AskedQuestion[]) {
  for (const { id, lot, decidedOn } of made) {
    if (decidedOn === null) continue;
    let scored = 0;
    for (const { id: questionId, of } of questions.filter(({ systemId }) => systemId === lot.system.id)) {
      const isScored = WEIGHTS[of.position] !== undefined;
      if (!isScored && of.assessment !== 'pass_fail') continue;
      const [score, reason] = MODERATED[scored % MODERATED.length] ?? [0, ''];
      if (isScored) scored++;
      yield {
        applicationId: id,
        authorityId: lot.system.row.leadAuthorityId,
        submission: 1,
        questionId,
        score: isScored ? score : null,
        passes: isScored ? null : true,
        reason: isScored ? reason : '',
        moderatedAt: instantOf(decidedOn - 1, 16),
      };
    }
  }
}
