import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { aMember, anOutwardCode, aProvider, aService, aVacancy } from '../testing.ts';
import { confirmVacancy, createVacancy, publishVacancy } from './vacancies.server.ts';

// Transactions that are committed, on connections of their own: what people do at the same time.

const context = testDatabase();
const AT_ONCE = 20;

const givenDraft = () =>
  inTransaction(context.database, async (db) => {
    const providerId = await aProvider(db);
    const manager = await aMember(db, providerId, 'provider', 'manager');
    const outwardCode = await anOutwardCode(db, { easting: 600_000, northing: 140_000 });
    const serviceId = await aService(db, providerId, { outwardCode });
    return { manager, serviceId, id: await createVacancy(db, manager, { serviceId, details: aVacancy }) };
  });

const twentyAtOnce = <T>(work: (db: Db) => Promise<T>) =>
  atOnce(
    context,
    Array.from({ length: AT_ONCE }, () => work),
  );

const confirmedAt = (id: string) =>
  inTransaction(context.database, async (db) => {
    const row = await db.selectFrom('vacancies').select('confirmedAt').where('id', '=', id).executeTakeFirstOrThrow();
    return row.confirmedAt?.getTime() ?? 0;
  });

test('of twenty who publish one draft at once, one does; for the others it is published already', async () => {
  const { manager, id } = await givenDraft();
  const outcomes = await twentyAtOnce((db) => publishVacancy(db, manager, id));
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toHaveLength(AT_ONCE - 1);
  for (const reason of refused) expect(reason).toMatchObject({ code: 'conflict' });
  const events = await inTransaction(context.database, (db) =>
    db.selectFrom('auditEvents').select('event').where('subjectId', '=', id).orderBy('id').execute(),
  );
  expect(events.map(({ event }) => event)).toEqual(['vacancy.created', 'vacancy.published']);
});

test('a form sent twenty times at once makes one vacancy', async () => {
  const { manager, serviceId } = await givenDraft();
  const submission = { key: '019f0000-0000-4000-8000-000000000001', payload: aVacancy };
  const outcomes = await twentyAtOnce((db) =>
    createOnce(db, manager, submission, () =>
      createVacancy(db, manager, { serviceId, details: { ...aVacancy, title: 'Sent often' } }),
    ),
  );
  const made = new Set(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason)));
  const rows = await inTransaction(context.database, (db) =>
    db.selectFrom('vacancies').select('id').where('title', '=', 'Sent often').execute(),
  );
  expect([...made]).toEqual(rows.map(({ id }) => id));
  expect(rows).toHaveLength(1);
});

test('whoever confirms a vacancy says that it was true at that moment', async () => {
  const { manager, id } = await givenDraft();
  await inTransaction(context.database, (db) => publishVacancy(db, manager, id));
  const published = await confirmedAt(id);
  await inTransaction(context.database, (db) => confirmVacancy(db, manager, id));
  expect(await confirmedAt(id)).toBeGreaterThan(published);
});
