import { expect, test } from 'vitest';
import { inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { addDays, todayInLondon } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { aLot, aMember, anAuthority, aProvider, aService, underRowSecurity } from '../testing.ts';
import { listMonitoringTasks } from './monitoring-tasks.server.ts';
import { getVisit, listVisits } from './monitoring-visits.server.ts';
import { getSupplier, listSuppliers } from './suppliers.server.ts';
import { aFinishedVisit, givenMonitoring, newVisit, PUBLIC_URL, REPORT } from './testing.ts';
import { closeAction, getAction, reportAction } from './visit-actions.server.ts';
import { createVisit, finaliseVisit, saveVisit } from './visit-commands.server.ts';

const databases = testDatabase();
/** For what is committed: two people at once. */
const shared = testDatabase();
const TODAY = '2026-11-22';
const NOT_FOUND = { code: 'not-found' };
const FORBIDDEN = { code: 'forbidden' };
const CONFLICT = { code: 'conflict' };

test('a draft is its own authority’s alone, under the database’s own rules as well', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, broker, finance, providerId, serviceId, ...others } = await givenMonitoring(db);
    const visit = newVisit(providerId, { serviceId });
    const { id } = await underRowSecurity(db, commissioner, (as) => createVisit(as, commissioner, visit));
    for (const reader of [commissioner, broker]) {
      const read = await underRowSecurity(db, reader, (as) => getVisit(as, reader, id));
      expect(read).toMatchObject({ ...REPORT, serviceId, status: 'draft', revision: 1 });
    }
    await expect(getVisit(db, finance, id)).rejects.toMatchObject(FORBIDDEN);
    await expect(listVisits(db, finance, { page: 1, today: TODAY })).rejects.toMatchObject(FORBIDDEN);
    for (const who of ['fellow', 'outsider', 'manager', 'bids', 'rival'] as const) {
      const actor = others[who];
      await expect(getVisit(db, actor, id), who).rejects.toMatchObject(NOT_FOUND);
      expect((await listVisits(db, actor, { page: 1, today: TODAY })).total, who).toBe(0);
      await underRowSecurity(db, actor, async (as) => {
        expect(await as.selectFrom('monitoringVisits').select('id').execute(), who).toEqual([]);
        expect(await as.selectFrom('monitoringActions').select('id').execute(), who).toEqual([]);
      });
      await expect(saveVisit(db, actor, { ...REPORT, id, revision: 1 }), who).rejects.toMatchObject(NOT_FOUND);
      await expect(finaliseVisit(db, actor, { id, revision: 1, publicUrl: PUBLIC_URL }), who).rejects.toMatchObject(
        NOT_FOUND,
      );
    }
  }));

test('a finished report is read by the provider and by fellows; to a rival and an outsider it does not exist', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, broker, fellow, manager, bids, outsider, rival, providerId } = await givenMonitoring(db);
    const id = await underRowSecurity(db, commissioner, (as) => aFinishedVisit(as, commissioner, providerId));
    for (const actor of [commissioner, broker, fellow, manager, bids]) {
      await underRowSecurity(db, actor, async (as) => {
        const visit = await getVisit(as, actor, id);
        expect(visit).toMatchObject({ ratings: REPORT.ratings, findings: REPORT.findings, status: 'final' });
        expect(visit.actions.map(({ action }) => action)).toEqual(REPORT.actions.map(({ action }) => action));
        const { visits } = await listVisits(as, actor, { page: 1, today: '2026-12-02' });
        expect(visits).toMatchObject([{ id, openActions: 2, overdueActions: 1 }]);
      });
    }
    for (const actor of [outsider, rival]) {
      await expect(getVisit(db, actor, id)).rejects.toMatchObject(NOT_FOUND);
      expect((await listVisits(db, actor, { page: 1, today: TODAY })).visits).toEqual([]);
      await underRowSecurity(db, actor, async (as) => {
        expect(await as.selectFrom('monitoringVisits').select('id').execute()).toEqual([]);
        expect(await as.selectFrom('monitoringActions').select('id').execute()).toEqual([]);
      });
    }
  }));

