import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { addDays, formatDate, londonDate } from '../../lib/dates.ts';
import { addWorkingDays } from '../../lib/working-days.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, underRowSecurity } from '../testing.ts';
import { bankHolidays } from './bank-holidays.server.ts';
import { answerClarification, askClarification, listAnswerDays } from './clarifications.server.ts';
import { clockOf, extendTime, refreshDueOn } from './evaluation-time.server.ts';
import { getLotApplication, listClarifications } from './lot-applications.server.ts';
import { aLotToJoin, aSubmittedApplication } from './testing.ts';

const databases = testDatabase();
const shared = testDatabase();

const workingDays = async (db: Db, days: number, from?: string) =>
  addWorkingDays(from ?? londonDate(await clockOf(db)), days, await bankHolidays(db));

const ask = async (db: Db, lead: Actor, applicationId: string, question = 'Who covers nights?', days = 5) =>
  askClarification(db, lead, { applicationId, question, answerDueOn: await workingDays(db, days) });

test('while a question waits the clock stands; answered on the same day, no day is lost', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, lead } = market;
    const { id, dueOn: before } = await aSubmittedApplication(db, market);
    const asked = await underRowSecurity(db, lead, (db) => ask(db, lead, id));
    const answerDueOn = await workingDays(db, 5);
    expect((await listAnswerDays(db, { clarificationDays: 5 })).usual).toBe(answerDueOn);
    expect(asked.dueOn).toBe(await workingDays(db, 5, before as string));
    expect(await getLotApplication(db, provider, id)).toMatchObject({
      dueOn: asked.dueOn,
      clarifications: [{ question: 'Who covers nights?', answer: null, answerDueOn }],
    });
    const letters = await db.selectFrom('emails').select('body').where('recipient', '=', provider.email).execute();
    expect(letters).toContainEqual({ body: expect.stringContaining('Who covers nights?') });

    const { dueOn } = await underRowSecurity(db, provider, (db) =>
      answerClarification(db, provider, { applicationId: id, clarificationId: asked.id, answer: 'Two carers' }),
    );
    expect(dueOn).toBe(before);
    expect(await underRowSecurity(db, lead, (db) => listClarifications(db, id))).toMatchObject([
      { answer: 'Two carers' },
    ]);
  }));

test('the commissioner chooses the day of the answer: the provider is told it, and the clock goes on after it', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, lead } = market;
    const { id, dueOn: before } = await aSubmittedApplication(db, market);
    const { earliest, latest } = await listAnswerDays(db, { clarificationDays: 5 });
    expect(earliest).toBe(await workingDays(db, 1));
    const choose = (answerDueOn: string) =>
      underRowSecurity(db, lead, (db) =>
        askClarification(db, lead, { applicationId: id, question: 'Who?', answerDueOn }),
      );
    for (const answerDueOn of [addDays(earliest, -1), addDays(latest, 1)]) {
      await expect(choose(answerDueOn)).rejects.toMatchObject({
        code: 'conflict',
        message: `The date to answer by must be from ${formatDate(earliest)} to ${formatDate(latest)}`,
      });
    }
    const { dueOn } = await choose(latest);
    expect(dueOn).toBe(await workingDays(db, 30, before as string));
    const { clarifications } = await underRowSecurity(db, provider, (db) => getLotApplication(db, provider, id));
    expect(clarifications).toMatchObject([{ answerDueOn: latest }]);
    const letters = await db.selectFrom('emails').select('body').where('recipient', '=', provider.email).execute();
    expect(letters).toContainEqual({ body: expect.stringContaining(`Please answer by ${formatDate(latest)}`) });
  }));

test('only the provider’s bid managers answer, once, its own question', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, rival, lead, member, stranger } = market;
    const own = await aSubmittedApplication(db, market);
    const rivals = await aSubmittedApplication(db, market, rival);
    const { id: clarificationId } = await ask(db, lead, own.id);
    const answer = (actor: Actor, applicationId: string) =>
      underRowSecurity(db, actor, (db) =>
        answerClarification(db, actor, { applicationId, clarificationId, answer: 'Ours' }),
      );
    await expect(answer(rival, own.id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(answer(rival, rivals.id)).rejects.toMatchObject({ code: 'not-found' });
    for (const actor of [member, stranger]) {
      await expect(answer(actor, own.id)).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(answer(lead, own.id)).rejects.toMatchObject({ code: 'forbidden' });
    const manager = await aMember(db, provider.organisationId, 'provider', 'manager');
    await expect(answer(manager, own.id)).rejects.toMatchObject({ code: 'forbidden' });
    await answer(provider, own.id);
    await expect(answer(provider, own.id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await getLotApplication(db, rival, rivals.id)).clarifications).toEqual([]);
  }));

test('only commissioners of the authority that leads ask and extend, of what is being evaluated', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, rival, lead, member, stranger } = market;
    const { id } = await aSubmittedApplication(db, market);
    const broker = await aMember(db, lead.organisationId, 'authority', 'broker');
    const works = [
      (actor: Actor) => (db: Db) => ask(db, actor, id),
      (actor: Actor) => (db: Db) => extendTime(db, actor, { applicationId: id, reason: 'Many' }),
    ];
    for (const work of works) {
      for (const actor of [member, stranger, rival]) {
        await expect(underRowSecurity(db, actor, work(actor))).rejects.toMatchObject({ code: 'not-found' });
      }
      for (const actor of [provider, broker]) {
        await expect(underRowSecurity(db, actor, work(actor))).rejects.toMatchObject({ code: 'forbidden' });
      }
    }
    await db
      .insertInto('members')
      .values({ userId: lead.userId, organisationId: provider.organisationId, roles: ['bids'] })
      .execute();
    for (const work of works) {
      await expect(underRowSecurity(db, lead, work(lead))).rejects.toMatchObject({
        code: 'forbidden',
        message: 'You belong to this provider: somebody else evaluates its applications',
      });
    }
    await db
      .deleteFrom('members')
      .where('organisationId', '=', provider.organisationId)
      .where('userId', '=', lead.userId)
      .execute();
    await db.updateTable('lotApplications').set({ status: 'withdrawn' }).where('id', '=', id).execute();
    for (const work of works) {
      await expect(underRowSecurity(db, lead, work(lead))).rejects.toMatchObject({ code: 'conflict' });
    }
  }));

