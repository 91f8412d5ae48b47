import { STANDARDS } from '#app/domain/monitoring/monitoring-visit.ts';
import type { Admission } from './admissions.ts';
import { type Day, instantOf, isoOf, isWeekend, millisecondsOf } from './calendar.ts';
import type { Authority } from './organisations.ts';
import type { People } from './people.ts';
import type { Random } from './random.ts';
import type { Service } from './services.ts';

const OVERALL = [
  ['good', 7],
  ['some_concerns', 3],
  ['serious_concerns', 1],
] as const;

const FINDINGS = {
  good: 'Staff know the children well and records are up to date. Plans are reviewed with each child.',
  some_concerns: 'Care is warm, but two care plans had not been reviewed in time and supervision records have gaps.',
  serious_concerns:
    'Return interviews after going missing were not recorded, and the rota left one night with one member of staff.',
} as const;

const YOUNG_INSPECTORS = {
  happy: 'They felt welcome, liked the garden, and heard from residents that staff listen.',
  mixed: 'They felt welcome. Residents said that they would like more say in meals and outings.',
} as const;

const ACTIONS = [
  'Review every care plan that is more than six months old',
  'Show the rota for the next two months',
  'Record supervision of each member of staff every month',
  'Agree with residents how they have their say in meals and outings',
];

/** How many admitted providers of a system had a visit in the last year. */
const VISITED = 0.35;

/** Visits by the authorities that lead, final ones, with what they asked for. */
export function monitoring(
  random: Random,
  admissions: readonly Admission[],
  { services, people }: { services: readonly Service[]; people: People },
  today: Day,
) {
  const visits: ReturnType<typeof visitOf>[] = [];
  const actions: ReturnType<typeof actionOf>[] = [];
  const seen = new Set<string>();
  for (const admission of admissions) {
    const { lot, provider, status } = admission;
    const authorityId = lot.system.row.leadAuthorityId;
    const key = `${authorityId} ${provider.id}`;
    if (status !== 'active' || seen.has(key) || !random.chance(VISITED)) continue;
    seen.add(key);
    const own = services.filter((service) => service.provider.id === provider.id && service.type === lot.type);
    const createdBy = people.commissionerOf(lot.system.plan.lead);
    const visit = visitOf(
      random,
      { authorityId, providerId: provider.id, serviceId: random.pick(own).id, createdBy },
      today,
    );
    visits.push(visit);
    const count = visit.overall === 'good' ? 0 : random.int(1, 2);
    for (const action of random.shuffled(ACTIONS).slice(0, count)) actions.push(actionOf(random, visit, action, today));
  }
  return { visits, actions };
}

interface Of {
  authorityId: string;
  providerId: string;
  serviceId: string;
  createdBy: string;
}

function visitOf(random: Random, of: Of, today: Day) {
  const day = today - random.int(20, 330);
  const overall = random.weighted(OVERALL);
  const young = random.chance(0.5) ? (['happy', 'mixed'] as const)[random.int(0, 1)] : undefined;
  return {
    ...of,
    id: random.uuid(millisecondsOf(day, 14)),
    kind: random.chance(0.3) ? 'unannounced' : 'planned',
    status: 'final',
    visitedOn: isoOf(day),
    visitors: 'Two officers of the commissioning team',
    ratings: JSON.stringify(ratingsFor(random, overall)),
    findings: FINDINGS[overall],
    youngInspectors: young ? YOUNG_INSPECTORS[young] : '',
    youngInspectorsRating: young ?? null,
    overall,
    createdAt: instantOf(day + 1, 10),
    finalisedAt: instantOf(day + 7, 15),
    day,
  };
}

/** Each standard that was looked at: the worse the visit, the fewer are met. */
function ratingsFor(random: Random, overall: keyof typeof FINDINGS): Record<string, string> {
  const met = { good: 0.95, some_concerns: 0.7, serious_concerns: 0.4 }[overall];
  const looked = STANDARDS.filter(() => random.chance(0.85));
  return Object.fromEntries(
    looked.map(({ code }) => [code, random.chance(met) ? 'met' : random.pick(['partly_met', 'not_met'] as const)]),
  );
}

function actionOf(random: Random, visit: ReturnType<typeof visitOf>, action: string, today: Day) {
  const due = visit.day + random.int(45, 90);
  const reported = due < today - 20 || random.chance(0.3) ? Math.min(due, today - 1) : null;
  return {
    authorityId: visit.authorityId,
    id: random.uuid(millisecondsOf(visit.day + 7, 15)),
    visitId: visit.id,
    providerId: visit.providerId,
    action,
    owner: 'Registered manager',
    dueOn: isoOf(due),
    providerNote: reported === null ? '' : 'Done, and shown to the contract officer.',
    reportedAt: reported === null ? null : instantOf(reported, 12),
    ...(reported === null || reported > today - 15
      ? { closedAt: null, closedBy: null }
      : { closedAt: instantOf(reported + 10, 12), closedBy: visit.createdBy }),
  };
}

