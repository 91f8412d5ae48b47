import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { getLotGrid } from '../price-schedules/lot-grids.server.ts';
import { anAdmission, underRowSecurity } from '../testing.ts';
import { saveCeilings } from './ceilings.server.ts';
import { createLot, removeLot, saveLot } from './lot-commands.server.ts';
import { codesFor, gridOf, usualPriceModel } from './price-model.ts';
import { getPriceModel, listPricePoints, savePriceModel } from './price-models.server.ts';
import { takeStep } from './system-status-commands.server.ts';
import { A_LOT, aDraft, aPricedDraft, PUBLIC_URL, people, revisionOf, TODAY } from './testing.ts';

const databases = testDatabase();

const publish = async (db: Db, lead: Actor, id: string) =>
  takeStep(db, lead, { id, revision: await revisionOf(db, id), step: 'publish', today: TODAY, publicUrl: PUBLIC_URL });

const NO_HOURS = { addOnCeilings: {}, hourlyCeilingPence: null, leastIncludedHours: null, publicUrl: PUBLIC_URL };
const words = { title: 'Homes', description: 'Small ones' };

describe('lots', () => {
  test('under row level security the lead’s commissioner alone adds, changes and removes one', () =>
    databases.rolledBack(async (db) => {
      const { lead, broker, other, provider } = await people(db);
      const systemId = await aDraft(db, lead);
      const form = { ...A_LOT, systemId, key: randomUUID() };
      const add = (actor: Actor) => underRowSecurity(db, actor, (rows) => createLot(rows, actor, form));
      for (const actor of [other, provider]) await expect(add(actor)).rejects.toMatchObject({ code: 'not-found' });
      await expect(add(broker)).rejects.toMatchObject({ code: 'forbidden' });
      const { id: lotId } = await add(lead);
      expect(await add(lead)).toEqual({ id: lotId });

      const save = (actor: Actor, revision: number) =>
        underRowSecurity(db, actor, (rows) => saveLot(rows, actor, { ...A_LOT, tiers: 3, systemId, lotId, revision }));
      const remove = (actor: Actor) =>
        underRowSecurity(db, actor, (rows) => removeLot(rows, actor, { systemId, lotId, revision: 2 }));
      for (const actor of [other, provider]) {
        await expect(save(actor, 1)).rejects.toMatchObject({ code: 'not-found' });
        await expect(remove(actor)).rejects.toMatchObject({ code: 'not-found' });
      }
      await save(lead, 1);
      await expect(save(lead, 1)).rejects.toThrow(/Somebody has changed this lot/);
      await expect(remove(broker)).rejects.toMatchObject({ code: 'forbidden' });
      await remove(lead);
      expect(await db.selectFrom('lots').select('id').where('systemId', '=', systemId).execute()).toEqual([]);
    }));

  test('two lots of a system never have the same number, and a lot of another system is not found', () =>
    databases.rolledBack(async (db) => {
      const { lead } = await people(db);
      const { systemId, lotId } = await aPricedDraft(db, lead);
      await expect(createLot(db, lead, { ...A_LOT, systemId, key: randomUUID() })).rejects.toThrow(
        /Lot 1 is there already/,
      );
      const elsewhere = await aDraft(db, lead);
      await expect(saveLot(db, lead, { ...A_LOT, systemId: elsewhere, lotId, revision: 2 })).rejects.toMatchObject({
        code: 'not-found',
      });
    }));

  test('once it is published a lot keeps its terms, and a framework takes no more lots', () =>
    databases.rolledBack(async (db) => {
      const { lead } = await people(db);
      const { systemId, lotId } = await aPricedDraft(db, lead, { kind: 'framework' });
      await publish(db, lead, systemId);
      await expect(saveLot(db, lead, { ...A_LOT, systemId, lotId, revision: 2 })).rejects.toThrow(/its terms stand/);
      await expect(removeLot(db, lead, { systemId, lotId, revision: 2 })).rejects.toMatchObject({ code: 'conflict' });
      await expect(createLot(db, lead, { ...A_LOT, number: 2, systemId, key: randomUUID() })).rejects.toMatchObject({
        code: 'conflict',
      });
      await saveLot(db, lead, { ...words, systemId, lotId, revision: 2 });
      expect(await revisionOf(db, lotId, 'lots')).toBe(3);
    }));

  test('the Ofsted rule of a published dynamic market stands; of a DPS it changes until somebody is admitted', () =>
    databases.rolledBack(async (db) => {
      const { lead, provider } = await people(db);
      const market = await aPricedDraft(db, lead, { kind: 'dynamic_market', regime: 'pa_2023' });
      await publish(db, lead, market.systemId);
      const change = (
        key: { systemId: string; lotId: string },
        revision: number,
        ofstedRule: 'none' | 'good_or_better',
      ) => underRowSecurity(db, lead, (rows) => saveLot(rows, lead, { ...words, ...key, revision, ofstedRule }));
      await expect(change(market, 2, 'none')).rejects.toThrow(/membership conditions of a dynamic market/);

      const dps = await aPricedDraft(db, lead);
      await publish(db, lead, dps.systemId);
      await change(dps, 2, 'good_or_better');
      await anAdmission(db, { lotId: dps.lotId, providerId: provider.organisationId });
      await expect(change(dps, 3, 'none')).rejects.toThrow(/Providers were admitted/);
    }));
});

