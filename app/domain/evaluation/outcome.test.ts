import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { decide, givenAgreed } from './decision-testing.ts';
import { getOutcome } from './outcome.server.ts';
import { as, code } from './testing.ts';

const context = testDatabase();

test('the provider alone reads its outcome, without a name or an evaluator’s own score', () =>
  context.rolledBack(async (db) => {
    const given = await givenAgreed(db);
    const { id, lead, ann, ben, member, outsider, provider, rival } = given;
    const before = await as(db, provider, (db) => getOutcome(db, provider, id));
    expect(before).toMatchObject({ status: 'submitted', decidedAt: null, answers: [], total: null });
    expect(before.decisionReason).toBeNull();
    await as(db, lead, (db) => decide(db, lead, given));
    const outcome = await as(db, provider, (db) => getOutcome(db, provider, id));
    expect(outcome).toMatchObject({ status: 'accepted', tier: 2, decisionReason: 'Strong on safety', total: 7_200 });
    expect(outcome.answers.map(({ agreed }) => agreed)).toMatchObject([
      { passes: true },
      { score: 4, reason: 'Agreed in the meeting' },
      { score: 6 },
    ]);
    const said = JSON.stringify(outcome);
    for (const person of [lead, ann, ben]) expect(said).not.toContain(person.userId);
    expect(said).not.toContain('As answered');
    for (const actor of [lead, member, outsider, rival]) {
      await expect(as(db, actor, (db) => getOutcome(db, actor, id))).rejects.toEqual(code('not-found'));
      await expect(getOutcome(db, actor, id)).rejects.toEqual(code('not-found'));
    }
    // Row level security by itself lets the provider read what was agreed, and nothing of who scored.
    for (const table of ['applicationScores', 'applicationEvaluators'] as const) {
      expect(await as(db, provider, (db) => db.selectFrom(table).select('applicationId').execute())).toEqual([]);
    }
  }));