export const visitRow = ({ day: _, ...visit }: ReturnType<typeof visitOf>) => visit;

/** Visits of one authority that are still to come, one that is overdue among them, and one that was called off. */
export function plannedVisits(
  random: Random,
  { id: authorityId, slug }: Authority,
  { admissions, people }: { admissions: readonly Admission[]; people: People },
  today: Day,
) {
  const supplying = admissions.filter(
    ({ lot, status }) => lot.system.row.leadAuthorityId === authorityId && status === 'active',
  );
  const providerIds = random.shuffled([...new Set(supplying.map(({ provider }) => provider.id))]);
  const plans = [
    { kind: 'planned', day: weekday(today + 14), status: 'planned' },
    { kind: 'unannounced', day: weekday(today + 7), status: 'planned' },
    { kind: 'planned', day: weekday(today - 9), status: 'planned' },
    { kind: 'planned', day: weekday(today + 3), status: 'cancelled' },
  ] as const;
  return plans.slice(0, providerIds.length).map(({ kind, day, status }, index) => ({
    ...{ authorityId, providerId: providerIds[index] ?? '', serviceId: null, kind, status },
    id: random.uuid(millisecondsOf(today - 20, 10 + index)),
    visitedOn: isoOf(day),
    visitors: 'Two officers of the commissioning team',
    createdAt: instantOf(today - 20, 10 + index),
    createdBy: people.commissionerOf(slug),
    cancelledAt: status === 'cancelled' ? instantOf(today - 2, 15) : null,
    cancelReason:
      status === 'cancelled' ? 'The officer who knows the provider is ill. We shall offer another day.' : null,
  }));
}

/** The day itself, or the Monday after it. */
const weekday = (day: Day): Day => (isWeekend(day) ? weekday(day + 1) : day);

/**
 * What an authority has decided for the children who live where its newest judgement of "inadequate" holds new referrals: for all of them
 * but one. Nothing, where none of its children lives in such a service.
 */
export const reviewsOfPlacements = (slug: string, today: Day): string => `
  with children as (
    select p.authority_id, p.id, p.started_on, h.id as hold_id, h.service_id, h.inspected_on, h.placed_at,
      row_number() over (partition by h.id order by p.reference) as place, count(*) over (partition by h.id) as there
    from admission_holds h
    join admissions a on a.id = h.admission_id join lots l on l.id = a.lot_id join purchasing_systems s on s.id = l.system_id
    join organisations o on o.id = s.lead_authority_id and o.slug = '${slug}'
    join placements p on p.authority_id = o.id and p.service_id = h.service_id
    where h.judgement = 'inadequate' and h.lifted_at is null and h.placed_at < date '${isoOf(today)}' - 5
      and p.started_on < date '${isoOf(today)}' - 5 and (p.ended_on is null or p.ended_on > date '${isoOf(today)}')),
  chosen as (select hold_id from children where there > 1 order by inspected_on desc, hold_id limit 1)
  insert into placement_reviews (authority_id, id, placement_id, service_id, inspected_on, outcome, reason, reviewed_by, reviewed_at)
  select authority_id, md5(id::text || inspected_on)::uuid, id, service_id, inspected_on,
    case place when 1 then 'move_planned' else 'stays' end,
    case place
      when 1 then 'The plan was to move closer to the family in any case. A place is found for after the school holidays.'
      else 'Seen at home by the social worker and the reviewing officer. The child is safe and wants to stay.'
    end,
    (select user_id from members where organisation_id = authority_id and 'commissioner' = any (roles) order by user_id limit 1),
    greatest(placed_at, started_on) + interval '4 days 5 hours'
  from children join chosen using (hold_id) where place < there`;

const NOTIFICATIONS: readonly (readonly [kind: string, summary: string, weight: number])[] = [
  ['change_of_manager', 'The registered manager leaves at the end of the month; an interim manager is in post.', 4],
  ['serious_incident', 'A young person was hurt in a fall and taken to hospital; safe and back the same evening.', 5],
  ['restriction', 'Ofsted has restricted accommodation while a safeguarding matter is looked into.', 1],
];

/** What providers told the authorities that buy from them, in the last half year; most within a day. */
export function notifications(random: Random, services: readonly Service[], people: People, today: Day) {
  return services
    .filter(() => random.chance(0.12))
    .map((service) => {
      const day = today - random.int(2, 180);
      const taken = random.chance(0.8) ? random.int(1, 20) : random.int(26, 90);
      // By the evening of yesterday.
      const hours = Math.min(taken, (today - day) * 24 - 7);
      const [kind, summary] = random.weighted(NOTIFICATIONS.map((one) => [one, one[2]] as const));
      const notified = day + Math.floor((6 + hours) / 24);
      return {
        id: random.uuid(millisecondsOf(notified, 9)),
        providerId: service.provider.id,
        serviceId: service.id,
        kind,
        summary,
        happenedAt: instantOf(day, 6),
        notifiedAt: instantOf(notified, (6 + hours) % 24),
        notifiedBy: people.registeredManagerOf(service.provider.slug),
      };
    });
}
