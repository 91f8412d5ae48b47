import { type AccommodationSlug, accommodationBySlug } from '#app/domain/services/accommodation.ts';
import { type Day, date, instantOf, isoOf, millisecondsOf } from './calendar.ts';
import { type Authority, bySlug } from './organisations.ts';
import type { LotPlan, SystemPlan } from './purchasing-system-plans.ts';
import type { Random } from './random.ts';

export interface Lot {
  id: string;
  plan: LotPlan;
  type: AccommodationSlug;
  system: PurchasingSystem;
}

export interface PurchasingSystem {
  id: string;
  plan: SystemPlan;
  startsOn: Day;
  /** The first day outside. */
  endsOn: Day;
  /** Authority ids, with the day from which each may buy. */
  joined: Map<string, Day>;
  lots: Lot[];
  row: ReturnType<typeof systemRow>;
}

/** The plans' systems; `year` is the financial year that `today` is in. */
export function purchasingSystems(
  random: Random,
  authorities: readonly Authority[],
  plans: readonly SystemPlan[],
  { year, today }: { year: number; today: Day },
): PurchasingSystem[] {
  return plans.map((plan) => {
    const [from, until] = plan.years ?? USUAL_YEARS;
    const ahead = ['draft', 'published'].includes(plan.status) ? 3 : 0;
    const startsOn = date(year + from + ahead, ...plan.starts);
    const endsOn = date(year + until + ahead, ...plan.ends);
    const created = Math.min(startsOn - (plan.preparedDays ?? USUAL_PREPARED_DAYS), today - 12);
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
    const system: PurchasingSystem = { id, plan, startsOn, endsOn, joined, lots: [], row };
    system.lots = plan.lots.map((lot) => ({
      id: random.uuid(millisecondsOf(created, 9)),
      plan: lot,
      type: lot.type,
      system,
    }));
    return system;
  });
}

const USUAL_YEARS = [-2, 3] as const;
const USUAL_PREPARED_DAYS = 60;

interface SystemDates {
  id: string;
  plan: SystemPlan;
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
    regime: plan.regime ?? (plan.kind === 'dynamic_market' ? 'pa_2023' : 'pcr_2015'),
    title: plan.title,
    summary: plan.summary,
    howToJoin: plan.howToJoin,
    status: plan.status,
    startsOn: isoOf(startsOn),
    endsOn: isoOf(endsOn),
    createdAt: instantOf(created, 9),
    publishedAt: plan.status === 'draft' ? null : instantOf(created, 9),
    updatedAt: instantOf(created, 9),
    takesApplications: plan.takesApplications ?? 'always',
    // What was extended was extended as far as it could be.
    extendableUntil: isoOf(plan.extension ? endsOn : endsOn + 365),
    reviewStartsOn: isoOf(endsOn - 540),
  };
}

export const memberRows = (systems: readonly PurchasingSystem[]) =>
  systems.flatMap((system) =>
    [...system.joined].map(([authorityId, day]) => ({ systemId: system.id, authorityId, joinedOn: isoOf(day) })),
  );

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
