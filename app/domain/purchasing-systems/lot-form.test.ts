import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { getLotToJoin } from '../lot-applications/application-checks.server.ts';
import { underRowSecurity } from '../testing.ts';
import { createLot, saveLot } from './lot-commands.server.ts';
import { EditedLot, MarketLot, NewLot, PublishedLot, toLotFields, usualLot } from './lot-form.ts';
import { getLotToRun } from './lots.server.ts';
import { listPurchasingSystems } from './purchasing-systems.server.ts';
import { takeStep } from './system-status-commands.server.ts';
import { A_LOT, aDraft, aPricedDraft, PUBLIC_URL, people, revisionOf, TODAY } from './testing.ts';

const databases = testDatabase();

const asTyped = (changes: Record<string, string>) => ({
  ...usualLot(1),
  key: randomUUID(),
  title: 'Homes',
  accommodationType: 'home',
  ...changes,
});

describe('the notice that ends a placement', () => {
  test('is 28 days where nobody says otherwise', () => {
    expect(NewLot.parse(asTyped({}))).toMatchObject({ noticeDays: 28, upliftMonthDay: null });
  });

  test.each([
    ['0', 0],
    ['365', 365],
  ])('may be %s', (typed, noticeDays) => {
    expect(NewLot.parse(asTyped({ noticeDays: typed })).noticeDays).toBe(noticeDays);
  });

  test.each([
    ['366', 'The notice must be from 0 to 365'],
    ['-1', /whole number/],
    ['four weeks', /whole number/],
  ])('is never “%s”', (typed, message) => {
    const { error } = NewLot.safeParse(asTyped({ noticeDays: typed }));
    expect(error?.issues).toMatchObject([{ path: ['noticeDays'] }]);
    expect(error?.issues[0]?.message).toMatch(message);
  });

  test('is asked for: 0 says that there is none', () => {
    const { noticeDays: _, ...typed } = asTyped({});
    expect(NewLot.safeParse(typed).error?.issues[0]?.message).toMatch(/^Enter how many days of notice .* 0 for none$/);
  });

  test('is no question about a lot that is published', () => {
    const typed = { revision: '1', title: 'Homes', description: '', noticeDays: '7', upliftMonthDay: '1 May' };
    for (const form of [PublishedLot, MarketLot]) {
      expect(Object.keys(form.parse(typed))).not.toContain('noticeDays');
      expect(Object.keys(form.parse(typed))).not.toContain('upliftMonthDay');
    }
  });
});

test('notice and uplift day: kept as saved, shown to all once published, standing from then on, and in the audit log', () =>
  databases.rolledBack(async (db) => {
    const { lead, provider } = await people(db);
    const { systemId, lotId } = await aPricedDraft(db, lead);
    const save = (revision: number, terms: { noticeDays: number; upliftMonthDay: string | null }) =>
      underRowSecurity(db, lead, (rows) => saveLot(rows, lead, { ...A_LOT, ...terms, systemId, lotId, revision }));
    await save(2, { noticeDays: 7, upliftMonthDay: '04-01' });
    const { lot } = await getLotToRun(db, lead, { systemId, lotId });
    const fields = toLotFields(lot);
    expect(fields).toMatchObject({ noticeDays: '7', upliftMonthDay: '1 April' });
    expect(EditedLot.parse(fields)).toMatchObject({ noticeDays: 7, upliftMonthDay: '04-01' });
    const event = await db
      .selectFrom('auditEvents')
      .select(['before', 'after'])
      .where('event', '=', 'lot.saved')
      .where('subjectId', '=', lotId)
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      before: { noticeDays: 28, upliftMonthDay: null },
      after: { noticeDays: 7, upliftMonthDay: '04-01' },
    });

    const revision = await revisionOf(db, systemId);
    await takeStep(db, lead, { id: systemId, revision, step: 'publish', today: TODAY, publicUrl: PUBLIC_URL });
    await expect(save(3, { noticeDays: 1, upliftMonthDay: null })).rejects.toThrow(/its terms stand/);
    const stands = { noticeDays: 7, upliftMonthDay: '04-01' };
    await underRowSecurity(db, provider, async (rows) => {
      const listed = await listPurchasingSystems(rows, provider);
      expect(listed.find(({ id }) => id === systemId)?.lots).toMatchObject([stands]);
      expect(await getLotToJoin(rows, lotId)).toMatchObject(stands);
    });
  }));

test('a new lot has the notice that it was given', () =>
  databases.rolledBack(async (db) => {
    const { lead } = await people(db);
    const systemId = await aDraft(db, lead);
    const { id: lotId } = await createLot(db, lead, { ...A_LOT, noticeDays: 0, systemId, key: randomUUID() });
    expect((await getLotToRun(db, lead, { systemId, lotId })).lot.noticeDays).toBe(0);
  }));
