import type { Admission } from './admissions.ts';
import { isoOf } from './calendar.ts';
import type { Market } from './load-purchasing-systems.ts';
import type { Loader } from './loader.ts';
import { monitoring, notifications, plannedVisits, visitRow } from './monitoring.ts';
import { bySlug } from './organisations.ts';
import { visitsOfKent } from './visits-of-kent.ts';

const LEADS = ['kent', 'southwark', 'westsussex'] as const;

export async function loadMonitoring(load: Loader, market: Market, admissions: readonly Admission[]) {
  const { today } = load.options;
  const { authorities, people, services } = market;
  const { visits, actions } = monitoring(load.random('monitoring'), admissions, market, today);
  const kents = visitsOfKent(load.random('visits of Kent'), market, today);
  await load.copy('monitoringVisits', visits.map(visitRow));
  await load.copy('monitoringVisits', kents.visits);
  for (const slug of LEADS) {
    const random = load.random(slug === 'kent' ? 'planned visits' : `planned visits of ${slug}`);
    const planned = plannedVisits(random, bySlug(authorities, slug), { admissions, people }, today);
    await load.copy('monitoringVisits', planned);
  }
  await load.copy('monitoringActions', [...actions, ...kents.actions]);
  await load.copy('providerNotifications', notifications(load.random('notifications'), services, people, today));
  await load.insert('admissionHolds', liftedHolds(isoOf(today)));
}

/**
 * Of each system one hold that a commissioner has lifted: placed after a judgement that broke the lot's rule, and lifted some weeks after the
 * better one that followed it.
 */
const liftedHolds = (today: string): string => `
  insert into admission_holds (id, admission_id, provider_id, service_id, judgement, inspected_on, placed_at, lifted_at, lifted_by, lift_reason)
  select distinct on (s.id) md5(a.id::text || v.id || j.inspected_on)::uuid, a.id, a.provider_id, v.id, j.judgement, j.inspected_on,
    j.inspected_on + 28 + time '15:00', least(latest.inspected_on + 40, date '${today}' - 3) + time '14:00',
    (select m.user_id from members m join users u on u.id = m.user_id
      where m.organisation_id = s.lead_authority_id and 'commissioner' = any (m.roles) order by u.email limit 1),
    'Ofsted has been back and judged the service better. We visited it ourselves: what was asked for is done, and the staff are the same.'
  from admissions a join lots l on l.id = a.lot_id join purchasing_systems s on s.id = l.system_id and s.status in ('open', 'closed')
  join services v on v.provider_id = a.provider_id and v.accommodation_type = l.accommodation_type
  join lateral (select inspected_on, judgement from judgements where service_id = v.id order by inspected_on desc limit 1) latest on true
  join judgements j on j.service_id = v.id and j.inspected_on < latest.inspected_on
  where a.status = 'active' and j.inspected_on + 28 > a.admitted_on and latest.inspected_on + 10 < date '${today}'
    and j.judgement in ('inadequate', 'requires_improvement') and (l.ofsted_rule = 'good_or_better' or j.judgement = 'inadequate')
    and latest.judgement in ('good', 'outstanding') and l.ofsted_rule <> 'none'
  order by s.id, j.inspected_on desc, a.id`;