test('the time is extended once, for a reason, before it is up', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { provider, rival, lead } = market;
    const { id, submittedAt } = await aSubmittedApplication(db, market);
    const extend = (applicationId: string) =>
      underRowSecurity(db, lead, (db) => extendTime(db, lead, { applicationId, reason: 'A visit is needed' }));
    const { dueOn } = await extend(id);
    expect(dueOn).toBe(addWorkingDays(londonDate(submittedAt as Date), 15, await bankHolidays(db)));
    expect(await getLotApplication(db, provider, id)).toMatchObject({ dueOn, extensionReason: 'A visit is needed' });
    await expect(extend(id)).rejects.toMatchObject({ code: 'conflict' });

    const late = await aSubmittedApplication(db, market, rival);
    const setDue = (days: number) =>
      db
        .updateTable('lotApplications')
        .set({ dueOn: sql<string>`(clock_timestamp() at time zone 'Europe/London')::date + ${days}::integer` })
        .where('id', '=', late.id)
        .execute();
    await setDue(-1);
    await expect(extend(late.id)).rejects.toMatchObject({
      message: 'The time was up already: it can be extended only before that',
    });
    await setDue(0);
    await extend(late.id);
  }));

test('a day for the decision over Christmas, with a question and an extension', () =>
  databases.rolledBack(async (db) => {
    const market = await aLotToJoin(db);
    const { id } = await aSubmittedApplication(db, market);
    const { provider, lead } = market;
    const at = (submittedAt: string, extendedAt: string | null) =>
      db
        .updateTable('lotApplications')
        .set({
          submittedAt: new Date(submittedAt),
          extendedAt: extendedAt ? new Date(extendedAt) : null,
          extensionReason: extendedAt ? 'Many' : null,
        })
        .where('id', '=', id)
        .execute();
    await db
      .insertInto('bankHolidays')
      .values(
        ['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29'].map((day) => ({
          day,
          title: 'Holiday',
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    // 23:30 in London on Friday.
    await at('2026-12-18T23:30:00Z', null);
    expect(await refreshDueOn(db, id)).toBe('2027-01-06');
    // 00:30 on Tuesday in London, where it is summer: 23:30 on Easter Monday in UTC.
    await at('2027-03-29T23:30:00Z', '2027-03-31T09:00:00Z');
    expect(await refreshDueOn(db, id)).toBe('2027-04-20');
    await at('2026-12-18T23:30:00Z', '2026-12-21T09:00:00Z');
    expect(await refreshDueOn(db, id)).toBe('2027-01-13');
    const pause = (askedAt: string, answerDueOn: string, answeredAt: string | null) =>
      db
        .insertInto('applicationClarifications')
        .values({
          applicationId: id,
          providerId: provider.organisationId,
          question: 'Who?',
          askedAt: new Date(askedAt),
          answerDueOn,
          answer: answeredAt && 'We',
          answeredAt: answeredAt ? new Date(answeredAt) : null,
        })
        .execute();
    // Of an earlier submission: counts for nothing.
    await pause('2026-12-01T09:00:00Z', '2026-12-08', null);
    expect(await refreshDueOn(db, id)).toBe('2027-01-13');
    // Asked on Christmas Eve, answered on the 29th, the first working day after it.
    await pause('2026-12-24T15:00:00Z', '2027-01-05', '2026-12-29T10:00:00Z');
    expect(await underRowSecurity(db, lead, (db) => refreshDueOn(db, id))).toBe('2027-01-14');
    // Late by a week: counts to the day it was due.
    await pause('2027-01-04T09:00:00Z', '2027-01-06', '2027-01-13T10:00:00Z');
    expect(await underRowSecurity(db, provider, (db) => refreshDueOn(db, id))).toBe('2027-01-18');
  }));

test('two questions asked at once both count, once', async () => {
  const { market, id, before } = await inTransaction(shared.database, async (db) => {
    const market = await aLotToJoin(db);
    const { id, dueOn } = await aSubmittedApplication(db, market);
    return { market, id, before: dueOn as string };
  });
  await atOnce(shared, [(db) => ask(db, market.lead, id, 'First?'), (db) => ask(db, market.lead, id, 'Second?')]);
  await inTransaction(shared.database, async (db) => {
    const { dueOn, clarifications } = await getLotApplication(db, market.provider, id);
    expect(clarifications).toHaveLength(2);
    expect(dueOn).toBe(addWorkingDays(before, 5, await bankHolidays(db)));
  });
});

test('a question answered twice at once is answered once', async () => {
  const { market, id, clarificationId } = await inTransaction(shared.database, async (db) => {
    const market = await aLotToJoin(db);
    const { id } = await aSubmittedApplication(db, market);
    return { market, id, clarificationId: (await ask(db, market.lead, id)).id };
  });
  const answer = (text: string) => (db: Db) =>
    answerClarification(db, market.provider, { applicationId: id, clarificationId, answer: text });
  const outcomes = await atOnce(shared, [answer('First'), answer('Second')]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
