import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { anAdmission, aProvider, underRowSecurity } from '../testing.ts';
import { listCoverage } from './coverage.server.ts';
import { getOverseenSystem } from './overseen-systems.server.ts';
import { listLineSpreads, listPriceHistory } from './price-spread.server.ts';
import { core, givenSystem, overseen, TODAY } from './testing.ts';

const context = testDatabase();

test('the lead and its members see prices, history and coverage', () =>
  context.rolledBack(async (db) => {
    const { systemId, actors } = await givenSystem(db);
    for (const actor of [actors.lead, actors.member]) {
      const { lines, years } = await overseen(db, actor, systemId);
      expect(lines.map(({ label }) => label)).toEqual(['Core, age 0 to 17']);
      // Places 0.5, 1 and 1.5 of three.
      expect(lines[0]?.spread).toEqual({
        ...{ count: 3, least: 300_000, lowerQuartile: 305_000, median: 310_000 },
        ...{ upperQuartile: 325_000, most: 340_000 },
      });
      expect(years.map(({ year, on, spread }) => [year, on, spread.count, spread.median])).toEqual([
        ['2024-25', '2025-03-31', 3, 290_000],
        ['2025-26', '2026-03-31', 3, 290_000],
        ['2026-27', TODAY, 3, 310_000],
      ]);
    }
  }));

test('to an authority outside, a provider, even an admitted one, and an operator there is no oversight', () =>
  context.rolledBack(async (db) => {
    const { systemId, actors } = await givenSystem(db);
    for (const actor of [actors.outsider, actors.provider, actors.rival, actors.operator]) {
      await expect(overseen(db, actor, systemId)).rejects.toMatchObject({ code: 'not-found' });
    }
    for (const actor of [actors.broker, actors.finance]) {
      await expect(overseen(db, actor, systemId)).rejects.toMatchObject({ code: 'forbidden' });
    }
  }));

test('row level security holds where the system is somebody else’s: a lot that was not asked for by its system has no prices', () =>
  context.rolledBack(async (db) => {
    const one = await givenSystem(db);
    const { outsider, provider } = one.actors;
    const { system, lot, line } = await underRowSecurity(db, one.actors.lead, async (own) => {
      const found = await getOverseenSystem(own, one.actors.lead, one.systemId);
      const [first] = found.lots;
      if (!first) throw new Error('no lot');
      const lines = await listLineSpreads(own, one.actors.lead, { lot: first, on: TODAY });
      return { system: found, lot: first, line: lines[0] };
    });
    if (!line) throw new Error('no line');
    // Past the application's own check: as if an outsider held the lead's answer.
    await underRowSecurity(db, outsider, async (own) => {
      expect(await listLineSpreads(own, outsider, { lot, on: TODAY })).toEqual([]);
      expect(await listPriceHistory(own, outsider, { system, lot, line, on: TODAY })).toEqual([]);
      expect(await listCoverage(own, outsider, { lot })).toEqual([]);
    });
    await underRowSecurity(db, provider, async (own) => {
      await expect(listLineSpreads(own, provider, { lot, on: TODAY })).rejects.toMatchObject({ code: 'forbidden' });
    });
  }));

test('two authorities in different systems see their own systems’ prices alone', () =>
  context.rolledBack(async (db) => {
    const [one, two] = [await givenSystem(db), await givenSystem(db)];
    await anAdmission(
      db,
      { lotId: two.lotId, providerId: await aProvider(db) },
      { from: '2026-04-01', lines: core(999_900) },
    );
    expect((await overseen(db, one.actors.lead, one.systemId)).lines[0]?.spread.most).toBe(340_000);
    expect((await overseen(db, two.actors.member, two.systemId)).lines[0]?.spread.most).toBe(999_900);
    await expect(overseen(db, one.actors.lead, two.systemId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(overseen(db, two.actors.member, one.systemId)).rejects.toMatchObject({ code: 'not-found' });
  }));

test.each<[string, (db: Db) => { execute: () => Promise<unknown> }]>([
  ['suspended', (db) => db.updateTable('admissions').set({ status: 'suspended', suspension: 'decision' })],
  ['ended', (db) => db.updateTable('admissions').set({ status: 'ended', endedOn: '2026-11-01' })],
  ['without approved prices', (db) => db.updateTable('priceSchedules').set({ status: 'submitted' })],
  [
    'whose next prices are not decided',
    (db) => db.updateTable('priceSchedules').set({ status: 'submitted' }).where('validUntil', 'is', null),
  ],
])('providers %s are no part of today’s spread', (_case, change) =>
  context.rolledBack(async (db) => {
    const { systemId, actors } = await givenSystem(db);
    await change(db).execute();
    expect((await overseen(db, actors.lead, systemId)).lines).toEqual([]);
  }),
);

test('providers whose prices begin tomorrow are no part of today’s spread', () =>
  context.rolledBack(async (db) => {
    const { systemId, actors } = await givenSystem(db);
    expect((await overseen(db, actors.lead, systemId, '2024-03-31')).lines).toEqual([]);
    expect((await overseen(db, actors.lead, systemId, '2024-04-01')).lines).toHaveLength(1);
  }));
