import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { getEvaluationFile } from './evaluation-file.server.ts';
import { countEvaluations, listEvaluations } from './evaluations.server.ts';
import {
  assignEvaluators,
  declareInterests,
  listAssignable,
  listEvaluators,
  removeEvaluator,
} from './evaluators.server.ts';
import { agreeScores, getModerationDesk } from './moderation.server.ts';
import { getOwnScoring, listScores, saveScores } from './scores.server.ts';
import { agree, type Given, givenApplication, joinProvider, marksOf, score, TODAY } from './testing.ts';

const context = testDatabase();

const as = <T>(db: Db, actor: Actor, work: (db: Db) => Promise<T>) => underRowSecurity(db, actor, work);
const code = (expected: string) => expect.objectContaining({ code: expected });
const only = { of: null, page: 1 };
const list = { ...only, today: TODAY };
const commented = (given: Given, ...marks: (number | boolean | null)[]) =>
  marksOf(given.questions, ...marks).map((mark) => ({ ...mark, comment: 'Seen' }));

async function givenAssigned(db: Db) {
  const given = await givenApplication(db);
  const evaluators = [given.ann.userId, given.ben.userId];
  await as(db, given.lead, (db) => assignEvaluators(db, given.lead, { id: given.id, evaluators }));
  return given;
}

test('commissioners of the lead authority have it in their work list; nobody else knows of it', () =>
  context.rolledBack(async (db) => {
    const { id, lead, ann, broker, member, outsider, provider, rival, lotId, systemId } = await givenApplication(db);
    for (const actor of [lead, ann]) {
      const { waiting, lots } = await as(db, actor, (db) => listEvaluations(db, actor, list));
      expect(waiting).toMatchObject([{ id, stage: 'to_assign', left: { is: 'left', workingDays: 6 } }]);
      expect(lots).toHaveLength(1);
      expect(await as(db, actor, (db) => countEvaluations(db, actor, TODAY))).toEqual({ waiting: 1, overdue: 0 });
      expect(await as(db, actor, (db) => countEvaluations(db, actor, '2026-12-05'))).toEqual({
        waiting: 1,
        overdue: 1,
      });
      for (const [of, found] of [
        [lotId, 1],
        [systemId, 1],
        [id, 0],
      ] as const) {
        expect(
          (await as(db, actor, (db) => listEvaluations(db, actor, { ...only, of, today: TODAY }))).waiting,
        ).toHaveLength(found);
      }
    }
    for (const actor of [member, outsider]) {
      expect((await as(db, actor, (db) => listEvaluations(db, actor, list))).waiting).toEqual([]);
      await expect(as(db, actor, (db) => getEvaluationFile(db, actor, { id, today: TODAY }))).rejects.toEqual(
        code('not-found'),
      );
      // The where clause alone, without row level security, says the same.
      await expect(getEvaluationFile(db, actor, { id, today: TODAY })).rejects.toEqual(code('not-found'));
    }
    for (const actor of [broker, provider, rival]) {
      await expect(as(db, actor, (db) => listEvaluations(db, actor, list))).rejects.toEqual(code('forbidden'));
    }
    await expect(as(db, broker, (db) => getEvaluationFile(db, broker, { id, today: TODAY }))).rejects.toEqual(
      code('forbidden'),
    );
    for (const actor of [provider, rival]) {
      await expect(as(db, actor, (db) => getEvaluationFile(db, actor, { id, today: TODAY }))).rejects.toEqual(
        code('not-found'),
      );
    }
  }));

test('a draft, and what was withdrawn before it was sent, is not evaluated', () =>
  context.rolledBack(async (db) => {
    const { id, lead } = await givenApplication(db);
    for (const changes of [{ status: 'draft' }, { status: 'withdrawn', submission: 0 }]) {
      await db.updateTable('lotApplications').set(changes).where('id', '=', id).execute();
      await expect(getEvaluationFile(db, lead, { id, today: TODAY })).rejects.toEqual(code('not-found'));
      expect(await listEvaluations(db, lead, list)).toMatchObject({ waiting: [], decided: { total: 0 } });
    }
  }));

test('the least time left comes first; the clock stands while the provider may answer', () =>
  context.rolledBack(async (db) => {
    const { id, lotId, providerId, lead, rival } = await givenApplication(db);
    const { id: late } = await db
      .insertInto('lotApplications')
      .values({
        lotId,
        providerId: rival.organisationId,
        status: 'submitted',
        submission: 1,
        submittedAt: '2026-11-02T09:00:00Z',
        dueOn: '2026-11-16',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const asked = { applicationId: id, providerId, question: 'Why?', askedAt: new Date('2026-11-25T09:00:00Z') };
    await db
      .insertInto('applicationClarifications')
      .values({ ...asked, answerDueOn: '2026-12-02' })
      .execute();
    const waitingOn = async (today: string) =>
      (await as(db, lead, (db) => listEvaluations(db, lead, { ...only, today }))).waiting;
    expect(await waitingOn(TODAY)).toMatchObject([
      { id: late, left: { is: 'overdue', workingDays: 8 } },
      { id, left: { is: 'standing', workingDays: 2 } },
    ]);
    expect((await waitingOn('2026-12-03'))[1]).toMatchObject({ left: { is: 'left', workingDays: 1 } });
    await db
      .updateTable('applicationClarifications')
      .set({ answer: 'So', answeredAt: '2026-11-25T10:00:00Z' })
      .execute();
    expect((await waitingOn(TODAY))[1]).toMatchObject({ left: { is: 'left', workingDays: 6 } });
  }));

test('evaluators are commissioners of the authority who do not belong to the provider', () =>
  context.rolledBack(async (db) => {
    const given = await givenApplication(db);
    const { id, lead, ann, ben, broker, member } = given;
    await joinProvider(db, ben, given);
    const names = await as(db, lead, (db) => listAssignable(db, lead, id));
    expect(names.map(({ userId }) => userId).toSorted()).toEqual([lead.userId, ann.userId].toSorted());
    for (const { userId } of [ben, broker, member]) {
      const assigning = as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators: [userId] }));
      await expect(assigning).rejects.toEqual(code('forbidden'));
    }
    expect(await listEvaluators(db, { id })).toEqual([]);
    for (const actor of [broker, member, given.provider]) {
      await expect(
        as(db, actor, (db) => assignEvaluators(db, actor, { id, evaluators: [ann.userId] })),
      ).rejects.toThrow();
    }
    await as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators: [ann.userId, ann.userId] }));
    await expect(as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators: [ann.userId] }))).rejects.toEqual(
      code('conflict'),
    );
    expect(await as(db, lead, (db) => listEvaluations(db, lead, list))).toMatchObject({
      waiting: [{ stage: 'being_scored' }],
    });
  }));

