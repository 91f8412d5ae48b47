import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { addDays, todayInLondon } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { asTheSystem, givenAdmission, lettersOf, MARKET } from '../admissions/testing.ts';
import { aMember, aProvider, underRowSecurity } from '../testing.ts';
import { getPurchasingSystem, listPurchasingSystems } from './purchasing-systems.server.ts';
import { endSystemsPastTheirDay } from './system-endings.server.ts';
import { extendSystem, takeStep } from './system-status-commands.server.ts';
import { revisionOf } from './testing.ts';

const context = testDatabase();
/** For what is committed: two jobs at once. */
const shared = testDatabase();
const TODAY = todayInLondon();

/** The job of a morning, as it runs: by the application's role. */
const morning = (db: Db, today: string) =>
  asTheSystem(db, (inner) => endSystemsPastTheirDay(inner, { today, publicUrl: MARKET }));

const endOn = (db: Db, id: string, endsOn: string) =>
  db
    .updateTable('purchasingSystems')
    .set({ endsOn, extendableUntil: addDays(endsOn, 365) })
    .where('id', '=', id)
    .execute();

const statusOf = async (db: Db, id: string) =>
  (await db.selectFrom('purchasingSystems').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;

const endingsOf = (db: Db, id: string) =>
  db
    .selectFrom('auditEvents')
    .select(['organisationId', 'userId', 'reason'])
    .where('subjectId', '=', id)
    .where('event', '=', 'purchasing_system.ended')
    .execute();

const lettersAbout = async (db: Db, { email }: Actor) => (await lettersOf(db)).filter(({ to }) => to === email);

/** A system with an admitted provider, one that waits, and one that was refused. */
async function givenSystem(db: Db) {
  const given = await givenAdmission(db);
  const { lotId, actors } = given;
  const refused = await aMember(db, await aProvider(db), 'provider', 'bids');
  const applied = { lotId, tier: 1 };
  await db
    .insertInto('admissions')
    .values([
      { ...applied, providerId: actors.rival.organisationId, status: 'pending' },
      { ...applied, providerId: refused.organisationId, status: 'ended', endedOn: '2026-01-01' },
    ])
    .execute();
  return { ...given, refused };
}

test('on its last day it runs; the day after it has ended, once, with a record and letters', () =>
  context.rolledBack(async (db) => {
    const { systemId, actors, refused } = await givenSystem(db);
    const { lead, leadBroker, leadAdministrator, member, provider, rival, outsider } = actors;
    await endOn(db, systemId, '2027-04-01');
    expect(await morning(db, '2027-03-31')).toBe(0);
    expect(await statusOf(db, systemId)).toBe('open');
    expect(await morning(db, '2027-04-01')).toBe(1);
    expect(await statusOf(db, systemId)).toBe('ended');
    const [event, ...events] = await endingsOf(db, systemId);
    expect(event).toEqual({ organisationId: lead.organisationId, userId: null, reason: 'Its last day is past.' });
    expect(events).toEqual([]);
    for (const told of [lead, leadBroker, member, provider, rival]) {
      const [letter, ...more] = await lettersAbout(db, told);
      expect(more).toEqual([]);
      expect(letter?.body).toContain('was 31 March 2027');
      expect(letter?.body).toContain(`${MARKET}/purchasing-systems/${systemId}`);
    }
    expect((await lettersAbout(db, provider))[0]?.body).toContain('Children placed already stay');
    expect((await lettersAbout(db, rival))[0]?.body).toContain('nobody can be admitted any more');
    for (const untold of [refused, outsider, leadAdministrator]) expect(await lettersAbout(db, untold)).toEqual([]);
    const sent = await lettersOf(db);
    expect(await morning(db, '2027-04-01')).toBe(0);
    expect(await morning(db, '2027-04-09')).toBe(0);
    expect(await lettersOf(db)).toEqual(sent);
    expect(await endingsOf(db, systemId)).toHaveLength(1);
  }));

test.each(['draft', 'ended'])('one that is %s stays so', (status) =>
  context.rolledBack(async (db) => {
    const { systemId } = await givenSystem(db);
    await endOn(db, systemId, '2026-04-01');
    await db.updateTable('purchasingSystems').set({ status }).execute();
    expect(await morning(db, '2026-04-02')).toBe(0);
    expect(await statusOf(db, systemId)).toBe(status);
    expect(await lettersOf(db)).toEqual([]);
  }),
);

test('an extension moves the day; past it there is none', () =>
  context.rolledBack(async (db) => {
    const { systemId: id, actors } = await givenSystem(db);
    const extend = async (endsOn: string) => {
      const input = { id, revision: await revisionOf(db, id), endsOn, reason: 'As planned' };
      return underRowSecurity(db, actors.lead, (rows) => extendSystem(rows, actors.lead, input));
    };
    await endOn(db, id, addDays(TODAY, 1));
    await extend(addDays(TODAY, 30));
    expect(await morning(db, addDays(TODAY, 1))).toBe(0);
    expect(await morning(db, addDays(TODAY, 30))).toBe(1);
    await db.updateTable('purchasingSystems').set({ status: 'open' }).execute();
    await endOn(db, id, TODAY);
    await expect(extend(addDays(TODAY, 30))).rejects.toThrow(/has not ended/);
  }));

test('past its last day everybody reads that it has ended, before the job has said so', () =>
  context.rolledBack(async (db) => {
    const { systemId, actors } = await givenSystem(db);
    const read = async (actor: Actor | null) =>
      underRowSecurity(db, actor, async (rows) => {
        const [listed] = await listPurchasingSystems(rows, actor);
        const { status } = await getPurchasingSystem(rows, actor, systemId);
        expect(listed?.status).toBe(status);
        const found = await listPurchasingSystems(rows, actor, { status: 'ended' });
        expect(found).toHaveLength(status === 'ended' ? 1 : 0);
        return status;
      });
    for (const actor of [actors.lead, actors.provider, null]) {
      await endOn(db, systemId, addDays(TODAY, 1));
      expect(await read(actor)).toBe('open');
      await endOn(db, systemId, TODAY);
      expect(await read(actor)).toBe('ended');
    }
    const input = { id: systemId, revision: 1, step: 'close', today: TODAY, publicUrl: MARKET } as const;
    await expect(takeStep(db, actors.lead, input)).rejects.toThrow(/this purchasing system is ended/);
  }));

test('ended by hand, the same people are told', () =>
  context.rolledBack(async (db) => {
    const { systemId: id, actors, refused } = await givenSystem(db);
    const { lead, leadBroker, member, provider, rival } = actors;
    const end = (actor: Actor) =>
      underRowSecurity(db, actor, (rows) =>
        takeStep(rows, actor, { id, revision: 1, step: 'end', today: TODAY, reason: 'Ours', publicUrl: MARKET }),
      );
    await expect(end(member)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await lettersOf(db)).toEqual([]);
    await end(lead);
    const letters = await lettersOf(db);
    expect(letters.map(({ to }) => to).toSorted()).toEqual(
      [lead, leadBroker, member, provider, rival].map(({ email }) => email).toSorted(),
    );
    for (const { body } of letters) expect(body).not.toMatch(/Ours|31 March/);
    expect(await lettersAbout(db, refused)).toEqual([]);
    expect(await morning(db, '2031-01-01')).toBe(0);
  }));

test('two jobs at once end it once', async () => {
  const { systemId } = await inTransaction(shared.database, async (db) => {
    const given = await givenAdmission(db);
    await endOn(db, given.systemId, '2026-11-01');
    return given;
  });
  const job = (db: Db) => morning(db, '2026-11-22');
  const outcomes = await atOnce(shared, [job, job]);
  const done = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason));
  expect(done.toSorted()).toEqual([0, 1]);
  await inTransaction(shared.database, async (db) => {
    expect(await endingsOf(db, systemId)).toHaveLength(1);
    expect(new Set((await lettersOf(db)).map(({ to }) => to)).size).toBe((await lettersOf(db)).length);
  });
});