test('the provider’s managers and administrators get a letter, in which nothing is said of the findings', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, manager, providerId } = await givenMonitoring(db);
    const id = await underRowSecurity(db, commissioner, (as) => aFinishedVisit(as, commissioner, providerId));
    const letters = await db.selectFrom('emails').select(['recipient', 'body']).execute();
    expect(letters.map(({ recipient }) => recipient)).toEqual([manager.email]);
    expect(letters[0]?.body).toContain(`${PUBLIC_URL}/monitoring-visits/${id}`);
    expect(letters[0]?.body).not.toMatch(/Night checks|concerns/);
  }));

test('visits are recorded by commissioners, to providers that their authority buys from', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, broker, fellow, outsider, manager, providerId, rivalId } = await givenMonitoring(db);
    for (const actor of [broker, manager]) {
      await expect(createVisit(db, actor, newVisit(providerId))).rejects.toMatchObject(FORBIDDEN);
    }
    await expect(createVisit(db, commissioner, newVisit(rivalId))).rejects.toMatchObject(NOT_FOUND);
    await expect(createVisit(db, outsider, newVisit(providerId))).rejects.toMatchObject(NOT_FOUND);
    for (const actor of [commissioner, fellow]) {
      const seen = await underRowSecurity(db, actor, (as) => listSuppliers(as, actor));
      expect(seen.map(({ id }) => id)).toEqual([providerId]);
    }
    expect(await listSuppliers(db, outsider)).toEqual([]);
    await db.updateTable('admissions').set({ status: 'suspended', suspension: 'decision' }).execute();
    expect(await listSuppliers(db, commissioner)).toHaveLength(1);
    await db.updateTable('admissions').set({ status: 'ended', suspension: null }).execute();
    expect(await listSuppliers(db, commissioner)).toEqual([]);
  }));

test.each([
  ['on its last day', { endsOn: addDays(todayInLondon(), 1), status: 'open' }, 1],
  ['past its last day, and called open still', { endsOn: todayInLondon(), status: 'open' }, 0],
  ['past its last day, and called closed still', { endsOn: todayInLondon(), status: 'closed' }, 0],
  ['published and not open yet', { status: 'published' }, 0],
])('from a system that is %s so many supply: %o, %i', (_case, change, suppliers) =>
  databases.rolledBack(async (db) => {
    const { commissioner, providerId } = await givenMonitoring(db);
    await db.updateTable('purchasingSystems').set(change).execute();
    const supply = () => listSuppliers(db, commissioner);
    expect(await supply(), 'by the domain alone').toHaveLength(suppliers);
    expect(await underRowSecurity(db, commissioner, (as) => listSuppliers(as, commissioner))).toHaveLength(suppliers);
    if (suppliers === 0)
      await expect(createVisit(db, commissioner, newVisit(providerId))).rejects.toMatchObject(NOT_FOUND);
  }),
);

test('a service to visit is told by number, kind and area, and is the provider’s own', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, providerId, serviceId, rivalId, outwardCode } = await givenMonitoring(db);
    const { services } = await getSupplier(db, commissioner, providerId);
    expect(services.map((service) => Object.keys(service).toSorted())).toEqual([
      ['accommodationType', 'areaName', 'id', 'urn'],
    ]);
    expect(services[0]?.id).toBe(serviceId);
    const foreign = await aService(db, rivalId, { outwardCode });
    await expect(createVisit(db, commissioner, newVisit(providerId, { serviceId: foreign }))).rejects.toMatchObject(
      CONFLICT,
    );
    const { id } = await createVisit(db, commissioner, newVisit(providerId));
    await expect(saveVisit(db, commissioner, { ...REPORT, id, revision: 1, serviceId: foreign })).rejects.toMatchObject(
      CONFLICT,
    );
  }));

