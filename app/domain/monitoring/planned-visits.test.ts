import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { lettersOf } from '../admissions/testing.ts';
import { underRowSecurity } from '../testing.ts';
import { listMonitoringTasks } from './monitoring-tasks.server.ts';
import { plannedVisitSchema } from './monitoring-visit-form.ts';
import { getVisit, listVisits } from './monitoring-visits.server.ts';
import { cancelVisit, planVisit } from './planned-visits.server.ts';
import { getScorecard } from './scorecard.server.ts';
import { givenMonitoring, PUBLIC_URL, REPORT } from './testing.ts';
import { finaliseVisit, saveVisit } from './visit-commands.server.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

const plan = (db: Db, actor: Actor, providerId: string, kind: 'planned' | 'unannounced', visitedOn = '2026-12-01') =>
  underRowSecurity(db, actor, (inner) =>
    planVisit(inner, actor, {
      ...{ key: randomUUID(), providerId, serviceId: null, kind, visitedOn, visitors: 'Ana' },
      publicUrl: PUBLIC_URL,
    }),
  );

const listed = async (db: Db, actor: Actor) =>
  (await underRowSecurity(db, actor, (inner) => listVisits(inner, actor, { page: 1, today: TODAY }))).visits;

const stateOf = async (db: Db, actor: Actor) =>
  (await underRowSecurity(db, actor, (inner) => listMonitoringTasks(inner, actor, TODAY))).find(
    ({ to }) => to === '/monitoring-visits',
  );

/** Past what the domain asks for: what the database itself shows. */
const rowsFor = (db: Db, actor: Actor) =>
  underRowSecurity(db, actor, (inner) => inner.selectFrom('monitoringVisits').select('status').execute());

test('an unannounced visit never reaches the provider before its report is final: by no list, letter, task or row', () =>
  context.rolledBack(async (db) => {
    const { commissioner, fellow, manager, providerId } = await givenMonitoring(db);
    const { id } = await plan(db, commissioner, providerId, 'unannounced');
    const before = await stateOf(db, manager);
    const plannedOnScorecard = (actor: Actor) =>
      underRowSecurity(db, actor, async (inner) => {
        const { visits, reviews } = await getScorecard(inner, actor, { providerId, today: TODAY });
        return [visits.planned, reviews];
      });
    expect(await plannedOnScorecard(commissioner)).toEqual([1, { placements: 0, reviewed: 0 }]);
    const hidden = async () => {
      for (const actor of [manager, fellow]) {
        expect(await listed(db, actor)).toEqual([]);
        expect(await rowsFor(db, actor)).toEqual([]);
        await expect(getVisit(db, actor, id)).rejects.toMatchObject({ code: 'not-found' });
      }
      expect(await lettersOf(db)).toEqual([]);
      expect(await stateOf(db, manager)).toEqual(before);
      expect(await plannedOnScorecard(manager)).toEqual([0, null]);
    };
    await hidden();
    expect(await stateOf(db, commissioner)).toMatchObject({ state: '1 visit planned', due: false });
    await underRowSecurity(db, commissioner, (inner) => saveVisit(inner, commissioner, { ...REPORT, id, revision: 1 }));
    await hidden();
    await finaliseVisit(db, commissioner, { id, revision: 2, publicUrl: PUBLIC_URL });
    expect(await listed(db, manager)).toMatchObject([{ id, status: 'final' }]);

    const other = await plan(db, commissioner, providerId, 'unannounced');
    const letters = (await lettersOf(db)).length;
    await underRowSecurity(db, commissioner, (inner) =>
      cancelVisit(inner, commissioner, { id: other.id, reason: 'Ill', publicUrl: PUBLIC_URL }),
    );
    expect(await lettersOf(db), 'called off in silence as well').toHaveLength(letters);
    expect((await listed(db, manager)).map((visit) => visit.id)).toEqual([id]);
  }));

test('an announced visit is told by letter and on its page, and so is that it is called off', () =>
  context.rolledBack(async (db) => {
    const { commissioner, fellow, manager, rival, providerId } = await givenMonitoring(db);
    const { id } = await plan(db, commissioner, providerId, 'planned');
    expect(await lettersOf(db)).toMatchObject([{ to: manager.email, subject: expect.stringContaining('1 December') }]);
    expect(await listed(db, manager)).toMatchObject([{ id, status: 'planned' }]);
    expect((await stateOf(db, manager))?.state).toContain('1 visit planned');
    for (const actor of [fellow, rival]) expect(await rowsFor(db, actor)).toEqual([]);
    const cancel = (actor: Actor) =>
      underRowSecurity(db, actor, (inner) =>
        cancelVisit(inner, actor, { id, reason: 'The officer is ill.', publicUrl: PUBLIC_URL }),
      );
    await expect(cancel(manager)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(cancel(fellow)).rejects.toMatchObject({ code: 'not-found' });
    await cancel(commissioner);
    await expect(cancel(commissioner), 'again').rejects.toMatchObject({ code: 'conflict' });
    expect((await lettersOf(db)).at(-1)?.body).toContain('The officer is ill.');
    expect(await getVisit(db, manager, id)).toMatchObject({ status: 'cancelled', cancelReason: 'The officer is ill.' });
    await expect(saveVisit(db, commissioner, { ...REPORT, id, revision: 1 })).rejects.toMatchObject({
      code: 'conflict',
    });
  }));

test('a visit whose day has passed is overdue; it cannot be finished without its report', () =>
  context.rolledBack(async (db) => {
    const { commissioner, broker, manager, providerId } = await givenMonitoring(db);
    const { id } = await plan(db, commissioner, providerId, 'planned', '2026-11-21');
    expect(await stateOf(db, commissioner)).toMatchObject({ state: '1 planned visit overdue', due: true });
    await expect(finaliseVisit(db, commissioner, { id, revision: 1, publicUrl: PUBLIC_URL })).rejects.toMatchObject({
      code: 'conflict',
    });
    for (const actor of [broker, manager])
      await expect(plan(db, actor, providerId, 'planned')).rejects.toMatchObject({ code: 'forbidden' });
  }));

test('a visit is planned for today or a day to come', () => {
  const check = (day: string) =>
    plannedVisitSchema(TODAY).safeParse({
      ...{ key: randomUUID(), kind: 'planned', visitors: 'Ana' },
      visitedOn: { day, month: '11', year: '2026' },
    }).success;
  expect([check('21'), check('22'), check('23')]).toEqual([false, true, true]);
});
