import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { addDays, formatDate, formatInstant, londonDate } from '../../lib/dates.ts';
import { addWorkingDays } from '../../lib/working-days.ts';
import { underRowSecurity } from '../testing.ts';
import { saveLotApplication, startLotApplication } from './application-commands.server.ts';
import { checkApplication } from './application-overview.server.ts';
import { reopenLotApplication, submitLotApplication, withdrawLotApplication } from './application-submission.server.ts';
import { bankHolidays } from './bank-holidays.server.ts';
import { findLotApplication, getLotApplication } from './lot-applications.server.ts';
import {
  aDocument,
  admissionOf,
  aFullDraft,
  aLotToJoin,
  aSubmittedApplication,
  changesOf,
  fullAnswers,
  lettersTo,
} from './testing.ts';

const databases = testDatabase();

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
    const [receipt, ...others] = await db
      .selectFrom('emails')
      .selectAll()
      .where('recipient', '=', provider.email)
      .execute();
    expect(others).toEqual([]);
    const said = [application.systemTitle, 'lot 1', formatInstant(application.submittedAt as Date), formatDate(dueOn)];
    for (const part of said) expect(receipt?.body).toContain(part);
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

test('without a document that the system requires nothing is submitted, whether a question asks for it or not', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, systemId, ids } = market;
    const today = londonDate(new Date());
    const common = { systemId, dueOn: '2020-04-01', warnedOn: '2020-04-01' };
    await db
      .insertInto('requiredDocuments')
      .values([
        { ...common, documentKind: 'safeguarding_policy' },
        { ...common, documentKind: 'statement_of_purpose', suspendsWhenExpired: false },
      ])
      .execute();
    const draft = await aFullDraft(db, market);
    const gaps = () =>
      underRowSecurity(db, provider, async (own) => {
        const application = await getLotApplication(own, provider, draft.id);
        return (await checkApplication(own, provider, application)).gaps.map(({ of, what }) => [of, what]);
      });
    const submit = () => underRowSecurity(db, provider, (own) => submitLotApplication(own, provider, draft));
    const missing = [{ documentKind: 'statement_of_purpose' }, 'Statement of purpose'];
    expect(await gaps()).toEqual([missing]);
    await expect(submit()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Statement of purpose (Upload it to your profile'),
    });

    const statement = await aDocument(db, provider.organisationId, { kind: 'statement_of_purpose', expiresOn: today });
    expect(await gaps(), 'on its last day').toEqual([]);
    const setExpiry = (id: string, expiresOn: string) =>
      db.updateTable('providerDocuments').set({ expiresOn }).where('id', '=', id).execute();
    await setExpiry(statement, addDays(today, -1));
    expect(await gaps()).toEqual([missing]);
    await expect(submit()).rejects.toMatchObject({ message: expect.stringContaining('It has expired') });
    await setExpiry(draft.documentId, addDays(today, -1));
    expect(await gaps(), 'a question says so: once').toEqual([
      [{ questionId: ids.policy }, 'Safeguarding policy'],
      missing,
    ]);

    await setExpiry(draft.documentId, today);
    await aDocument(db, provider.organisationId, { kind: 'statement_of_purpose', expiresOn: null });
    await submit();
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
    const named = async () =>
      (await getLotApplication(db, market.provider, id)).questions.map(({ question }) => question);
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
    const withdrawn = await underRowSecurity(db, lead, (db) => findLotApplication(db, lead, id));
    expect(withdrawn).toMatchObject({ status: 'withdrawn', withdrawalReason: 'No carers' });
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
    expect(await findLotApplication(db, lead, id)).toMatchObject({ submission: 2, extendedAt: null, dueOn });
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
