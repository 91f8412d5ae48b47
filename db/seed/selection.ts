import type { Application } from './applications.ts';
import { type Day, instantOf, isoOf } from './calendar.ts';
import type { Provider } from './organisations.ts';
import type { DocumentVersions } from './provider-documents.ts';
import type { PurchasingSystem } from './purchasing-systems.ts';
import type { Random } from './random.ts';
import type { LibraryQuestion } from './reference-data.ts';
import { ANSWER_TEXTS } from './selection-texts.ts';

/** The library's questions that every system asks, by position; those that are scored with their share of the marks. */
const ASKED: readonly number[] = [1, 5, 6, 9, 10, 11, 12, 13, 15, 17, 20, 23, 24, 26];
export const WEIGHTS: Readonly<Record<number, number>> = { 15: 30, 23: 30, 24: 25, 26: 15 };
const MOST_SCORE = 5;

export interface AskedQuestion {
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

interface Given {
  questions: readonly AskedQuestion[];
  profile: readonly { providerId: string; libraryQuestionId: string; answer: string }[];
  documents: DocumentVersions;
}

/** Asked in the applications to its system; one that is begun has yet to answer these, by position. */
const LEFT_TO_ANSWER: readonly number[] = [10, 23, 26];

export function* answerRows(made: readonly Application[], { questions, profile, documents }: Given) {
  const answers = new Map(profile.map((row) => [`${row.providerId} ${row.libraryQuestionId}`, row.answer]));
  for (const { id, lot, provider, beganOn, submittedOn } of made) {
    for (const question of questions.filter(({ systemId }) => systemId === lot.system.id)) {
      if (submittedOn === null && LEFT_TO_ANSWER.includes(question.of.position)) continue;
      yield {
        applicationId: id,
        providerId: provider.id,
        questionId: question.id,
        answer: answers.get(`${provider.id} ${question.of.id}`) ?? '',
        documentId: documents.find(provider, question.of.documentKind, submittedOn ?? beganOn + 3)?.id ?? null,
        updatedAt: submittedOn === null ? instantOf(beganOn, 12) : instantOf(submittedOn, 11),
      };
    }
  }
}
