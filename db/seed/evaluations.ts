import type { Application, Quality } from './applications.ts';
import { instantOf } from './calendar.ts';
import type { People } from './people.ts';
import { type AskedQuestion, WEIGHTS } from './selection.ts';

/** Of the scored questions, in their order: what the first evaluator gives, what the second does, and what they agree on, with the reason. */
const MARKS: Record<Quality, readonly (readonly [first: number, second: number, agreed: number, reason: string])[]> = {
  good: [
    [4, 4, 4, ''],
    [4, 5, 4, 'Measures for most children; for two of them none were given.'],
    [4, 4, 4, ''],
    [4, 3, 4, 'The placements for care leavers are counted, and named by year.'],
  ],
  fair: [
    [3, 3, 3, ''],
    [4, 3, 4, 'Attendance and health are measured from the first week.'],
    [3, 3, 3, ''],
    [4, 5, 4, 'What is promised can be counted, all but the saving of energy.'],
  ],
  poor: [
    [2, 3, 2, 'Names the right risks, but not what the organisation does about them, and gives no example.'],
    [2, 2, 2, 'Says what is planned; there is no measure of what children have achieved.'],
    [3, 3, 3, 'Children are asked in house meetings; what changed because of them is not told.'],
    [4, 4, 4, 'Work placements for care leavers, with numbers.'],
  ],
  disputed: [
    [4, 2, 3, ''],
    [3, 3, 3, ''],
    [4, 5, 4, ''],
    [3, 3, 3, ''],
  ],
};

const COMMENTS: Record<number, string> = {
  2: 'Says what is planned. No example, and nothing is measured.',
  3: 'Meets what we ask, with one example; little on what changed.',
  4: 'Clear, with examples and measures.',
  5: 'Convincing: examples, measures, and what was learnt from them.',
};

interface Judged {
  questionId: string;
  /** Among the scored; null: passed or failed. */
  scored: number | null;
}

/** What is judged of an application, in the order of its form. */
function judged(application: Application, questions: readonly AskedQuestion[]): Judged[] {
  let scored = 0;
  return questions
    .filter(({ systemId }) => systemId === application.lot.system.id)
    .flatMap(({ id: questionId, of }): Judged[] => {
      if (WEIGHTS[of.position] !== undefined) return [{ questionId, scored: scored++ }];
      return of.assessment === 'pass_fail' ? [{ questionId, scored: null }] : [];
    });
}

export const evaluatorRows = (made: readonly Application[], people: People) =>
  made.flatMap(({ id, lot, evaluators }) =>
    evaluators.map(({ userId, assignedOn, declaredOn, conflict, finishedOn }) => ({
      applicationId: id,
      authorityId: lot.system.row.leadAuthorityId,
      userId,
      assignedAt: instantOf(assignedOn, 12),
      assignedBy: people.commissionerOf(lot.system.plan.lead),
      declaredAt: declaredOn === null ? null : instantOf(declaredOn, 12.5),
      hasConflict: declaredOn === null ? null : conflict !== undefined,
      conflictNote: conflict ?? '',
      finishedSubmission: finishedOn === null ? null : 1,
      finishedAt: finishedOn === null ? null : instantOf(finishedOn, 14),
    })),
  );

/** Every question of those who have finished; the first half of what the others have written down so far. */
export function* scoreRows(made: readonly Application[], questions: readonly AskedQuestion[]) {
  for (const application of made) {
    const all = judged(application, questions);
    for (const [index, { userId, hasScores, declaredOn, finishedOn }] of application.evaluators.entries()) {
      if (!hasScores || declaredOn === null) continue;
      for (const { questionId, scored } of finishedOn === null ? all.slice(0, all.length / 2) : all) {
        const score = scored === null ? null : (MARKS[application.quality][scored]?.[index === 0 ? 0 : 1] ?? null);
        yield {
          applicationId: application.id,
          authorityId: application.lot.system.row.leadAuthorityId,
          submission: 1,
          questionId,
          evaluatorId: userId,
          score,
          passes: scored === null ? true : null,
          comment: score === null ? '' : (COMMENTS[score] ?? ''),
          updatedAt: instantOf(finishedOn ?? declaredOn, 14),
        };
      }
    }
  }
}

export function* moderationRows(made: readonly Application[], questions: readonly AskedQuestion[], people: People) {
  for (const application of made) {
    if (application.agreedOn === null) continue;
    for (const { questionId, scored } of judged(application, questions)) {
      const [, , agreed, reason] = (scored === null ? undefined : MARKS[application.quality][scored]) ?? [];
      yield {
        applicationId: application.id,
        authorityId: application.lot.system.row.leadAuthorityId,
        submission: 1,
        questionId,
        score: agreed ?? null,
        passes: scored === null ? true : null,
        reason: reason ?? '',
        moderatedBy: people.commissionerOf(application.lot.system.plan.lead),
        moderatedAt: instantOf(application.agreedOn, 16),
      };
    }
  }
}
