import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { askProvider } from './clock-commands.server.ts';
import { decideApplication, getDecisionDesk } from './decision.server.ts';
import { getEvaluationFile } from './evaluation-file.server.ts';
import { declareInterests, listAssignable, removeEvaluator } from './evaluators.server.ts';
import { agreeScores, getModerationDesk } from './moderation.server.ts';
import { getOwnScoring } from './scores.server.ts';
import {
  agree,
  as,
  assign,
  code,
  declareNone,
  type Given,
  givenApplication,
  givenAssigned,
  joinProvider,
  PUBLIC_URL,
  score,
  TODAY,
} from './testing.ts';

const context = testDatabase();

const reject = {
  submission: 1,
  outcome: 'rejected',
  tier: null,
  reason: 'No',
  today: TODAY,
  publicUrl: PUBLIC_URL,
} as const;

const KEY = '019f0000-0000-4000-8000-000000000003';

/** What shows what an application says or how it is scored, or rests on it. */
const stepsOf = ({ id }: Given, actor: Actor): Record<string, (db: Db) => Promise<unknown>> => ({
  moderate: (db) => getModerationDesk(db, actor, id),
  agree: (db) => agreeScores(db, actor, { id, submission: 1, version: '', marks: [] }),
  decide: (db) => getDecisionDesk(db, actor, { id, today: TODAY }),
  decision: (db) => decideApplication(db, actor, { id, version: '', ...reject }),
  clarify: (db) => askProvider(db, actor, { id, key: KEY, question: 'Who?', answerDueOn: TODAY }),
});

test('nobody of the authority reads, moderates or decides before they have declared, assigned or not', () =>
  context.rolledBack(async (db) => {
    const given = await givenApplication(db);
    const { id, lead, ann, ben } = given;
    const fileFor = (actor: Actor) => as(db, actor, (db) => getEvaluationFile(db, actor, { id, today: TODAY }));
    await assign(db, given, [ann.userId]);
    for (const actor of [lead, ann]) {
      expect(await fileFor(actor)).toMatchObject({ answers: null, clarifications: null, declared: false });
      for (const [name, step] of Object.entries(stepsOf(given, actor))) {
        await expect(as(db, actor, step), name).rejects.toEqual(code('forbidden'));
      }
    }
    await declareNone(db, lead, given);
    expect((await fileFor(lead)).answers).toHaveLength(4);
    expect(await fileFor(ann)).toMatchObject({
      answers: null,
      evaluators: expect.arrayContaining([
        expect.objectContaining({ userId: lead.userId, asked: false, scores: false, hasConflict: false }),
      ]),
    });
    // Who has declared and is not asked still scores nothing, and waits for nobody.
    await expect(as(db, lead, (db) => getOwnScoring(db, lead, id))).rejects.toEqual(code('forbidden'));
    await as(db, ann, (db) => score(db, ann, given, true, 3, 6));
    await as(db, lead, (db) => agree(db, lead, given, true, 3, 6));

    await as(db, ben, (db) => declareInterests(db, ben, { id, hasConflict: true, note: 'A friend works there' }));
    await expect(fileFor(ben)).rejects.toEqual(code('forbidden'));
    for (const [name, step] of Object.entries(stepsOf(given, ben))) {
      await expect(as(db, ben, step), name).rejects.toEqual(code('forbidden'));
    }
    // What was agreed without them stands.
    expect((await as(db, lead, (db) => getModerationDesk(db, lead, id))).agreement.marks).toHaveLength(3);
    const said = await db
      .selectFrom('auditEvents')
      .select(['userId', 'reason'])
      .where('event', '=', 'lot_application.conflict_declared')
      .where('subjectId', '=', id)
      .execute();
    expect(said).toContainEqual({ userId: ben.userId, reason: 'A friend works there' });
    expect(said).toHaveLength(3);
  }));

test('whoever moderated and finds a conflict afterwards takes the agreement with them, until it is decided', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann, ben, lead } = given;
    for (const evaluator of [ann, ben]) await as(db, evaluator, (db) => score(db, evaluator, given, true, 3, 6));
    await as(db, lead, (db) => agree(db, lead, given, true, 3, 6));
    await as(db, lead, (db) => declareInterests(db, lead, { id, hasConflict: true, note: 'Found late' }));
    const { agreement } = await as(db, ann, (db) => getModerationDesk(db, ann, id));
    expect(agreement.marks).toEqual([]);
    await as(db, ann, (db) => agree(db, ann, given, true, 3, 6));
    const { version } = await as(db, ann, (db) => getDecisionDesk(db, ann, { id, today: TODAY }));
    await as(db, ann, (db) => decideApplication(db, ann, { id, version, ...reject }));
    await as(db, ben, (db) => declareInterests(db, ben, { id, hasConflict: true, note: 'Later still' }));
    expect((await as(db, ann, (db) => getModerationDesk(db, ann, id))).agreement.marks).toHaveLength(3);
    await expect(as(db, ben, (db) => getDecisionDesk(db, ben, { id, today: TODAY }))).rejects.toEqual(
      code('forbidden'),
    );
  }));

