import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { countOf } from '../../lib/phrases.ts';
import { type Actor, holds, isFrom } from '../accounts/actor.ts';
import { countPlannedVisits } from './planned-visits.server.ts';
import { supplierIds } from './suppliers.server.ts';

/** What contract monitoring asks of the actor, as tasks for their first page; `today` is an ISO date. */
export async function listMonitoringTasks(db: Db, actor: Actor, today: string) {
  if (isFrom(actor, 'provider')) return providerTasks(db, actor, today);
  return holds(actor, 'authority', 'commissioner', 'broker') ? authorityTasks(db, actor, today) : [];
}

async function providerTasks(db: Db, actor: Actor, today: string) {
  const { planned } = await countPlannedVisits(db, actor, today);
  const { open, overdue } = await openActions(db)
    .select((eb) => [
      eb.fn.countAll<number>().as('open'),
      eb.fn.countAll<number>().filterWhere('monitoringActions.dueOn', '<', today).as('overdue'),
    ])
    .where('monitoringVisits.providerId', '=', actor.organisationId)
    .where('monitoringActions.reportedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return [
    {
      to: '/monitoring-visits',
      label: 'Read monitoring visits and report on their actions',
      state: [
        overdue > 0 ? `${countOf(overdue, 'action')} overdue` : `${countOf(open, 'action')} to do`,
        ...(planned > 0 ? [`${countOf(planned, 'visit')} planned`] : []),
      ].join(', '),
      due: open > 0,
    },
    { to: '/notifications', label: 'Notify authorities of an incident or a change' },
    { to: `/providers/${actor.organisationId}/scorecard`, label: 'See your scorecard as authorities see it' },
  ];
}

async function authorityTasks(db: Db, actor: Actor, today: string) {
  const visits = await countPlannedVisits(db, actor, today);
  const { reported } = await openActions(db)
    .select((eb) => eb.fn.countAll<number>().as('reported'))
    .where('monitoringVisits.authorityId', '=', actor.organisationId)
    .where('monitoringActions.reportedAt', 'is not', null)
    .executeTakeFirstOrThrow();
  const { recent } = await db
    .selectFrom('providerNotifications')
    .select((eb) => eb.fn.countAll<number>().as('recent'))
    .where('providerId', 'in', supplierIds(db, actor))
    .where('notifiedAt', '>=', sql<Date>`now() - interval '7 days'`)
    .executeTakeFirstOrThrow();
  return [
    {
      to: '/notifications',
      label: 'Read what providers notify',
      state: recent > 0 ? `${recent} in the last 7 days` : 'none in the last 7 days',
      due: recent > 0,
    },
    {
      to: '/monitoring-visits',
      label: 'Plan, record and follow monitoring visits',
      state:
        [
          ...(visits.overdue > 0 ? [`${countOf(visits.overdue, 'planned visit')} overdue`] : []),
          ...(visits.planned > 0 ? [`${countOf(visits.planned, 'visit')} planned`] : []),
          ...(reported > 0 ? [`${countOf(reported, 'action')} reported done, to close`] : []),
        ].join(', ') || undefined,
      due: reported + visits.overdue > 0 && holds(actor, 'authority', 'commissioner'),
    },
  ];
}

/** Of finished reports. */
const openActions = (db: Db) =>
  db
    .selectFrom('monitoringActions')
    .innerJoin('monitoringVisits', (join) =>
      join
        .onRef('monitoringVisits.authorityId', '=', 'monitoringActions.authorityId')
        .onRef('monitoringVisits.id', '=', 'monitoringActions.visitId'),
    )
    .where('monitoringVisits.status', '=', 'final')
    .where('monitoringActions.closedAt', 'is', null);
