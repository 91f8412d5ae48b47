import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { createLot, removeLot, saveLot } from './lot-commands.server.ts';
import { NewSystem, toSystemFields } from './purchasing-system-form.ts';
import { getPurchasingSystem } from './purchasing-systems.server.ts';
import { saveSystem } from './system-commands.server.ts';
import { takeStep } from './system-status-commands.server.ts';
import { A_LOT, A_SYSTEM, aPricedDraft, PUBLIC_URL, people, revisionOf, TODAY } from './testing.ts';

// What Procurement Act 2023, s 36 asks of a dynamic market: open at any time, on conditions that do not change.

const databases = testDatabase();

const MARKET = { kind: 'dynamic_market', regime: 'pa_2023' } as const;
const WORDS = { title: 'Renamed', summary: 'Other words', reviewStartsOn: null, notifyWithinHours: 24 };

async function published(db: Db, lead: Actor, of: Parameters<typeof aPricedDraft>[2] = {}) {
  const made = await aPricedDraft(db, lead, of);
  const step = { id: made.systemId, step: 'publish', today: TODAY, publicUrl: PUBLIC_URL } as const;
  await takeStep(db, lead, { ...step, revision: await revisionOf(db, made.systemId) });
  return made;
}

test.each([
  ['dynamic_market', 'pa_2023', 'in_rounds', ['takesApplications']],
  ['dynamic_market', 'pa_2023', 'always', []],
  ['dps', 'pcr_2015', 'in_rounds', []],
] as const)('a %s under %s that takes applications %s', (kind, regime, takesApplications, refused) => {
  const fields = toSystemFields({ ...A_SYSTEM, revision: 1, kind, regime, takesApplications });
  const { error } = NewSystem.safeParse({ ...fields, key: randomUUID() });
  expect(error?.issues.map(({ path }) => path[0]) ?? []).toEqual(refused);
});

test('the database too has no dynamic market with rounds', () =>
  databases.rolledBack(async (db) => {
    const { lead } = await people(db);
    await expect(aPricedDraft(db, lead, { ...MARKET, takesApplications: 'in_rounds' })).rejects.toThrow(
      /check constraint/,
    );
  }));

test('how to join a published dynamic market stands, its other words do not; of a DPS both change', () =>
  databases.rolledBack(async (db) => {
    const { lead } = await people(db);
    const save = (id: string, revision: number, content: { howToJoin?: string }) =>
      underRowSecurity(db, lead, (rows) => saveSystem(rows, lead, { id, revision, ...WORDS, ...content }));
    const { systemId: market } = await published(db, lead, MARKET);
    await expect(save(market, 2, { howToJoin: 'Members of our club' })).rejects.toMatchObject({
      code: 'conflict',
      message:
        'The membership conditions of a dynamic market cannot change once it is published: how a provider joins is one of them',
    });
    await save(market, 2, {});
    await save(market, 3, { howToJoin: A_SYSTEM.howToJoin });
    const { howToJoin } = A_SYSTEM;
    expect(await getPurchasingSystem(db, null, market)).toMatchObject({ ...WORDS, howToJoin });
    const { systemId: dps } = await published(db, lead);
    await save(dps, 2, { howToJoin: 'Write to us' });
    expect(await getPurchasingSystem(db, null, dps)).toMatchObject({ howToJoin: 'Write to us' });
  }));

test('the description of a lot of a published dynamic market stands, its title does not', () =>
  databases.rolledBack(async (db) => {
    const { lead } = await people(db);
    const market = await published(db, lead, MARKET);
    const save = (revision: number, content: { title: string; description?: string }) =>
      underRowSecurity(db, lead, (rows) => saveLot(rows, lead, { ...market, revision, ...content }));
    await expect(save(2, { title: 'Homes', description: 'With a pool' })).rejects.toThrow(
      /cannot change once it is published: what a lot asks of a provider is one of them/,
    );
    await save(2, { title: 'Children’s homes' });
    expect((await getPurchasingSystem(db, null, market.systemId)).lots).toMatchObject([
      { title: 'Children’s homes', description: '' },
    ]);
  }));

test('a lot is added to a published dynamic market, and stands from then on with what it asks', () =>
  databases.rolledBack(async (db) => {
    const { lead } = await people(db);
    const { systemId } = await published(db, lead, MARKET);
    const lot = { ...A_LOT, number: 2, title: 'Schools', description: 'For two', systemId, key: randomUUID() };
    const { id: lotId } = await underRowSecurity(db, lead, (rows) => createLot(rows, lead, lot));
    const key = { systemId, lotId, revision: 1 };
    const refused: ((db: Db) => Promise<unknown>)[] = [
      (db) => saveLot(db, lead, { ...key, title: 'Schools', description: 'For three' }),
      (db) => saveLot(db, lead, { ...key, title: 'Schools', ofstedRule: 'none' }),
      (db) => removeLot(db, lead, key),
    ];
    for (const attempt of refused)
      await expect(underRowSecurity(db, lead, attempt)).rejects.toMatchObject({ code: 'conflict' });
    const byHand: ((db: Db) => Promise<unknown>)[] = [
      (db) => db.updateTable('lots').set({ description: 'For three' }).where('id', '=', lotId).execute(),
      (db) => db.deleteFrom('lots').where('id', '=', lotId).execute(),
    ];
    for (const attempt of byHand)
      await expect(underRowSecurity(db, lead, attempt)).rejects.toThrow(
        /membership conditions of a dynamic market cannot change/,
      );
    expect((await getPurchasingSystem(db, null, systemId)).lots).toMatchObject([{}, { description: 'For two' }]);
  }));

test.each([
  ['how to join', (db: Db, text: string) => db.updateTable('purchasingSystems').set({ howToJoin: text })],
  ['a lot’s description', (db: Db, text: string) => db.updateTable('lots').set({ description: text })],
])('the database keeps %s of a dynamic market once it is published, and lets a draft’s change', (_, change) =>
  databases.rolledBack(async (db) => {
    const { lead } = await people(db);
    const { systemId } = await aPricedDraft(db, lead, MARKET);
    const set = (text: string) => underRowSecurity(db, lead, (rows) => change(rows, text).execute());
    await set('First');
    const publish = { status: 'open', publishedAt: new Date() };
    await db.updateTable('purchasingSystems').set(publish).where('id', '=', systemId).execute();
    await set('First');
    await expect(set('Second')).rejects.toThrow(/membership conditions of a dynamic market cannot change/);
  }),
);
