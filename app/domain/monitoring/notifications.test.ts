import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { addDays, todayInLondon } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { aLot, aMember, anAdmission, aService, underRowSecurity } from '../testing.ts';
import { listMonitoringTasks } from './monitoring-tasks.server.ts';
import { databaseNow, getNotification, listNotifications, sendNotification } from './notifications.server.ts';
import { listBuyers } from './suppliers.server.ts';
import { givenMonitoring, PUBLIC_URL } from './testing.ts';

const databases = testDatabase();
const NOT_FOUND = { code: 'not-found' };
const FORBIDDEN = { code: 'forbidden' };
const CONFLICT = { code: 'conflict' };

const newNotification = () => ({
  key: randomUUID(),
  kind: 'serious_incident' as const,
  serviceId: null as string | null,
  happenedAt: new Date('2026-10-25T00:30:00Z'),
  summary: 'The police were called at night',
  publicUrl: PUBLIC_URL,
});

test('a notification reaches the authorities that buy from the provider, and nobody else', () =>
  databases.rolledBack(async (db) => {
    const { manager, bids, serviceId, commissioner, broker, fellow, finance, outsider, rival } =
      await givenMonitoring(db);
    const notification = { ...newNotification(), serviceId };
    const { id } = await underRowSecurity(db, manager, (as) => sendNotification(as, manager, notification));
    for (const actor of [manager, bids, commissioner, broker, fellow]) {
      await underRowSecurity(db, actor, async (as) => {
        const read = await getNotification(as, actor, id);
        expect(read).toMatchObject({ kind: 'serious_incident', summary: notification.summary, late: true });
        expect(read.urn).toMatch(/^SC/);
        expect((await listNotifications(as, actor, { page: 1 })).notifications).toMatchObject([{ id }]);
      });
    }
    await expect(getNotification(db, finance, id)).rejects.toMatchObject(FORBIDDEN);
    await expect(listNotifications(db, finance, { page: 1 })).rejects.toMatchObject(FORBIDDEN);
    for (const actor of [outsider, rival]) {
      await expect(getNotification(db, actor, id)).rejects.toMatchObject(NOT_FOUND);
      expect((await listNotifications(db, actor, { page: 1 })).total).toBe(0);
      await underRowSecurity(db, actor, async (as) => {
        expect(await as.selectFrom('providerNotifications').select('id').execute()).toEqual([]);
      });
    }
    expect(await listMonitoringTasks(db, commissioner, '2026-11-22')).toMatchObject([
      { state: '1 in the last 7 days', due: true },
      {},
    ]);
    expect(await listMonitoringTasks(db, outsider, '2026-11-22')).toMatchObject([{ due: false }, {}]);
    expect(await listMonitoringTasks(db, finance, '2026-11-22')).toEqual([]);
  }));

test('letters go to commissioners and brokers of the buyers, and say nothing of what happened', () =>
  databases.rolledBack(async (db) => {
    const { manager, commissioner, broker, fellow } = await givenMonitoring(db);
    const { id } = await underRowSecurity(db, manager, (as) => sendNotification(as, manager, newNotification()));
    const letters = await db.selectFrom('emails').select(['recipient', 'subject', 'body']).execute();
    expect(letters.map(({ recipient }) => recipient).toSorted()).toEqual(
      [commissioner, broker, fellow].map(({ email }) => email).toSorted(),
    );
    for (const { subject, body } of letters) {
      expect(body).toContain(`${PUBLIC_URL}/notifications/${id}`);
      expect(`${subject} ${body}`).not.toMatch(/police|incident/i);
    }
  }));

test('an authority stops reading once it does not buy any more; a suspended provider is read still', () =>
  databases.rolledBack(async (db) => {
    const { manager, commissioner } = await givenMonitoring(db);
    const { id } = await sendNotification(db, manager, newNotification());
    const read = () => underRowSecurity(db, commissioner, (as) => getNotification(as, commissioner, id));
    await db.updateTable('admissions').set({ status: 'suspended', suspension: 'decision' }).execute();
    expect(await read()).toMatchObject({ id });
    await db.updateTable('admissions').set({ status: 'ended', suspension: null }).execute();
    await expect(read()).rejects.toMatchObject(NOT_FOUND);
    await expect(getNotification(db, commissioner, id)).rejects.toMatchObject(NOT_FOUND);
    await expect(sendNotification(db, manager, newNotification())).rejects.toMatchObject(CONFLICT);
  }));

