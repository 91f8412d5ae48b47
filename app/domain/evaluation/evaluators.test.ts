import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { getEvaluationFile } from './evaluation-file.server.ts';
import { listEvaluations } from './evaluations.server.ts';
import {
  assignEvaluators,
  declareInterests,
  listAssignable,
  listEvaluators,
  removeEvaluator,
} from './evaluators.server.ts';
import { agreeScores, getModerationDesk } from './moderation.server.ts';
import { getOwnScoring, listScores, saveScores } from './scores.server.ts';
import {
  agree,
  as,
  code,
  commented,
  declareNone,
  givenApplication,
  givenAssigned,
  joinProvider,
  list,
  PUBLIC_URL,
  score,
  TODAY,
} from './testing.ts';

const context = testDatabase();

test('evaluators are commissioners of the authority who do not belong to the provider', () =>
  context.rolledBack(async (db) => {
    const given = await givenApplication(db);
    const { id, lead, ann, ben, broker, member } = given;
    await joinProvider(db, ben, given);
    const names = await as(db, lead, (db) => listAssignable(db, lead, id));
    expect(names.map(({ userId }) => userId).toSorted()).toEqual([lead.userId, ann.userId].toSorted());
    for (const { userId } of [ben, broker, member]) {
      const assigning = as(db, lead, (db) =>
        assignEvaluators(db, lead, { id, evaluators: [userId], publicUrl: PUBLIC_URL }),
      );
      await expect(assigning).rejects.toEqual(code('forbidden'));
    }
    expect(await listEvaluators(db, { id })).toEqual([]);
    for (const actor of [broker, member, given.provider]) {
      await expect(
        as(db, actor, (db) => assignEvaluators(db, actor, { id, evaluators: [ann.userId], publicUrl: PUBLIC_URL })),
      ).rejects.toThrow();
    }
    await as(db, lead, (db) =>
      assignEvaluators(db, lead, { id, evaluators: [ann.userId, ann.userId], publicUrl: PUBLIC_URL }),
    );
    await expect(
      as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators: [ann.userId], publicUrl: PUBLIC_URL })),
    ).rejects.toEqual(code('conflict'));
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
      (db) => assignEvaluators(db, ann, { id, evaluators: [lead.userId], publicUrl: PUBLIC_URL }),
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
    await expect(
      as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators: [ben.userId], publicUrl: PUBLIC_URL })),
    ).rejects.toEqual(code('conflict'));
    await expect(declareNone(db, broker, given)).rejects.toEqual(code('forbidden'));
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
    await as(db, lead, (db) => agree(db, lead, given, true, 3, 6));
    await expect(
      as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators: [ben.userId], publicUrl: PUBLIC_URL })),
    ).rejects.toEqual(code('conflict'));
    // A conflict that is found late takes the agreement with it.
    await as(db, ann, (db) => declareInterests(db, ann, { id, hasConflict: true, note: 'I did not know' }));
    expect(await as(db, lead, (db) => listEvaluations(db, lead, list))).toMatchObject({
      waiting: [{ stage: 'to_assign' }],
    });
    await as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators: [ben.userId], publicUrl: PUBLIC_URL }));
    expect(await listScores(db, ben, { id })).toEqual([]);
  }));
