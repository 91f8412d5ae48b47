import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { listEvaluations } from './evaluations.server.ts';
import { declareInterests } from './evaluators.server.ts';
import { agreeScores, getModerationDesk } from './moderation.server.ts';
import { getOwnScoring, listScores, saveScores } from './scores.server.ts';
import { agree, as, code, commented, givenAssigned, list, marksOf, score } from './testing.ts';

const context = testDatabase();

test('scores are their evaluator’s alone until all have finished; then they are side by side', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann, ben, lead } = given;
    const seenBy = async (actor: Actor) =>
      new Set((await as(db, actor, (db) => listScores(db, actor, { id }))).map(({ evaluatorId }) => evaluatorId));
    await as(db, ann, (db) => declareInterests(db, ann, { id, hasConflict: false, note: '' }));
    await as(db, ann, (db) =>
      saveScores(db, ann, { id, submission: 1, finish: false, marks: commented(given, true, 3) }),
    );
    expect(await seenBy(ann)).toEqual(new Set([ann.userId]));
    for (const actor of [ben, lead]) expect(await seenBy(actor)).toEqual(new Set());
    await as(db, ann, (db) =>
      saveScores(db, ann, { id, submission: 1, finish: true, marks: commented(given, true, 3, 6) }),
    );
    for (const actor of [ben, lead]) expect(await seenBy(actor)).toEqual(new Set());
    expect(await as(db, lead, (db) => getModerationDesk(db, lead, id))).toMatchObject({
      scores: [],
      blocked: expect.stringContaining('all evaluators'),
    });
    await expect(as(db, lead, (db) => agree(db, lead, given, true, 3, 6))).rejects.toEqual(code('conflict'));
    await as(db, ben, (db) => score(db, ben, given, true, 5, 6));
    for (const actor of [ann, ben, lead]) expect(await seenBy(actor)).toEqual(new Set([ann.userId, ben.userId]));
    expect(await as(db, lead, (db) => listEvaluations(db, lead, list))).toMatchObject({
      waiting: [{ stage: 'to_moderate' }],
    });
  }));

test('nobody of another organisation reads a score, whatever they ask', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann, ben, lead, member, outsider, provider, rival } = given;
    for (const evaluator of [ann, ben]) await as(db, evaluator, (db) => score(db, evaluator, given, true, 3, 6));
    await as(db, lead, (db) => agree(db, lead, given, true, 3, 6));
    for (const actor of [member, outsider, provider, rival]) {
      expect(await as(db, actor, (db) => listScores(db, actor, { id }))).toEqual([]);
      for (const table of ['applicationScores', 'applicationEvaluators', 'applicationModerations'] as const) {
        expect(await as(db, actor, (db) => db.selectFrom(table).select('applicationId').execute()), table).toEqual([]);
      }
    }
  }));

test('finished scores do not change, must be complete, and fit the questions and the submission', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann, questions } = given;
    await as(db, ann, (db) => declareInterests(db, ann, { id, hasConflict: false, note: '' }));
    const save = (finish: boolean, ...marks: (number | boolean | null)[]) =>
      as(db, ann, (db) => saveScores(db, ann, { id, submission: 1, finish, marks: commented(given, ...marks) }));
    await expect(save(true, true, 3)).rejects.toEqual(code('conflict'));
    for (const unfit of [
      [true, 6, 6],
      [true, -1, 6],
      [1, 3, 6],
      [true, true, 6],
    ])
      await expect(save(false, ...unfit)).rejects.toEqual(code('conflict'));
    const stranger = [{ questionId: id, score: 1, passes: null, comment: '' }];
    await expect(
      as(db, ann, (db) => saveScores(db, ann, { id, submission: 1, finish: false, marks: stranger })),
    ).rejects.toEqual(code('conflict'));
    await expect(
      as(db, ann, (db) => saveScores(db, ann, { id, submission: 2, finish: false, marks: commented(given, true) })),
    ).rejects.toEqual(code('conflict'));
    await save(false, true, 3, null);
    await save(true, false, 0, 10);
    await expect(save(false, true, 3, 6)).rejects.toEqual(code('conflict'));
    const { marks, closed } = await as(db, ann, (db) => getOwnScoring(db, ann, id));
    expect(closed).toMatch(/finished/);
    expect(questions.map(({ id }) => marks.find(({ questionId }) => questionId === id))).toMatchObject([
      { passes: false },
      { score: 0 },
      { score: 10 },
    ]);
  }));

test('scores belong to one submission: the next is scored anew', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann, ben, lead } = given;
    for (const evaluator of [ann, ben]) await as(db, evaluator, (db) => score(db, evaluator, given, true, 3, 6));
    await as(db, lead, (db) => agree(db, lead, given, true, 3, 6));
    await db.updateTable('lotApplications').set({ submission: 2 }).where('id', '=', id).execute();
    expect(await as(db, lead, (db) => listEvaluations(db, lead, list))).toMatchObject({
      waiting: [{ stage: 'being_scored' }],
    });
    expect(await as(db, ann, (db) => getOwnScoring(db, ann, id))).toMatchObject({
      closed: null,
      marks: [],
    });
  }));

test('what is agreed has a reason wherever it is not what each evaluator gave', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann, ben, lead, broker, questions } = given;
    await as(db, ann, (db) => score(db, ann, given, true, 3, 6));
    await as(db, ben, (db) => score(db, ben, given, true, 5, 6));
    const marks = (reason: string, ...all: (number | boolean | null)[]) =>
      marksOf(questions, ...all).map((mark, index) => ({ ...mark, reason: index === 1 ? reason : '' }));
    const moderate = (actor: Actor, given: ReturnType<typeof marks>, version = '') =>
      as(db, actor, (db) => agreeScores(db, actor, { id, submission: 1, version, marks: given }));
    await expect(moderate(lead, marks('', true, 4, 6))).rejects.toEqual(code('conflict'));
    await expect(moderate(lead, marks('', true, 3, 6))).rejects.toEqual(code('conflict'));
    await expect(moderate(lead, marks('Between', true, 4, 7))).rejects.toEqual(code('conflict'));
    await expect(moderate(lead, marks('Between', true, 4, null))).rejects.toEqual(code('conflict'));
    await expect(moderate(broker, marks('Between', true, 4, 6))).rejects.toEqual(code('forbidden'));
    await moderate(lead, marks('Between', true, 4, 6));
    const { agreement } = await as(db, ann, (db) => getModerationDesk(db, ann, id));
    expect(agreement.marks).toContainEqual({ questionId: questions[1]?.id, score: 4, passes: null, reason: 'Between' });
    // Whoever opened the page before that is told.
    await expect(moderate(ann, marks('Lower', true, 3, 6))).rejects.toEqual(code('conflict'));
    await moderate(ann, marks('Lower', true, 3, 6), agreement.version);
    expect(await as(db, lead, (db) => listEvaluations(db, lead, list))).toMatchObject({
      waiting: [{ stage: 'to_decide' }],
    });
  }));
