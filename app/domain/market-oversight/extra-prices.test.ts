import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { anAdmission, aProvider, underRowSecurity } from '../testing.ts';
import { getOverseenSystem } from './overseen-systems.server.ts';
import { listExtraSpreads, listPriceHistory } from './price-spread.server.ts';
import { core, givenSystem, TODAY } from './testing.ts';

const context = testDatabase();

/** Three providers more, at 2,000, 2,400 and 3,000 pence a further hour, and 1,800 before April 2026; two of them offer education. */
async function givenExtras(db: Db) {
  const given = await givenSystem(db);
  const { lotId } = given;
  await db
    .insertInto('lotAddOns')
    .values([
      { lotId, code: 'therapy', label: 'Therapy', unit: 'hour', position: 2 },
      { lotId, code: 'education', label: 'Education', unit: 'week', position: 1 },
    ])
    .execute();
  const providerIds: string[] = [];
  for (const [index, hourPence] of [2_000, 2_400, 3_000].entries()) {
    const providerId = await aProvider(db);
    const [, scheduleId = ''] = await anAdmission(
      db,
      { lotId, providerId },
      { from: '2024-04-01', until: '2026-04-01', lines: core(290_000), hourPence: 1_800 },
      { from: '2026-04-01', lines: core(300_000), hourPence },
    );
    providerIds.push(providerId);
    if (index === 2) continue;
    const education = { scheduleId, providerId, code: 'education', pence: 100_000 + index * 10_000 };
    await db.insertInto('priceAddOns').values(education).execute();
  }
  return { ...given, providerIds };
}

const extrasFor = (db: Db, actor: Actor, systemId: string) =>
  underRowSecurity(db, actor, async (own) => {
    const system = await getOverseenSystem(own, actor, systemId);
    const [lot] = system.lots;
    if (!lot) throw new Error('no lot');
    const extras = await listExtraSpreads(own, actor, { lot, on: TODAY });
    const histories: unknown[] = [];
    for (const line of extras) {
      const years = await listPriceHistory(own, actor, { system, lot, line, on: TODAY });
      histories.push(years.map(({ year, spread }) => [year, spread.count, spread.median]));
    }
    return { system, lot, extras, histories };
  });

test('the lead and its members see the hourly rate and each add-on apart, and how they went', () =>
  context.rolledBack(async (db) => {
    const { systemId, actors } = await givenExtras(db);
    for (const actor of [actors.lead, actors.member]) {
      const { extras, histories } = await extrasFor(db, actor, systemId);
      // Places 0.5, 1 and 1.5 of three; 0.25, 0.5 and 0.75 of two. Nobody offers therapy.
      expect(extras.map(({ key, label, unit, spread }) => [key, label, unit, ...Object.values(spread)])).toEqual([
        ['hourly-rate', 'Each further hour of support, an hour', 'hour', 3, 2_000, 2_200, 2_400, 2_700, 3_000],
        ['add-on-education', 'Education, a week', 'week', 2, 100_000, 102_500, 105_000, 107_500, 110_000],
      ]);
      expect(histories).toEqual([
        [
          ['2024-25', 3, 1_800],
          ['2025-26', 3, 1_800],
          ['2026-27', 3, 2_400],
        ],
        [['2026-27', 2, 105_000]],
      ]);
    }
  }));

test('a suspended provider’s rate is no part of today’s', () =>
  context.rolledBack(async (db) => {
    const { systemId, providerIds, actors } = await givenExtras(db);
    await db
      .updateTable('admissions')
      .set({ status: 'suspended', suspension: 'decision' })
      .where('providerId', '=', providerIds[2] ?? '')
      .execute();
    const { extras } = await extrasFor(db, actors.lead, systemId);
    expect(extras[0]?.spread).toMatchObject({ count: 2, most: 2_400 });
  }));

test('brokers and providers are refused; to an authority outside there is nothing, even with the lead’s answer in hand', () =>
  context.rolledBack(async (db) => {
    const { systemId, actors } = await givenExtras(db);
    const { system, lot, extras } = await extrasFor(db, actors.lead, systemId);
    for (const actor of [actors.broker, actors.finance, actors.provider, actors.rival, actors.operator]) {
      await underRowSecurity(db, actor, (own) =>
        expect(listExtraSpreads(own, actor, { lot, on: TODAY })).rejects.toMatchObject({ code: 'forbidden' }),
      );
    }
    await underRowSecurity(db, actors.outsider, async (own) => {
      expect(await listExtraSpreads(own, actors.outsider, { lot, on: TODAY })).toEqual([]);
      for (const line of extras)
        expect(await listPriceHistory(own, actors.outsider, { system, lot, line, on: TODAY })).toEqual([]);
    });
  }));