test('the same form twice makes one visit', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, providerId } = await givenMonitoring(db);
    const visit = newVisit(providerId);
    const { id } = await createVisit(db, commissioner, visit);
    expect(await createVisit(db, commissioner, visit)).toEqual({ id });
    expect((await listVisits(db, commissioner, { page: 1, today: TODAY })).total).toBe(1);
    await expect(createVisit(db, commissioner, { ...visit, findings: 'Else' })).rejects.toMatchObject(CONFLICT);
  }));

test('a save from an older revision is refused and changes nothing', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, providerId } = await givenMonitoring(db);
    const { id } = await createVisit(db, commissioner, newVisit(providerId));
    const first = { ...REPORT, id, revision: 1, findings: 'First', actions: [] };
    await underRowSecurity(db, commissioner, (as) => saveVisit(as, commissioner, first));
    await expect(saveVisit(db, commissioner, { ...first, findings: 'Second' })).rejects.toMatchObject(CONFLICT);
    const finalisation = { id, revision: 1, publicUrl: PUBLIC_URL };
    await expect(finaliseVisit(db, commissioner, finalisation)).rejects.toMatchObject(CONFLICT);
    expect(await getVisit(db, commissioner, id)).toMatchObject({ findings: 'First', revision: 2, actions: [] });
  }));

test.each([{ ratings: {} }, { findings: '' }, { overall: null }])('a report without %j is not finished', (lacking) =>
  databases.rolledBack(async (db) => {
    const { commissioner, providerId } = await givenMonitoring(db);
    await expect(aFinishedVisit(db, commissioner, providerId, lacking)).rejects.toMatchObject(CONFLICT);
    expect(await db.selectFrom('emails').select('id').execute()).toEqual([]);
  }),
);

test('a finished report does not change and is not finished again; fellows do not write it', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, fellow, providerId } = await givenMonitoring(db);
    const id = await aFinishedVisit(db, commissioner, providerId);
    const change = { ...REPORT, id, revision: 1 };
    await expect(saveVisit(db, commissioner, change)).rejects.toMatchObject(CONFLICT);
    await expect(finaliseVisit(db, commissioner, { ...change, publicUrl: PUBLIC_URL })).rejects.toMatchObject(CONFLICT);
    await expect(saveVisit(db, fellow, change)).rejects.toMatchObject(FORBIDDEN);
    const changed = await underRowSecurity(db, fellow, (as) =>
      as.updateTable('monitoringVisits').set({ findings: 'Changed' }).where('id', '=', id).executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
  }));

test('the provider reports an action done, and the authority closes it', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, broker, fellow, manager, bids, providerId } = await givenMonitoring(db);
    const visitId = await aFinishedVisit(db, commissioner, providerId);
    const [first] = (await getVisit(db, commissioner, visitId)).actions;
    const key = { visitId, actionId: first?.id ?? '' };
    const report = (actor: Actor, note: string) =>
      underRowSecurity(db, actor, (as) => reportAction(as, actor, { ...key, note }));
    const close = (actor: Actor) => underRowSecurity(db, actor, (as) => closeAction(as, actor, key));

    for (const actor of [commissioner, bids]) await expect(report(actor, 'Done')).rejects.toMatchObject(FORBIDDEN);
    for (const actor of [manager, broker, fellow]) await expect(close(actor)).rejects.toMatchObject(FORBIDDEN);
    expect(await listMonitoringTasks(db, manager, '2026-12-02')).toMatchObject([
      { state: '1 action overdue', due: true },
      {},
      {},
    ]);
    await report(manager, 'A sheet hangs by the door');
    await report(manager, 'A sheet hangs by every door');
    expect(await listMonitoringTasks(db, manager, '2026-12-02')).toMatchObject([{ state: '1 action to do' }, {}, {}]);
    expect(await listMonitoringTasks(db, commissioner, TODAY)).toMatchObject([
      {},
      { state: '1 action reported done, to close', due: true },
    ]);
    expect(await getAction(db, fellow, key)).toMatchObject({
      providerNote: 'A sheet hangs by every door',
      canReport: false,
      canClose: false,
    });
    await close(commissioner);
    await expect(close(commissioner)).rejects.toMatchObject(CONFLICT);
    await expect(report(manager, 'More')).rejects.toMatchObject(CONFLICT);
    expect(await getAction(db, manager, key)).toMatchObject({ canReport: false, closedAt: expect.any(Date) });
  }));