test.each([
  ['closed to applicants', { status: 'closed' }, true],
  ['on its last day', { endsOn: addDays(todayInLondon(), 1) }, true],
  ['past its last day', { endsOn: todayInLondon() }, false],
  ['ended', { status: 'ended' }, false],
])('of a system that is %s the members are told: %o, %s', (_, change, told) =>
  databases.rolledBack(async (db) => {
    const { manager, commissioner, fellow, providerId } = await givenMonitoring(db);
    const { id } = await sendNotification(db, manager, newNotification());
    await db.updateTable('purchasingSystems').set(change).execute();
    const buyers = () =>
      underRowSecurity(db, manager, async (as) => (await listBuyers(as, manager)).map(({ id }) => id));
    const read = (actor: Actor) => underRowSecurity(db, actor, (as) => getNotification(as, actor, id));
    const rows = (actor: Actor) =>
      underRowSecurity(db, actor, (as) => as.selectFrom('providerNotifications').select('id').execute());
    expect(await buyers()).toHaveLength(told ? 2 : 0);
    expect(await rows(commissioner)).toHaveLength(told ? 1 : 0);
    if (told) return void (await read(commissioner));
    await expect(read(commissioner)).rejects.toMatchObject(NOT_FOUND);

    // A child who lives there still keeps their authority informed, and no other.
    const placement = { reference: 'P1', accommodationType: 2, route: 'spot', needLevel: 'standard', ageAtStart: 9 };
    await db
      .insertInto('placements')
      .values({
        ...{ ...placement, authorityId: commissioner.organisationId, providerId },
        ...{ startedOn: '2026-01-05', spotReason: 'other' },
      })
      .execute();
    expect(await buyers()).toEqual([commissioner.organisationId]);
    expect(await read(commissioner)).toMatchObject({ id });
    await expect(read(fellow)).rejects.toMatchObject(NOT_FOUND);
    expect(await rows(fellow)).toEqual([]);
    await db.updateTable('placements').set({ endedOn: todayInLondon() }).execute();
    expect(await buyers()).toEqual([]);
    expect(await rows(commissioner)).toEqual([]);
  }),
);

test('managers and administrators of a provider notify, of their own services', () =>
  databases.rolledBack(async (db) => {
    const { manager, bids, commissioner, rivalId, outwardCode } = await givenMonitoring(db);
    for (const actor of [bids, commissioner]) {
      await expect(sendNotification(db, actor, newNotification())).rejects.toMatchObject(FORBIDDEN);
    }
    const foreign = await aService(db, rivalId, { outwardCode });
    await expect(sendNotification(db, manager, { ...newNotification(), serviceId: foreign })).rejects.toMatchObject(
      CONFLICT,
    );
    const administrator = await aMember(db, manager.organisationId, 'provider', 'administrator');
    expect(await sendNotification(db, administrator, newNotification())).toMatchObject({ id: expect.any(String) });
  }));

test('the same form twice tells once', () =>
  databases.rolledBack(async (db) => {
    const { manager } = await givenMonitoring(db);
    const notification = newNotification();
    const { id } = await sendNotification(db, manager, notification);
    expect(await sendNotification(db, manager, notification)).toEqual({ id });
    expect(await db.selectFrom('providerNotifications').select('id').execute()).toEqual([{ id }]);
    expect(await db.selectFrom('emails').select('id').execute()).toHaveLength(3);
    await expect(sendNotification(db, manager, { ...notification, summary: 'Else' })).rejects.toMatchObject(CONFLICT);
  }));