test('who belongs to the provider cannot even declare', () =>
  context.rolledBack(async (db) => {
    const given = await givenApplication(db);
    await joinProvider(db, given.ann, given);
    await expect(declareNone(db, given.ann, given)).rejects.toEqual(code('forbidden'));
  }));

test('a withdrawn application shows its answers to nobody who evaluated it', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann } = given;
    await declareNone(db, ann, given);
    const answers = async () =>
      (await as(db, ann, (db) => getOwnScoring(db, ann, id))).answers.map((row) => row.answer);
    expect(await answers()).toContain('Well');
    await db.updateTable('applicationAnswers').set({ answer: 'Edited' }).where('applicationId', '=', id).execute();
    await db
      .updateTable('lotApplications')
      .set({ status: 'withdrawn', withdrawnAt: new Date(), withdrawalReason: 'No' })
      .where('id', '=', id)
      .execute();
    expect(await answers()).toEqual([]);
    expect((await getOwnScoring(db, ann, id)).answers).toEqual([]);
  }));

test('whoever may have read scores is not asked to score: neither after being taken off, nor by having looked on', () =>
  context.rolledBack(async (db) => {
    const given = await givenAssigned(db);
    const { id, ann, ben, lead } = given;
    const assignable = async () =>
      (await as(db, lead, (db) => listAssignable(db, lead, id))).map(({ userId }) => userId);
    // Nobody has finished: there are no scores to read.
    expect(await assignable()).toEqual([lead.userId]);
    await declareNone(db, ben, given);
    await as(db, ann, (db) => score(db, ann, given, true, 3, 6));
    await as(db, ben, (db) => removeEvaluator(db, ben, { id, userId: ben.userId }));
    expect((await as(db, ben, (db) => getModerationDesk(db, ben, id))).scores).toHaveLength(3);
    expect(await assignable()).toEqual([]);
    for (const { userId } of [ben, lead]) await expect(assign(db, given, [userId])).rejects.toEqual(code('conflict'));
  }));

test('somebody who has not declared takes the place of an evaluator, and scores without seeing the others', () =>
  context.rolledBack(async (db) => {
    const given = await givenApplication(db);
    const { id, ann, ben, lead } = given;
    await assign(db, given, [ann.userId, lead.userId]);
    await as(db, ann, (db) => score(db, ann, given, true, 3, 6));
    await as(db, lead, (db) => declareInterests(db, lead, { id, hasConflict: true, note: 'A cousin' }));
    await as(db, ann, (db) => getModerationDesk(db, ann, id));
    await expect(as(db, ben, (db) => getModerationDesk(db, ben, id))).rejects.toEqual(code('forbidden'));
    await as(db, ann, async (db) => {
      expect((await listAssignable(db, ann, id)).map(({ userId }) => userId)).toEqual([ben.userId]);
    });
    await assign(db, { ...given, lead: ann }, [ben.userId]);
    await declareNone(db, ben, given);
    expect((await as(db, ben, (db) => getModerationDesk(db, ben, id))).scores).toEqual([]);
  }));

test('evaluators are told by e-mail what waits for them, without the provider’s name', () =>
  context.rolledBack(async (db) => {
    const given = await givenApplication(db);
    await assign(db, given, [given.ann.userId, given.ben.userId]);
    const letters = await db.selectFrom('emails').select(['recipient', 'subject', 'body']).execute();
    expect(letters.map(({ recipient }) => recipient).toSorted()).toEqual([given.ann.email, given.ben.email].toSorted());
    const { name } = await db
      .selectFrom('organisations')
      .select('name')
      .where('id', '=', given.providerId)
      .executeTakeFirstOrThrow();
    for (const { subject, body } of letters) {
      expect(body).toContain(`${PUBLIC_URL}/evaluations/${given.id}`);
      expect(body).toContain('4 December 2026');
      expect(`${subject} ${body}`).not.toContain(name);
    }
  }));
