import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { addDays, londonDate } from '../../lib/dates.ts';
import { addWorkingDays } from '../../lib/working-days.ts';
import { underRowSecurity } from '../testing.ts';
import { saveLotApplication, startLotApplication } from './application-commands.server.ts';
import { reopenLotApplication, submitLotApplication, withdrawLotApplication } from './application-submission.server.ts';
import { bankHolidays } from './bank-holidays.server.ts';
import { getLotApplication } from './lot-applications.server.ts';
import { aDocument, aFullDraft, aLotToJoin, aSubmittedApplication, fullAnswers, type LotToJoin } from './testing.ts';

const databases = testDatabase();
/** For what is committed. */
const shared = testDatabase();

const admissionOf = (db: Db, { lotId }: LotToJoin, providerId: string) =>
  db
    .selectFrom('admissions')
    .select(['id', 'status', 'admittedOn', 'endedOn', 'applicationId'])
    .where('lotId', '=', lotId)
    .where('providerId', '=', providerId)
    .execute();

const changesOf = async (db: Db, providerId: string) => {
  const rows = await db
    .selectFrom('admissionChanges')
    .select(['change', 'reason'])
    .where('providerId', '=', providerId)
    .orderBy('id')
    .execute();
  return rows.map(({ change, reason }) => `${change}: ${reason}`);
};

const lettersTo = async (db: Db, email: string) => {
  const rows = await db
    .selectFrom('emails')
    .select('subject')
    .where('recipient', '=', email)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  return rows.map(({ subject }) => subject);
};

test('submitted, the clock runs, the provider waits for admission and the commissioners who lead are told', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, lead, member } = market;
    await db.updateTable('purchasingSystems').set({ evaluationDays: 7 }).where('id', '=', market.systemId).execute();
    const draft = await aFullDraft(db, market);
    const { dueOn } = await underRowSecurity(db, provider, (db) => submitLotApplication(db, provider, draft));
    const application = await getLotApplication(db, provider, draft.id);
    expect(application).toMatchObject({ status: 'submitted', submission: 1, dueOn });
    const submittedOn = londonDate(application.submittedAt as Date);
    expect(dueOn).toBe(addWorkingDays(submittedOn, 7, await bankHolidays(db)));
    expect(await admissionOf(db, market, provider.organisationId)).toMatchObject([
      { status: 'pending', admittedOn: null, applicationId: draft.id },
    ]);
    expect(await changesOf(db, provider.organisationId)).toEqual(['applied: Submitted']);
    expect(await lettersTo(db, lead.email)).toHaveLength(1);
    expect(await lettersTo(db, member.email)).toEqual([]);
    await expect(submitLotApplication(db, provider, draft)).rejects.toMatchObject({ code: 'conflict' });
  }));

test('what is missing, too long, replaced or expired is named, and nothing is submitted', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, ids } = market;
    const draft = await aFullDraft(db, market);
    const today = londonDate(new Date());
    const submit = (revision: number) => submitLotApplication(db, provider, { id: draft.id, revision });
    const answers = fullAnswers(market, draft.documentId);

    let { revision } = await saveLotApplication(db, provider, {
      id: draft.id,
      revision: draft.revision,
      answers: { ...answers, [ids.registered]: '', [ids.text]: 'One two three four five six' },
      keepInProfile: false,
    });
    await expect(submit(revision)).rejects.toMatchObject({
      code: 'conflict',
      message:
        'This application cannot be submitted yet: Registered? (Choose yes or no); How do you keep children safe? (Shorten the answer to 5 words: it has 6)',
    });

    ({ revision } = await saveLotApplication(db, provider, { id: draft.id, revision, answers, keepInProfile: false }));
    const setExpiry = (expiresOn: string) =>
      db.updateTable('providerDocuments').set({ expiresOn }).where('id', '=', draft.documentId).execute();
    await setExpiry(addDays(today, -1));
    await expect(submit(revision)).rejects.toMatchObject({
      message: expect.stringContaining('“Our policy” expired on'),
    });

    await setExpiry(today);
    await db
      .updateTable('providerDocuments')
      .set({ replacedAt: sql<Date>`now()` })
      .where('id', '=', draft.documentId)
      .execute();
    await expect(submit(revision)).rejects.toMatchObject({
      message: expect.stringContaining('“Our policy” was replaced in your profile'),
    });
    expect(await getLotApplication(db, provider, draft.id)).toMatchObject({ status: 'draft', submission: 0 });
    expect(await admissionOf(db, market, provider.organisationId)).toEqual([]);

    await db.updateTable('providerDocuments').set({ replacedAt: null }).where('id', '=', draft.documentId).execute();
    await submit(revision);
  }));

