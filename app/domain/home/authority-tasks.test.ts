import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { givenMonitoring } from '../monitoring/testing.ts';
import { underRowSecurity } from '../testing.ts';
import { listAuthorityTasks } from './authority-tasks.server.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

test('an authority’s first page counts its own visits that are planned and overdue, not those of its fellows', () =>
  context.rolledBack(async (db) => {
    const { commissioner, broker, fellow, outsider, providerId } = await givenMonitoring(db);
    const plant = (actor: Actor, visitedOn: string, changes: object = {}) =>
      db
        .insertInto('monitoringVisits')
        .values({
          ...{ authorityId: actor.organisationId, providerId, visitedOn },
          ...{ kind: 'planned', status: 'planned', visitors: 'Ana', ...changes },
        })
        .execute();
    await plant(commissioner, '2026-11-21');
    await plant(commissioner, '2026-11-22');
    await plant(commissioner, '2026-12-06', { kind: 'unannounced' });
    await plant(commissioner, '2026-12-07', { status: 'cancelled', cancelledAt: '2026-11-20', cancelReason: 'Ill' });
    await plant(fellow, '2026-12-01');
    const tasksOf = {
      'under row level security': (actor: Actor) =>
        underRowSecurity(db, actor, (own) => listAuthorityTasks(own, actor, TODAY)),
      'by what the domain asks for alone': (actor: Actor) => listAuthorityTasks(db, actor, TODAY),
    };
    for (const [how, list] of Object.entries(tasksOf)) {
      const task = async (actor: Actor) => (await list(actor)).find(({ to }) => to === '/monitoring-visits');
      const state = '1 planned visit overdue, 2 visits planned';
      expect(await task(commissioner), how).toMatchObject({ state, due: true });
      expect(await task(broker), how).toMatchObject({ state, due: false });
      expect(await task(fellow), how).toMatchObject({ state: '1 visit planned', due: false });
      expect(await task(outsider), how).toMatchObject({ state: undefined, due: false });
    }
  }));
