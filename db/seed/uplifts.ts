import type { SchedulePrices } from '#app/domain/price-schedules/quote.ts';
import { type UpliftLine, upliftField, upliftLines } from '#app/domain/uplifts/uplift.ts';
import { type Day, date, instantOf, isoOf, isoOrNull, millisecondsOf } from './calendar.ts';
import type { People } from './people.ts';
import { ANY_OCCUPANCY } from './price-models.ts';
import { type Schedule, schedule } from './price-schedules.ts';
import { raised } from './prices.ts';
import type { Random } from './random.ts';
import { LEFT_ALONE, UPLIFT_PLANS, type UpliftPlan } from './uplift-plans.ts';

export interface Uplift {
  id: string;
  /** Whose prices it would raise. */
  of: Schedule;
  plan: UpliftPlan;
  from: Day;
  askedOn: Day;
  asked: SchedulePrices;
  decidedOn: Day | null;
  accepted: Schedule | null;
}

interface Dates {
  /** The financial year that `today` is in. */
  year: number;
  today: Day;
}

/**
 * What providers ask for, and all the schedules with those that an accepted request draws up. Each is of the latest approved prices of an
 * admission, for which nothing else is drawn up.
 */
export function uplifts(random: Random, made: readonly Schedule[], dates: Dates) {
  const taken = new Set<Schedule>();
  const found = UPLIFT_PLANS.flatMap((plan) => {
    const of = made.find((one) => !taken.has(one) && mayBeRaised(one, plan, made));
    if (!of) return [];
    taken.add(of);
    return [upliftOf(random, of, plan, dates)];
  });
  const raises = new Map(found.flatMap(({ of, accepted }) => (accepted ? [[of, accepted] as const] : [])));
  const schedules = made.flatMap((one): Schedule[] => {
    const next = raises.get(one);
    return next ? [{ ...one, status: 'superseded', validUntil: next.validFrom }, next] : [one];
  });
  return { uplifts: found, schedules };
}

function mayBeRaised({ admission, status }: Schedule, plan: UpliftPlan, made: readonly Schedule[]): boolean {
  const { lot, provider } = admission;
  if (status !== 'approved' || admission.status !== 'active') return false;
  if (lot.system.row.slug !== plan.system || lot.plan.number !== plan.lot) return false;
  if (plan.provider ? provider.slug !== plan.provider : LEFT_ALONE.includes(provider.slug)) return false;
  return !made.some((other) => other.admission === admission && DRAWN_UP.includes(other.status));
}

const DRAWN_UP: readonly string[] = ['draft', 'submitted', 'rejected'];

const DAYS_TO_DECIDE = 14;

function upliftOf(random: Random, of: Schedule, plan: UpliftPlan, { year, today }: Dates): Uplift {
  const begun = today - 40;
  // Two months into a financial year, at the earliest: its own uplift comes first.
  const from = plan.hasBegun && begun > date(year, 6) ? begun : date(year + 1, 4);
  const waits = plan.status === 'submitted';
  const askedOn = waits ? today - 4 : Math.min(from - 30, today - 25);
  const decidedOn = waits || plan.status === 'withdrawn' ? null : askedOn + DAYS_TO_DECIDE;
  const uplift = {
    id: random.uuid(millisecondsOf(askedOn, 12)),
    ...{ of, plan, from, askedOn, decidedOn },
    asked: raisedLines(of.prices, plan.asked),
  };
  if (!plan.accepted || decidedOn === null) return { ...uplift, accepted: null };
  const accepted = schedule(random, of.admission, {
    ...{ status: 'approved', validFrom: from, createdOn: decidedOn, approvedOn: decidedOn, byAuthority: true },
    ...{ reason: 'An uplift was accepted', prices: raisedLines(of.prices, plan.accepted) },
  });
  return { ...uplift, accepted };
}

/** Every price so much higher, or those alone whose level or add-on is named. */
function raisedLines(
  prices: SchedulePrices,
  { bps, lines }: { bps: number; lines?: readonly string[] },
): SchedulePrices {
  const all = raised(prices, bps);
  if (!lines) return all;
  return {
    ...prices,
    lines: prices.lines.map((line, index) => (lines.includes(line.level) ? (all.lines[index] ?? line) : line)),
    addOns: prices.addOns.map((addOn, index) => (lines.includes(addOn.code) ? (all.addOns[index] ?? addOn) : addOn)),
  };
}

export const upliftRow = ({ id, of, plan, from, askedOn, decidedOn, accepted }: Uplift, people: People) => ({
  id,
  admissionId: of.admission.id,
  providerId: of.admission.provider.id,
  scheduleId: of.id,
  fromDate: isoOf(from),
  method: plan.asked.lines ? 'lines' : 'percentage',
  askedBps: plan.asked.lines ? null : plan.asked.bps,
  reason: plan.asked.reason,
  status: plan.status,
  submittedBy: people.bidManagerOf(of.admission.provider.slug),
  submittedAt: instantOf(askedOn, 12),
  decidedAt: decidedOn === null ? null : instantOf(decidedOn, 15),
  decidedBy: decidedOn === null ? null : people.commissionerOf(of.admission.lot.system.plan.lead),
  acceptedFrom: isoOrNull(accepted?.validFrom ?? null),
  decisionReason: plan.decisionReason ?? null,
  acceptedScheduleId: accepted?.id ?? null,
});

const linesOf = ({ lines, addOns, extraSupportHourPence, includedSupportHours }: SchedulePrices): UpliftLine[] =>
  upliftLines({
    lines: lines.map((line) => ({ ...ANY_OCCUPANCY, ...line })),
    ...{ addOns: [...addOns], adjustments: [], extraSupportHourPence, includedSupportHours },
  });

/** Every price of the schedule, as it would be and as it is accepted. */
export const upliftLineRows = ({ id, of, asked, accepted }: Uplift) => {
  const agreed = new Map(accepted ? linesOf(accepted.prices).map((line) => [upliftField(line), line.pence]) : []);
  return linesOf(asked).map(({ pence, ...line }) => ({
    ...{ ...line, requestId: id, providerId: of.admission.provider.id, askedPence: pence },
    acceptedPence: agreed.get(upliftField(line)) ?? null,
  }));
};
