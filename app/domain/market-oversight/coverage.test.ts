import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { anAuthority, anOutwardCode, aProvider, aService } from '../testing.ts';
import { coverageMap } from './coverage.server.ts';
import { givenSystem, overseen } from './testing.ts';

const context = testDatabase();

test('coverage counts open services of the lot’s kind by authority area, and says nothing more exact', () =>
  context.rolledBack(async (db) => {
    const { systemId, providerIds, actors } = await givenSystem(db);
    const [first = '', second = ''] = providerIds;
    const kent = await anAuthority(db);
    const inKent = await anOutwardCode(db, { authorityId: kent, easting: 601_000, northing: 142_000 });
    const alsoInKent = await anOutwardCode(db, { authorityId: kent, easting: 620_000, northing: 150_000 });
    await aService(db, first, { outwardCode: inKent, registeredPlaces: 4 });
    await aService(db, second, { outwardCode: alsoInKent, registeredPlaces: 3 });
    await aService(db, second, { outwardCode: inKent, registeredPlaces: 9, accommodationType: 1 });
    await aService(db, second, { outwardCode: inKent, registeredPlaces: 9, registrationStatus: 'closed' });
    await aService(db, await aProvider(db), { outwardCode: inKent, registeredPlaces: 9 });
    const { areas } = await overseen(db, actors.member, systemId);
    expect(areas).toEqual([
      {
        onsCode: expect.stringMatching(/^E06/),
        areaName: expect.any(String),
        providers: expect.arrayContaining([expect.any(String), expect.any(String)]),
        services: 2,
        places: 7,
      },
    ]);
    expect(areas[0]?.providers).toHaveLength(2);
  }));

test('the map frames what is covered, each area once, and is none where no boundary is known', () => {
  const covered = (onsCode: string, places: number) => ({
    onsCode,
    areaName: onsCode,
    providers: [],
    services: 1,
    places,
  });
  expect(coverageMap([covered('E06990000', 3)])).toBeUndefined();
  const map = coverageMap([covered('E10000016', 12), covered('E06000035', 3)]);
  expect(map?.areas.filter(({ coverage }) => coverage).map(({ iso, coverage }) => [iso, coverage?.places])).toEqual([
    ['GB-MDW', 3],
    ['GB-KEN', 12],
  ]);
  const codes = map?.areas.map(({ iso }) => iso) ?? [];
  expect(new Set(codes).size).toBe(codes.length);
  // Kent's neighbours are drawn, Cornwall is far outside.
  expect(codes).toContain('GB-ESX');
  expect(codes).not.toContain('GB-CON');
});