test('whoever belongs to the provider is refused at every step, also one who joined it after the first', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann, ben, lead } = given;
    await as(db, ann, (db) => score(db, ann, given, true, 3, 6));
    await joinProvider(db, ann, given);
    const marks = commented(given, true, 3, 6);
    const steps: ((db: Db) => Promise<unknown>)[] = [
      (db) => getEvaluationFile(db, ann, { id, today: TODAY }),
      (db) => assignEvaluators(db, ann, { id, evaluators: [lead.userId] }),
      (db) => removeEvaluator(db, ann, { id, userId: ben.userId }),
      (db) => declareInterests(db, ann, { id, hasConflict: false, note: '' }),
      (db) => saveScores(db, ann, { id, submission: 1, finish: false, marks }),
      (db) => getOwnScoring(db, ann, id),
      (db) => getModerationDesk(db, ann, id),
      (db) => agreeScores(db, ann, { id, submission: 1, version: '', marks: [] }),
    ];
    for (const step of steps) {
      await expect(as(db, ann, step)).rejects.toEqual(code('forbidden'));
    }
    // What she had given counts for nothing.
    await as(db, ben, (db) => score(db, ben, given, true, 4, 8));
    const { evaluators, scores } = await as(db, lead, (db) => getModerationDesk(db, lead, id));
    expect(evaluators.map(({ userId }) => userId)).toEqual([ben.userId]);
    expect(new Set(scores.map(({ evaluatorId }) => evaluatorId))).toEqual(new Set([ben.userId]));
  }));

test('an evaluator reads no answer before they declare; a conflict ends their part and keeps their note', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann, ben, lead, broker } = given;
    const answersFor = async (actor: Actor) =>
      (await as(db, actor, (db) => getEvaluationFile(db, actor, { id, today: TODAY }))).answers;
    expect(await answersFor(ann)).toBeNull();
    expect(await answersFor(lead)).toHaveLength(4);
    await expect(as(db, ann, (db) => getOwnScoring(db, ann, id))).rejects.toEqual(code('forbidden'));
    await as(db, ann, (db) => declareInterests(db, ann, { id, hasConflict: false, note: '' }));
    expect(await answersFor(ann)).toHaveLength(4);
    await expect(as(db, ann, (db) => declareInterests(db, ann, { id, hasConflict: false, note: '' }))).rejects.toEqual(
      code('conflict'),
    );

    await as(db, ben, (db) => declareInterests(db, ben, { id, hasConflict: true, note: 'My sister works there' }));
    expect(await listEvaluators(db, { id })).toContainEqual(
      expect.objectContaining({
        userId: ben.userId,
        hasConflict: true,
        conflictNote: 'My sister works there',
        scores: false,
      }),
    );
    await expect(answersFor(ben)).rejects.toEqual(code('forbidden'));
    await expect(as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators: [ben.userId] }))).rejects.toEqual(
      code('conflict'),
    );
    for (const actor of [lead, broker]) {
      await expect(
        as(db, actor, (db) => declareInterests(db, actor, { id, hasConflict: false, note: '' })),
      ).rejects.toEqual(code('forbidden'));
    }
  }));

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

test('the scores of who has finished stand; who has not can be taken off, and nobody is added once scores are agreed', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann, ben, lead } = given;
    await as(db, ann, (db) => score(db, ann, given, true, 3, 6));
    await expect(as(db, lead, (db) => removeEvaluator(db, lead, { id, userId: ann.userId }))).rejects.toEqual(
      code('conflict'),
    );
    await as(db, lead, (db) => removeEvaluator(db, lead, { id, userId: ben.userId }));
    await expect(as(db, ben, (db) => declareInterests(db, ben, { id, hasConflict: false, note: '' }))).rejects.toEqual(
      code('forbidden'),
    );
    await as(db, lead, (db) => agree(db, lead, given, true, 3, 6));
    await expect(as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators: [ben.userId] }))).rejects.toEqual(
      code('conflict'),
    );
    // A conflict that is found late takes the agreement with it.
    await as(db, ann, (db) => declareInterests(db, ann, { id, hasConflict: true, note: 'I did not know' }));
    expect(await as(db, lead, (db) => listEvaluations(db, lead, list))).toMatchObject({
      waiting: [{ stage: 'to_assign' }],
    });
    await as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators: [ben.userId] }));
    expect(await listScores(db, ben, { id })).toEqual([]);
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
