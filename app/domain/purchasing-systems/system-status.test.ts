import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { createLot } from './lot-commands.server.ts';
import { usualPriceModel } from './price-model.ts';
import { savePriceModel } from './price-models.server.ts';
import { getPurchasingSystem, listExtensions, listPurchasingSystems } from './purchasing-systems.server.ts';
import { createSystem, saveSystem } from './system-commands.server.ts';
import { type Step, stepsFrom } from './system-status.ts';
import { extendSystem, listObstacles, takeStep } from './system-status-commands.server.ts';
import { A_LOT, A_SYSTEM, aDraft, aPricedDraft, PUBLIC_URL, people, revisionOf, TODAY } from './testing.ts';

const databases = testDatabase();
/** For what is committed. */
const shared = testDatabase();

const step = async (db: Db, actor: Actor, id: string, name: Step, today = TODAY) =>
  takeStep(db, actor, {
    id,
    revision: await revisionOf(db, id),
    step: name,
    today,
    reason: 'Let again',
    publicUrl: PUBLIC_URL,
  });

const statusOf = async (db: Db, id: string) =>
  (await db.selectFrom('purchasingSystems').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;

describe('steps', () => {
  test.each([
    ['dps', 'draft', ['publish']],
    ['dps', 'published', ['open', 'end']],
    ['dps', 'open', ['close', 'end']],
    ['dps', 'closed', ['open', 'end']],
    ['dynamic_market', 'open', ['end']],
    ['dynamic_market', 'closed', ['open', 'end']],
    ['framework', 'closed', ['end']],
    ['open_framework', 'closed', ['end']],
    ['block', 'closed', ['end']],
    ['dps', 'ended', []],
  ])('a %s that is %s goes on by %j', (kind, status, steps) => {
    expect(stepsFrom({ kind, status })).toEqual(steps);
  });

  test('a framework goes from draft to its end, and any other step on the way is a conflict', () =>
    databases.rolledBack(async (db) => {
      const { lead } = await people(db);
      const { systemId } = await aPricedDraft(db, lead, { kind: 'framework' });
      const walk: [Step, Step[]][] = [
        ['publish', ['open', 'close', 'end']],
        ['open', ['publish', 'close']],
        ['close', ['publish', 'open']],
        ['end', ['publish', 'open', 'close']],
      ];
      for (const [right, wrong] of walk) {
        for (const name of wrong)
          await expect(step(db, lead, systemId, name), name).rejects.toMatchObject({ code: 'conflict' });
        await step(db, lead, systemId, right);
      }
      expect(await statusOf(db, systemId)).toBe('ended');
      const events = await db
        .selectFrom('auditEvents')
        .select(['event', 'reason'])
        .where('subjectId', '=', systemId)
        .orderBy('sequence')
        .execute();
      expect(events.map(({ event }) => event.split('.')[1])).toEqual([
        'created',
        'published',
        'opened',
        'closed',
        'ended',
      ]);
      expect(events.at(-1)?.reason).toBe('Let again');
    }));

  test('publishing needs a lot with a price grid, and a last day to come', () =>
    databases.rolledBack(async (db) => {
      const { lead } = await people(db);
      const bare = await aDraft(db, lead);
      await expect(step(db, lead, bare, 'publish')).rejects.toThrow(/Set up its first lot/);
      const { systemId, lotId } = await aPricedDraft(db, lead);
      await expect(step(db, lead, systemId, 'publish', '2030-04-01')).rejects.toThrow(/last day is past/);
      await db.deleteFrom('lotPricePoints').where('lotId', '=', lotId).where('level', '=', 'solo').execute();
      await expect(step(db, lead, systemId, 'publish')).rejects.toThrow(/grid complete/);
      expect(await statusOf(db, systemId)).toBe('draft');
    }));

  test('publishing needs every lot priced, and says of each that is not where to do so', () =>
    databases.rolledBack(async (db) => {
      const { lead } = await people(db);
      const { systemId } = await aPricedDraft(db, lead);
      const lot = (number: number) =>
        createLot(db, lead, { ...A_LOT, number, title: 'Schools', systemId, key: randomUUID() });
      const [second, third] = [await lot(2), await lot(3)];
      const missing = (id: string, number: number) => ({
        sentence: `Set how lot ${number}, Schools, is priced, with its grid complete.`,
        part: `/lots/${id}/prices`,
      });
      const obstacles = async (name: Step) =>
        listObstacles(db, await getPurchasingSystem(db, lead, systemId), name, TODAY);
      const price = (lotId: string) =>
        savePriceModel(db, lead, { systemId, lotId, revision: 1, ...usualPriceModel('package', 'home') });
      expect(await obstacles('publish')).toEqual([missing(second.id, 2), missing(third.id, 3)]);
      await price(second.id);
      await expect(step(db, lead, systemId, 'publish')).rejects.toThrow(/^Not ready yet. Set how lot 3, Schools,/);
      await price(third.id);
      await step(db, lead, systemId, 'publish');
      // One that is added since has to be priced before it opens.
      const fourth = await lot(4);
      expect(await obstacles('open')).toEqual([missing(fourth.id, 4)]);
      await expect(step(db, lead, systemId, 'open')).rejects.toThrow(/Set how lot 4/);
      await price(fourth.id);
      await step(db, lead, systemId, 'open');
    }));

  test('one that takes applications in rounds opens with a round alone', () =>
    databases.rolledBack(async (db) => {
      const { lead } = await people(db);
      const { systemId } = await aPricedDraft(db, lead, { takesApplications: 'in_rounds' });
      await step(db, lead, systemId, 'publish');
      await expect(step(db, lead, systemId, 'open')).rejects.toThrow(/add a round/);
    }));

  test('under row level security the lead’s commissioner alone takes a step', () =>
    databases.rolledBack(async (db) => {
      const { lead, broker, other, provider } = await people(db);
      const { systemId } = await aPricedDraft(db, lead);
      const publish = (actor: Actor, revision = 1) =>
        underRowSecurity(db, actor, (rows) =>
          takeStep(rows, actor, { id: systemId, revision, step: 'publish', today: TODAY, publicUrl: PUBLIC_URL }),
        );
      for (const actor of [other, provider]) await expect(publish(actor)).rejects.toMatchObject({ code: 'not-found' });
      await expect(publish(broker)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(publish(lead, 7)).rejects.toMatchObject({ code: 'conflict' });
      await publish(lead);
      expect(await statusOf(db, systemId)).toBe('published');
      for (const actor of [other, provider])
        await expect(
          underRowSecurity(db, actor, (rows) =>
            takeStep(rows, actor, { id: systemId, revision: 2, step: 'open', today: TODAY, publicUrl: PUBLIC_URL }),
          ),
        ).rejects.toMatchObject({ code: 'forbidden' });
    }));
});

describe('what it says', () => {
  test('created under row level security: the lead is its first member, nobody else knows of it', () =>
    databases.rolledBack(async (db) => {
      const { lead, broker, other, provider } = await people(db);
      const form = { ...A_SYSTEM, key: randomUUID() };
      const make = (actor: Actor) => underRowSecurity(db, actor, (rows) => createSystem(rows, actor, form));
      for (const actor of [broker, provider]) await expect(make(actor)).rejects.toMatchObject({ code: 'forbidden' });
      const { id } = await make(lead);
      expect(await make(lead)).toEqual({ id });
      expect(await getPurchasingSystem(db, lead, id)).toMatchObject({
        ...A_SYSTEM,
        status: 'draft',
        members: [{ id: lead.organisationId }],
      });
      for (const actor of [other, provider, null]) expect(await listPurchasingSystems(db, actor)).toEqual([]);
      // Another's draft of the same title is hidden, and its address taken.
      const twin = await underRowSecurity(db, other, (rows) =>
        createSystem(rows, other, { ...form, key: randomUUID() }),
      );
      const { slug } = await db
        .selectFrom('purchasingSystems')
        .select('slug')
        .where('id', '=', twin.id)
        .executeTakeFirstOrThrow();
      expect(slug).toBe('homes-for-children-2');
    }));

  test('a save from an older revision is refused; once published, its kind and dates stand', () =>
    databases.rolledBack(async (db) => {
      const { lead } = await people(db);
      const { systemId: id } = await aPricedDraft(db, lead);
      await saveSystem(db, lead, { id, ...A_SYSTEM, revision: 1, title: 'First' });
      await expect(saveSystem(db, lead, { id, ...A_SYSTEM, revision: 1, title: 'Second' })).rejects.toMatchObject({
        code: 'conflict',
      });
      await step(db, lead, id, 'publish');
      await expect(saveSystem(db, lead, { id, ...A_SYSTEM, revision: 3 })).rejects.toThrow(
        /its kind, its dates and its terms stand/,
      );
      const { title: _, summary, reviewStartsOn, notifyWithinHours } = A_SYSTEM;
      const texts = { summary, reviewStartsOn, notifyWithinHours, howToJoin: 'Write to us' };
      await underRowSecurity(db, lead, (rows) => saveSystem(rows, lead, { id, ...texts, revision: 3, title: 'Third' }));
      expect(await getPurchasingSystem(db, null, id)).toMatchObject({
        ...{ title: 'Third', howToJoin: 'Write to us', endsOn: A_SYSTEM.endsOn },
        ...{ takesApplications: 'always', evaluationDays: 10, extendedEvaluationDays: 15, clarificationDays: 5 },
      });
    }));
});

test('it is extended as far as its terms allow, and what it was is kept', () =>
  databases.rolledBack(async (db) => {
    const { lead, provider } = await people(db);
    const { systemId: id } = await aPricedDraft(db, lead);
    const extend = async (endsOn: string, actor = lead) => {
      const input = { id, revision: await revisionOf(db, id), endsOn, reason: 'As planned' };
      return underRowSecurity(db, actor, (rows) => extendSystem(rows, actor, input));
    };
    await expect(extend('2031-04-01')).rejects.toThrow(/Only a purchasing system that is published/);
    await step(db, lead, id, 'publish');
    await expect(extend('2031-04-01', provider)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(extend('2030-04-01')).rejects.toThrow(/after the one it has now/);
    await expect(extend('2032-04-02')).rejects.toThrow(/later than its extensions allow/);
    await extend('2031-04-01');
    await extend('2032-04-01');
    await expect(extend('2032-05-01')).rejects.toThrow(/any further/);
    expect(await listExtensions(db, id)).toMatchObject([
      { endedOnBefore: '2030-04-01', endsOn: '2031-04-01' },
      { endedOnBefore: '2031-04-01', endsOn: '2032-04-01' },
    ]);
  }));

test('of two who publish at once one does, and the other learns that it is done', async () => {
  const { lead, systemId } = await inTransaction(shared.database, async (db) => {
    const { lead } = await people(db);
    return { lead, ...(await aPricedDraft(db, lead)) };
  });
  const publish = (db: Db) =>
    takeStep(db, lead, { id: systemId, revision: 1, step: 'publish', today: TODAY, publicUrl: PUBLIC_URL });
  const outcomes = await atOnce(shared, [publish, publish, publish, publish]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' });
});
