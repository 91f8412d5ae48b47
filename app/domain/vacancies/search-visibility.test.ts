import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { findOutwardCode } from '../services/outward-codes.server.ts';
import { aMember, anAuthority, anOutwardCode, aProvider, aService, aVacancy } from '../testing.ts';
import { createVacancy, publishVacancy } from './vacancies.server.ts';
import { searchVacancies } from './vacancy-search.server.ts';
import { vacancySearchSchema } from './vacancy-search-form.ts';

const context = testDatabase();

const NEED = vacancySearchSchema('2026-11-22').parse({ type: 'home', age: '12', gender: 'female', postcode: 'TN24' });

async function givenPublished(db: Db) {
  const providerId = await aProvider(db);
  const manager = await aMember(db, providerId, 'provider', 'manager');
  const outwardCode = await anOutwardCode(db, { easting: 600_000, northing: 140_000 });
  const serviceId = await aService(db, providerId, { outwardCode });
  const id = await createVacancy(db, manager, { serviceId, details: aVacancy });
  await publishVacancy(db, manager, id);
  const origin = await findOutwardCode(db, outwardCode);
  if (!origin) throw new Error('no origin');
  const broker = await aMember(db, await anAuthority(db), 'authority', 'broker');
  return { find: () => searchVacancies(db, broker, NEED, origin) };
}

test.each([
  ['draft', 0],
  ['published', 1],
  ['held', 0],
  ['filled', 0],
  ['withdrawn', 0],
  ['expired', 0],
])('of vacancies that are %s a search finds, and counts, %i', (status, found) =>
  context.rolledBack(async (db) => {
    const { find } = await givenPublished(db);
    await db.updateTable('vacancies').set({ status }).execute();
    const { results, total } = await find();
    expect([results.length, total]).toEqual([found, found]);
  }),
);
