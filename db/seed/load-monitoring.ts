import type { Admission } from './admissions.ts';
import type { Market } from './load-purchasing-systems.ts';
import type { Loader } from './loader.ts';
import { monitoring, notifications, plannedVisits, visitRow } from './monitoring.ts';
import { bySlug } from './organisations.ts';

export async function loadMonitoring(load: Loader, { authorities, services }: Market, admitted: readonly Admission[]) {
  const { today } = load.options;
  const { visits, actions } = monitoring(load.random('monitoring'), admitted, services, today);
  await load.copy('monitoringVisits', visits.map(visitRow));
  const kentId = bySlug(authorities, 'kent').id;
  await load.copy('monitoringVisits', plannedVisits(load.random('planned visits'), kentId, admitted, today));
  await load.copy('monitoringActions', actions);
  await load.copy('providerNotifications', notifications(load.random('notifications'), services, today));
}