test('the database itself keeps a provider from closing an action, and from one that is closed', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, manager, rival, providerId } = await givenMonitoring(db);
    await aFinishedVisit(db, commissioner, providerId);
    await expect(
      underRowSecurity(db, manager, (as) =>
        as.updateTable('monitoringActions').set({ closedAt: new Date() }).execute(),
      ),
    ).rejects.toThrow(/but its own report/);
    const note = { providerNote: 'Done', reportedAt: new Date() };
    const changed = (actor: Actor) =>
      underRowSecurity(db, actor, (as) => as.updateTable('monitoringActions').set(note).executeTakeFirst());
    expect((await changed(rival)).numUpdatedRows).toBe(0n);
    expect((await changed(manager)).numUpdatedRows).toBe(2n);
    await underRowSecurity(db, commissioner, (as) =>
      as.updateTable('monitoringActions').set({ closedAt: new Date() }).execute(),
    );
    expect((await changed(manager)).numUpdatedRows).toBe(0n);
  }));

test('actions of a draft are nobody’s to report or to close', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, manager, providerId } = await givenMonitoring(db);
    const { id: visitId } = await createVisit(db, commissioner, newVisit(providerId));
    const [first] = (await getVisit(db, commissioner, visitId)).actions;
    const key = { visitId, actionId: first?.id ?? '' };
    await expect(closeAction(db, commissioner, key)).rejects.toMatchObject(CONFLICT);
    await expect(reportAction(db, manager, { ...key, note: 'Done' })).rejects.toMatchObject(NOT_FOUND);
    expect(await listMonitoringTasks(db, manager, '2027-01-01')).toMatchObject([
      { state: '0 actions to do', due: false },
      {},
      {},
    ]);
  }));

test('an action is found under its own visit alone', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, providerId } = await givenMonitoring(db);
    const [one, two] = [
      await aFinishedVisit(db, commissioner, providerId),
      await aFinishedVisit(db, commissioner, providerId),
    ];
    const [action] = (await getVisit(db, commissioner, one)).actions;
    await expect(getAction(db, commissioner, { visitId: two, actionId: action?.id ?? '' })).rejects.toMatchObject(
      NOT_FOUND,
    );
  }));

test('authorities that share another system than the provider’s are fellows; those that share none are not', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, outsider, providerId } = await givenMonitoring(db);
    const id = await aFinishedVisit(db, commissioner, providerId);
    await aLot(db, { authorities: [outsider.organisationId, await anAuthority(db)] });
    await expect(getVisit(db, outsider, id)).rejects.toMatchObject(NOT_FOUND);
    await aLot(db, { authorities: [outsider.organisationId, commissioner.organisationId] });
    const stranger = await aMember(db, await aProvider(db), 'provider', 'manager');
    expect(await underRowSecurity(db, outsider, (as) => getVisit(as, outsider, id))).toMatchObject({ id });
    await expect(getVisit(db, stranger, id)).rejects.toMatchObject(NOT_FOUND);
  }));

test('two who finish a report at once: one does, one is told', async () => {
  const { commissioner, id } = await inTransaction(shared.database, async (db) => {
    const { commissioner, providerId } = await givenMonitoring(db);
    return { commissioner, ...(await createVisit(db, commissioner, newVisit(providerId))) };
  });
  const finalise = () => (db: Parameters<typeof finaliseVisit>[0]) =>
    finaliseVisit(db, commissioner, { id, revision: 1, publicUrl: PUBLIC_URL });
  const outcomes = await atOnce(shared, [finalise(), finalise()]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: CONFLICT });
});
