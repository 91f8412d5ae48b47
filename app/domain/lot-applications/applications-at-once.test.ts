import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { startLotApplication } from './application-commands.server.ts';
import { reopenLotApplication, submitLotApplication, withdrawLotApplication } from './application-submission.server.ts';
import { getLotApplication } from './lot-applications.server.ts';
import { admissionOf, aFullDraft, aLotToJoin, aSubmittedApplication, changesOf, lettersTo } from './testing.ts';

const shared = testDatabase();

const outcomesOf = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'done' : outcome.reason.code)).sort();

test('submitted twenty times at once, it is submitted once', async () => {
  const { market, draft } = await inTransaction(shared.database, async (db) => {
    const market = await aLotToJoin(db);
    return { market, draft: await aFullDraft(db, market) };
  });
  const outcomes = await atOnce(
    shared,
    Array.from({ length: 20 }, () => (db: Db) => submitLotApplication(db, market.provider, draft)),
  );
  expect(outcomesOf(outcomes)).toEqual([...Array<string>(19).fill('conflict'), 'done']);
  await inTransaction(shared.database, async (db) => {
    expect(await getLotApplication(db, market.provider, draft.id)).toMatchObject({ submission: 1 });
    expect(await changesOf(db, market.provider.organisationId)).toEqual(['applied: Submitted']);
    expect(await lettersTo(db, market.lead.email)).toHaveLength(1);
  });
});

test('begun ten times at once, there is one draft', async () => {
  const market = await inTransaction(shared.database, aLotToJoin);
  const outcomes = await atOnce(
    shared,
    Array.from(
      { length: 10 },
      (_, index) => (db: Db) =>
        startLotApplication(db, market.provider, {
          lotId: market.lotId,
          key: `019f0000-0000-4000-8000-0000000001${String(index).padStart(2, '0')}`,
        }),
    ),
  );
  expect(outcomesOf(outcomes)).toEqual([...Array<string>(9).fill('conflict'), 'done']);
});

test('submitted and withdrawn at once, there is one outcome', async () => {
  const { market, draft } = await inTransaction(shared.database, async (db) => {
    const market = await aLotToJoin(db);
    const { id } = await aSubmittedApplication(db, market);
    await reopenLotApplication(db, market.provider, { id });
    return { market, draft: await getLotApplication(db, market.provider, id) };
  });
  const { provider } = market;
  await atOnce<unknown>(shared, [
    (db) => submitLotApplication(db, provider, draft),
    (db) => withdrawLotApplication(db, provider, { id: draft.id, reason: 'No' }),
  ]);
  await inTransaction(shared.database, async (db) => {
    // Whoever came first: a withdrawal may follow a submission, a submission no withdrawal.
    expect(await getLotApplication(db, provider, draft.id)).toMatchObject({ status: 'withdrawn' });
    expect(await admissionOf(db, market, provider.organisationId)).toMatchObject([{ status: 'ended' }]);
  });
});

test('reopened and withdrawn at once, one is told of the other or both follow each other', async () => {
  const { market, id } = await inTransaction(shared.database, async (db) => {
    const market = await aLotToJoin(db);
    return { market, id: (await aSubmittedApplication(db, market)).id };
  });
  const { provider } = market;
  await atOnce<unknown>(shared, [
    (db) => reopenLotApplication(db, provider, { id }),
    (db) => withdrawLotApplication(db, provider, { id, reason: 'No' }),
  ]);
  await inTransaction(shared.database, async (db) => {
    expect(await getLotApplication(db, provider, id)).toMatchObject({ status: 'withdrawn' });
  });
});