test('what was asked when it was submitted stays what it is judged by', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { id } = await aSubmittedApplication(db, market);
    const ask = () =>
      db
        .insertInto('selectionQuestions')
        .values({
          systemId: market.systemId,
          position: 9,
          kind: 'yes_no',
          question: 'Asked later?',
          assessment: 'information',
        })
        .execute();
    await ask();
    await db
      .updateTable('selectionQuestions')
      .set({ retiredAt: sql<Date>`now()` })
      .where('id', 'in', [market.ids.text, market.ids.date])
      .execute();
    const named = async () => (await getLotApplication(db, market.lead, id)).questions.map(({ question }) => question);
    expect(await named()).toEqual([
      'Registered?',
      'Cover in pounds',
      'Safeguarding policy',
      'How do you keep children safe?',
      'Open from',
    ]);
    await reopenLotApplication(db, market.provider, { id });
    const draft = await getLotApplication(db, market.provider, id);
    expect(draft.questions.map(({ question }) => question)).toEqual([
      'Registered?',
      'Cover in pounds',
      'Safeguarding policy',
      'Asked later?',
    ]);
  }));

test('withdrawn, nobody waits any more, and the provider may apply again', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, lead } = market;
    const { id } = await aSubmittedApplication(db, market);
    await underRowSecurity(db, provider, (db) => withdrawLotApplication(db, provider, { id, reason: 'No carers' }));
    const withdrawn = await getLotApplication(db, lead, id);
    expect(withdrawn).toMatchObject({ status: 'withdrawn', withdrawalReason: 'No carers', questions: [] });
    expect(await admissionOf(db, market, provider.organisationId)).toMatchObject([
      { status: 'ended', admittedOn: null },
    ]);
    expect(await changesOf(db, provider.organisationId)).toEqual(['applied: Submitted', 'withdrawn: No carers']);
    await expect(withdrawLotApplication(db, provider, { id, reason: 'Twice' })).rejects.toMatchObject({
      code: 'conflict',
    });

    const again = await underRowSecurity(db, provider, (db) =>
      startLotApplication(db, provider, { lotId: market.lotId, key: '019f0000-0000-4000-8000-000000000002' }),
    );
    const documentId = await aDocument(db, provider.organisationId);
    await saveLotApplication(db, provider, {
      id: again.id,
      revision: 1,
      answers: fullAnswers(market, documentId),
      keepInProfile: false,
    });
    await underRowSecurity(db, provider, (db) => submitLotApplication(db, provider, { id: again.id, revision: 2 }));
    expect(await admissionOf(db, market, provider.organisationId)).toMatchObject([
      { status: 'pending', endedOn: null, applicationId: again.id },
    ]);
  }));

test('reopened, it is a draft nobody else sees; the next submission begins the clock anew', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, lead } = market;
    const { id } = await aSubmittedApplication(db, market);
    await db
      .updateTable('lotApplications')
      .set({
        submittedAt: new Date('2026-01-05T09:00:00Z'),
        dueOn: '2026-01-19',
        extendedAt: new Date('2026-01-06T09:00:00Z'),
        extensionReason: 'Many',
      })
      .where('id', '=', id)
      .execute();
    await underRowSecurity(db, provider, (db) => reopenLotApplication(db, provider, { id }));
    const draft = await getLotApplication(db, provider, id);
    expect(draft).toMatchObject({ status: 'draft', submission: 1, dueOn: null });
    await expect(underRowSecurity(db, lead, (db) => getLotApplication(db, lead, id))).rejects.toMatchObject({
      code: 'not-found',
    });
    const { dueOn } = await underRowSecurity(db, provider, (db) => submitLotApplication(db, provider, draft));
    expect(dueOn > '2026-01-19').toBe(true);
    expect(await getLotApplication(db, lead, id)).toMatchObject({ submission: 2, extendedAt: null, dueOn });
    expect(await changesOf(db, provider.organisationId)).toEqual(['applied: Submitted', 'applied: Submitted again']);
  }));

test('once somebody has finished scoring it, it is not reopened', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, lead } = market;
    const { id } = await aSubmittedApplication(db, market);
    const scored = { applicationId: id, authorityId: lead.organisationId, userId: lead.userId };
    await db.insertInto('applicationEvaluators').values(scored).execute();
    const reopen = () => underRowSecurity(db, provider, (db) => reopenLotApplication(db, provider, { id }));
    await reopen();
    const draft = await getLotApplication(db, provider, id);
    await submitLotApplication(db, provider, draft);
    // Scores of the earlier submission count no more.
    await db.updateTable('applicationEvaluators').set({ finishedSubmission: 1 }).execute();
    await reopen();
    await submitLotApplication(db, provider, await getLotApplication(db, provider, id));
    await db.updateTable('applicationEvaluators').set({ finishedSubmission: 3 }).execute();
    await expect(reopen()).rejects.toMatchObject({ code: 'conflict' });
  }));

test('a decided application is neither reopened nor withdrawn', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider } = market;
    const { id } = await aSubmittedApplication(db, market);
    await db
      .updateTable('lotApplications')
      .set({ status: 'rejected', decidedAt: sql<Date>`now()`, decisionReason: 'No' })
      .where('id', '=', id)
      .execute();
    for (const work of [
      (db: Db) => reopenLotApplication(db, provider, { id }),
      (db: Db) => withdrawLotApplication(db, provider, { id, reason: 'Late' }),
    ]) {
      await expect(underRowSecurity(db, provider, work)).rejects.toMatchObject({ code: 'conflict' });
    }
  }));

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