test('what lies ahead of the database’s clock is refused', () =>
  databases.rolledBack(async (db) => {
    const { manager } = await givenMonitoring(db);
    const ahead = new Date((await databaseNow(db)).getTime() + 60_000);
    await expect(sendNotification(db, manager, { ...newNotification(), happenedAt: ahead })).rejects.toMatchObject(
      CONFLICT,
    );
  }));

test('nobody changes a notification: the database has no way for it', () =>
  databases.rolledBack(async (db) => {
    const { manager, commissioner } = await givenMonitoring(db);
    await sendNotification(db, manager, newNotification());
    for (const actor of [manager, commissioner]) {
      const changed = await underRowSecurity(db, actor, (as) =>
        as.updateTable('providerNotifications').set({ summary: 'Changed' }).executeTakeFirst(),
      );
      expect(changed.numUpdatedRows).toBe(0n);
      const deleted = await underRowSecurity(db, actor, (as) =>
        as.deleteFrom('providerNotifications').executeTakeFirst(),
      );
      expect(deleted.numDeletedRows).toBe(0n);
    }
    const forged = { ...newNotification(), providerId: manager.organisationId };
    const { key: _, publicUrl: __, ...row } = forged;
    await expect(
      underRowSecurity(db, commissioner, (as) => as.insertInto('providerNotifications').values(row).execute()),
    ).rejects.toThrow(/row-level security/);
  }));

test('a provider in several systems tells each authority once', () =>
  databases.rolledBack(async (db) => {
    const { manager, commissioner, outsider, providerId } = await givenMonitoring(db);
    const lotId = await aLot(db, { authorities: [commissioner.organisationId, outsider.organisationId] });
    await anAdmission(db, { lotId, providerId });
    const buyers = await underRowSecurity(db, manager, (as) => listBuyers(as, manager));
    expect(buyers).toHaveLength(3);
    await underRowSecurity(db, manager, (as) => sendNotification(as, manager, newNotification()));
    const letters = await db.selectFrom('emails').select('recipient').execute();
    const addresses = (actors: Actor[]) => actors.map(({ email }) => email);
    expect(letters.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining(addresses([outsider])));
    expect(new Set(letters.map(({ recipient }) => recipient)).size).toBe(letters.length);
  }));

test('a notification is in time by the strictest of the provider’s systems, as it was then', () =>
  databases.rolledBack(async (db) => {
    const { manager, commissioner, lotId, providerId } = await givenMonitoring(db);
    const other = await aLot(db, { authorities: [commissioner.organisationId] });
    await anAdmission(db, { lotId: other, providerId });
    const ask = (lot: string, notifyWithinHours: number) =>
      db
        .updateTable('purchasingSystems')
        .set({ notifyWithinHours })
        .where('id', 'in', (eb) => eb.selectFrom('lots').select('systemId').where('id', '=', lot))
        .execute();
    await ask(lotId, 4);
    await ask(other, 48);
    const happenedAt = new Date((await databaseNow(db)).getTime() - 5 * 3_600_000);
    const send = () =>
      underRowSecurity(db, manager, (as) => sendNotification(as, manager, { ...newNotification(), happenedAt }));
    const { id } = await send();
    expect(await getNotification(db, commissioner, id)).toMatchObject({ withinHours: 4, late: true });
    await ask(lotId, 6);
    expect(await getNotification(db, commissioner, id), 'it stays').toMatchObject({ withinHours: 4, late: true });
    expect(await getNotification(db, commissioner, (await send()).id)).toMatchObject({ withinHours: 6, late: false });
    const endsOn = todayInLondon();
    await db.updateTable('purchasingSystems').set({ endsOn }).where('notifyWithinHours', '=', 6).execute();
    expect(await getNotification(db, commissioner, (await send()).id), 'one is past its last day').toMatchObject({
      withinHours: 48,
    });
    await db.updateTable('purchasingSystems').set({ status: 'ended' }).where('notifyWithinHours', '=', 6).execute();
    expect(await getNotification(db, commissioner, (await send()).id), 'one has ended').toMatchObject({
      withinHours: 48,
    });
  }));
