import { type AccommodationSlug, accommodationBySlug } from '#app/domain/services/accommodation.ts';
import { type Day, date, instantOf, isoOf, millisecondsOf } from './calendar.ts';
import { type Authority, bySlug } from './organisations.ts';
import { type LotPlan, SYSTEM_PLANS } from './purchasing-system-plans.ts';
import type { Random } from './random.ts';

export interface Lot {
  id: string;
  plan: LotPlan;
  type: AccommodationSlug;
  system: PurchasingSystem;
}

export interface PurchasingSystem {
  id: string;
  startsOn: Day;
  /** Authority ids, with the day from which each may buy. */
  joined: Map<string, Day>;
  lots: Lot[];
  row: ReturnType<typeof systemRow>;
}

/** The demonstration's, in force on `today` but for the draft; `year` is the financial year that it is in. */
export function purchasingSystems(
  random: Random,
  authorities: readonly Authority[],
  year: number,
  today: Day,
): PurchasingSystem[] {
  return SYSTEM_PLANS.map((plan) => {
    // A draft is for the next financial year; the others began two calendar years before this one.
    const ahead = plan.status === 'draft' ? 3 : 0;
    const startsOn = date(year - 2 + ahead, ...plan.starts);
    const endsOn = date(year + 3 + ahead, ...plan.ends);
    const created = Math.min(startsOn - 60, today - 12);
    const id = random.uuid(millisecondsOf(created, 9));
    const joined = new Map(
      plan.members.map((member) => [
        bySlug(authorities, member.slug).id,
        member.joinedLater ? date(year - 1, ...member.joinedLater) : startsOn,
      ]),
    );
    const row = systemRow({
      id,
      plan,
      leadAuthorityId: bySlug(authorities, plan.lead).id,
      startsOn,
      endsOn,
      created,
    });
    const system: PurchasingSystem = { id, startsOn, joined, lots: [], row };
    system.lots = plan.lots.map((lot) => ({
      id: random.uuid(millisecondsOf(created, 9)),
      plan: lot,
      type: lot.type,
      system,
    }));
    return system;
  });
}

interface SystemDates {
  id: string;
  plan: (typeof SYSTEM_PLANS)[number];
  leadAuthorityId: string;
  startsOn: Day;
  endsOn: Day;
  created: Day;
}

function systemRow({ id, plan, leadAuthorityId, startsOn, endsOn, created }: SystemDates) {
  return {
    id,
    leadAuthorityId,
    slug: plan.slug,
    kind: plan.kind,
    regime: plan.kind === 'dynamic_market' ? 'pa_2023' : 'pcr_2015',
    title: plan.title,
    summary: plan.summary,
    howToJoin: plan.howToJoin,
    status: plan.status,
    startsOn: isoOf(startsOn),
    endsOn: isoOf(endsOn),
    createdAt: instantOf(created, 9),
    publishedAt: plan.status === 'draft' ? null : instantOf(created, 9),
    updatedAt: instantOf(created, 9),
    extendableUntil: isoOf(endsOn + 365),
    reviewStartsOn: isoOf(endsOn - 540),
  };
}

export const memberRows = (systems: readonly PurchasingSystem[]) =>
  systems.flatMap((system) =>
    [...system.joined].map(([authorityId, day]) => ({ systemId: system.id, authorityId, joinedOn: isoOf(day) })),
  );

/** Medway is asked to join West Sussex's, and has not answered. */
export function invitationRows(systems: readonly PurchasingSystem[], authorities: readonly Authority[], today: Day) {
  const asked = { authorityId: bySlug(authorities, 'medway').id, invitedAt: instantOf(today - 4, 10) };
  return systems
    .filter(({ row }) => row.slug === 'west-sussex-residential-education')
    .map(({ id, row }) => ({ systemId: id, leadAuthorityId: row.leadAuthorityId, ...asked }));
}

/** A lot that has ceilings bounds its hours of support too: above every rate of the demonstration, below every number of hours. */
const hoursBounds = ({ model, hasCeilings }: LotPlan) => {
  const bound = model === 'support_hours' && hasCeilings;
  return { hourlyCeilingPence: bound ? 4_500 : null, leastIncludedHours: bound ? 5 : null };
};

export const lotRow = ({ id, plan, system }: Lot) => ({
  id,
  systemId: system.id,
  number: plan.number,
  title: plan.title,
  accommodationType: accommodationBySlug(plan.type).code,
  tiers: plan.tiers,
  priceModel: plan.model,
  ageBasis: plan.model === 'age_band_by_need_level' ? 'in_stay' : 'at_start',
  ofstedRule: plan.ofstedRule,
  ...hoursBounds(plan),
  upliftMonthDay: plan.upliftMonthDay ?? null,
  updatedAt: system.row.createdAt,
});
