import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { anAuthority, anOutwardCode, aProvider, aService } from '../testing.ts';
import { getProvider, listProviders } from './directory.server.ts';

const context = testDatabase();

const FOSTERING = 1;
const HOME = 2;

async function givenProvider(db: Db) {
  const providerId = await aProvider(db);
  async function service(area: string, of: { accommodationType: number; closed?: boolean }, ...judged: string[]) {
    const authorityId = await anAuthority(db, area);
    const outwardCode = await anOutwardCode(db, { easting: 600_000, northing: 140_000, authorityId });
    const { accommodationType, closed } = of;
    const registrationStatus = closed ? 'closed' : 'registered';
    const serviceId = await aService(db, providerId, { outwardCode, accommodationType, registrationStatus });
    for (const [index, judgement] of judged.entries()) {
      const scale = { scale: 'social_care_four_point', scaleVersion: 'sccif_2017' };
      await db
        .insertInto('judgements')
        .values({ serviceId, inspectedOn: `${2020 + index}-05-01`, judgement, ...scale })
        .execute();
    }
  }
  return { providerId, service };
}

test('the latest judgement of each service counts, by kind; one never judged counts as that', () =>
  context.rolledBack(async (db) => {
    const { providerId, service } = await givenProvider(db);
    await service('Ashford', { accommodationType: HOME }, 'inadequate', 'good');
    await service('Bexley', { accommodationType: HOME }, 'good');
    await service('Dover', { accommodationType: HOME });
    await service('Swale', { accommodationType: FOSTERING }, 'outstanding', 'requires_improvement');
    expect((await getProvider(db, providerId)).judgements).toEqual([
      { accommodationType: FOSTERING, judgement: 'requires_improvement', services: 1 },
      { accommodationType: HOME, judgement: 'good', services: 2 },
      { accommodationType: HOME, judgement: null, services: 1 },
    ]);
  }));

test('a closed service counts in no judgement, kind or area', () =>
  context.rolledBack(async (db) => {
    const { providerId, service } = await givenProvider(db);
    await service('Ashford', { accommodationType: HOME }, 'good');
    await service('Bexley', { accommodationType: FOSTERING, closed: true }, 'inadequate');
    const open = { accommodationTypes: [HOME], areas: ['Ashford'] };
    expect(await getProvider(db, providerId)).toMatchObject({
      ...open,
      judgements: [{ accommodationType: HOME, judgement: 'good', services: 1 }],
    });
    expect((await listProviders(db, { page: 1 })).providers).toMatchObject([{ id: providerId, ...open }]);
  }));

test('providers alone are in the directory', () =>
  context.rolledBack(async (db) => {
    const authorityId = await anAuthority(db);
    const providerId = await aProvider(db);
    expect(await listProviders(db, { page: 1 })).toMatchObject({ providers: [{ id: providerId }], total: 1 });
    await expect(getProvider(db, authorityId)).rejects.toMatchObject({ code: 'not-found' });
  }));