describe('price models', () => {
  test.each([
    ['fostering', 'age_band_by_need_level', 13],
    ['home', 'package', 5],
    ['residential_school', 'package', 3],
    ['supported_accommodation', 'support_hours', 1],
  ] as const)('the usual grid of %s', (kind, model, points) => {
    const grid = gridOf(usualPriceModel(model, kind));
    expect(grid).toHaveLength(points);
    expect(new Set(grid.map(({ level, ageFrom, occupancyFrom }) => `${level} ${ageFrom} ${occupancyFrom}`)).size).toBe(
      points,
    );
  });

  test('codes come from labels, each its own, and fit the database', () => {
    const long = 'An extraordinarily long name of a level';
    const codes = codesFor(['Parent and child', 'Core', 'core!', '1 to 1', 'Équipe', long, `${long} too`, '…']);
    expect(codes.slice(0, 5)).toEqual(['parent_and_child', 'core', 'core_2', 'to_1', 'equipe']);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z][a-z0-9_]{0,29}$/);
  });

  test.each(['age_band_by_need_level', 'package', 'support_hours'] as const)('%s is read as it was saved', (model) =>
    databases.rolledBack(async (db) => {
      const { lead } = await people(db);
      const { systemId, lotId } = await aPricedDraft(db, lead);
      const content = usualPriceModel(model, 'fostering');
      await underRowSecurity(db, lead, (rows) =>
        savePriceModel(rows, lead, { systemId, lotId, revision: 2, ...content }),
      );
      const stored = await getPriceModel(db, { id: lotId, priceModel: model, accommodationType: 1 });
      const sorted = <T extends { adjustments: { kind: string }[] }>(of: T) => ({
        ...of,
        adjustments: of.adjustments.toSorted((a, b) => a.kind.localeCompare(b.kind)),
      });
      // Where there is one size alone, a level has no other.
      const levels = content.levels.map((level) => ({
        ...level,
        oneSize: level.oneSize && content.sizeBands.length > 1,
      }));
      expect(sorted(stored)).toEqual({ ...sorted(content), levels, isSaved: true });
    }),
  );

  test('a ceiling stays with its point when the grid around it changes', () =>
    databases.rolledBack(async (db) => {
      const { lead, provider } = await people(db);
      const { systemId, lotId } = await aPricedDraft(db, lead);
      const ceilings = { core_0_1: 400_000, core_0_3: 350_000 };
      const set = (actor: Actor) =>
        underRowSecurity(db, actor, (rows) =>
          saveCeilings(rows, actor, { systemId, lotId, revision: 2, ceilings, ...NO_HOURS }),
        );
      await expect(set(provider)).rejects.toMatchObject({ code: 'not-found' });
      await set(lead);
      const content = usualPriceModel('package', 'home');
      const larger = {
        ...content,
        sizeBands: [
          { from: 1, to: 4 },
          { from: 5, to: 99 },
        ],
      };
      await savePriceModel(db, lead, { systemId, lotId, revision: 3, ...larger });
      const points = await listPricePoints(db, [lotId]);
      expect(points.filter(({ ceilingPence }) => ceilingPence !== null)).toMatchObject([
        { level: 'core', occupancyFrom: 1, occupancyTo: 4, ceilingPence: 400_000 },
      ]);
    }));

  test('how a lot is priced stands once it is published; one that is added later is priced once', () =>
    databases.rolledBack(async (db) => {
      const { lead } = await people(db);
      const { systemId, lotId } = await aPricedDraft(db, lead);
      const content = usualPriceModel('package', 'home');
      const save = (lotId: string, revision: number) =>
        underRowSecurity(db, lead, (rows) => savePriceModel(rows, lead, { systemId, lotId, revision, ...content }));
      await save(lotId, 2);
      await publish(db, lead, systemId);
      const stands = { code: 'conflict', message: expect.stringContaining('how it is priced stands') };
      await expect(save(lotId, 3)).rejects.toMatchObject(stands);
      const { id: later } = await createLot(db, lead, { ...A_LOT, number: 2, systemId, key: randomUUID() });
      await save(later, 1);
      await expect(save(later, 2)).rejects.toMatchObject(stands);
    }));

  test('a lot priced by hours of support bounds them; another model has no such bounds', () =>
    databases.rolledBack(async (db) => {
      const { lead } = await people(db);
      const { systemId, lotId } = await aPricedDraft(db, lead);
      const bounds = { hourlyCeilingPence: 3_000, leastIncludedHours: 5 };
      const model = (name: 'package' | 'support_hours', revision: number) =>
        savePriceModel(db, lead, { systemId, lotId, revision, ...usualPriceModel(name, 'supported_accommodation') });
      const cap = (revision: number) =>
        underRowSecurity(db, lead, (rows) =>
          saveCeilings(rows, lead, {
            systemId,
            lotId,
            revision,
            ceilings: {},
            addOnCeilings: {},
            ...bounds,
            publicUrl: PUBLIC_URL,
          }),
        );
      const stored = () =>
        db
          .selectFrom('lots')
          .select(['hourlyCeilingPence', 'leastIncludedHours'])
          .where('id', '=', lotId)
          .executeTakeFirstOrThrow();
      await cap(2);
      expect(await stored()).toEqual({ hourlyCeilingPence: null, leastIncludedHours: null });
      await model('support_hours', 3);
      await cap(4);
      expect(await stored()).toEqual(bounds);
      expect((await getLotGrid(db, lotId)).hourlyCeilingPence).toBe(3_000);
      await model('package', 5);
      expect(await stored()).toEqual({ hourlyCeilingPence: null, leastIncludedHours: null });
    }));
});
