import type { SchedulePrices } from '#app/domain/price-schedules/quote.ts';
import type { Admission } from './admissions.ts';
import { type Day, date, instantOf, isoOf, isoOrNull, millisecondsOf } from './calendar.ts';
import type { People } from './people.ts';
import { ANY_OCCUPANCY } from './price-models.ts';
import { firstPrices, type Prices, raised } from './prices.ts';
import type { Random } from './random.ts';

export interface Schedule {
  id: string;
  admission: Admission;
  status: 'draft' | 'submitted' | 'rejected' | 'approved' | 'superseded';
  validFrom: Day;
  validUntil: Day | null;
  reason: string;
  approvedOn: Day | null;
  createdOn: Day;
  prices: SchedulePrices;
  /** By accepting an uplift. */
  byAuthority?: true;
  /** What was decided before the decision that stands, of an earlier revision. */
  rejectedBefore?: { on: Day; reason: string };
  /** Why it is rejected, and when. */
  rejected?: { on: Day; reason: string };
}

export const FIRST_REASON = 'Prices on joining';

interface Dates {
  /** The financial year that `today` is in. */
  year: number;
  today: Day;
}

/** Every price schedule of the admissions. */
export function schedules(random: Random, admissions: readonly Admission[], dates: Dates): Schedule[] {
  return admissions.flatMap((admission) => schedulesOf(random, admission, dates));
}

/** The first prices of a provider that is admitted: drawn up while it waits, approved with its admission. */
export const onJoining = (admittedOn: Day) => ({
  ...{ validFrom: admittedOn, createdOn: admittedOn - 18, approvedOn: admittedOn },
  reason: FIRST_REASON,
});

/** How many days ago a provider asked for the prices of the next year, which wait for a decision. */
const ASKED_DAYS_AGO = 9;

function schedulesOf(random: Random, admission: Admission, { year, today }: Dates): Schedule[] {
  const prices = firstPrices(random, admission);
  const yearStart = date(year, 4);
  const nextYear = date(year + 1, 4);
  if (admission.admittedOn === null) {
    const asked = { validFrom: nextYear, createdOn: admission.appliedOn, reason: FIRST_REASON, prices };
    return [schedule(random, admission, { status: 'submitted', ...asked })];
  }
  const { endedOn } = admission;
  const leftBeforeUplift = endedOn !== null && endedOn <= yearStart;
  const first = schedule(random, admission, {
    ...onJoining(admission.admittedOn),
    status: 'superseded',
    validUntil: leftBeforeUplift ? endedOn : yearStart,
    prices,
  });
  if (leftBeforeUplift) return [first];

  const current = schedule(random, admission, {
    status: endedOn === null ? 'approved' : 'superseded',
    validFrom: yearStart,
    validUntil: endedOn,
    ...uplift(random, prices),
  });
  if (admission.status !== 'active' || !random.chance(0.08)) return [first, current];
  const next = { status: 'submitted' as const, validFrom: nextYear, createdOn: today - ASKED_DAYS_AGO };
  return [first, current, schedule(random, admission, { ...next, ...uplift(random, current.prices) })];
}

export function uplift(random: Random, prices: Prices): { prices: Prices; reason: string } {
  const bps = random.int(30, 60) * 10;
  return upliftOf(prices, bps);
}

export const upliftOf = (prices: Prices, bps: number): { prices: Prices; reason: string } => ({
  prices: raised(prices, bps),
  reason: `Annual uplift of ${(bps / 100).toFixed(1)}%`,
});

type Given = Pick<Schedule, 'status' | 'validFrom' | 'reason' | 'prices'> &
  Partial<Pick<Schedule, 'validUntil' | 'createdOn' | 'approvedOn' | 'byAuthority' | 'rejected' | 'rejectedBefore'>>;

/** Usually asked for two months ahead, approved one month ahead. */
export function schedule(random: Random, admission: Admission, given: Given): Schedule {
  const createdOn = given.createdOn ?? given.validFrom - 60;
  const isApproved = given.status === 'approved' || given.status === 'superseded';
  return {
    id: random.uuid(millisecondsOf(createdOn, 12)),
    admission,
    validUntil: null,
    approvedOn: isApproved ? given.validFrom - 30 : null,
    ...given,
    createdOn,
  };
}

interface Decision {
  outcome: 'approved' | 'rejected';
  on: Day;
  reason: string;
  revision: number;
}

/** The oldest first. */
function decisionsOn({
  approvedOn,
  rejected,
  rejectedBefore,
}: Pick<Schedule, 'approvedOn' | 'rejected' | 'rejectedBefore'>): Decision[] {
  const revision = rejectedBefore ? 2 : 1;
  return [
    ...(rejectedBefore ? [{ ...rejectedBefore, outcome: 'rejected' as const, revision: 1 }] : []),
    ...(approvedOn === null ? [] : [{ outcome: 'approved' as const, on: approvedOn, reason: '', revision }]),
    ...(rejected ? [{ ...rejected, outcome: 'rejected' as const, revision }] : []),
  ];
}

export const decisionRows = (random: Random, made: readonly Schedule[], people: People) =>
  made.flatMap((schedule) =>
    decisionsOn(schedule).map(({ on, ...decision }) => ({
      id: random.uuid(millisecondsOf(on, 15)),
      scheduleId: schedule.id,
      providerId: schedule.admission.provider.id,
      ...decision,
      decidedBy: people.commissionerOf(schedule.admission.lot.system.plan.lead),
      decidedAt: instantOf(on, 15),
    })),
  );

export function scheduleRow({ id, admission, prices, ...schedule }: Schedule, people: People) {
  const [lead, decisions] = [people.commissionerOf(admission.lot.system.plan.lead), decisionsOn(schedule)];
  const isSent = schedule.status !== 'draft';
  const latest = decisions.at(-1);
  const decidedAt = latest ? instantOf(latest.on, 15) : null;
  // After a refusal it was changed and sent again.
  const sentAt = instantOf(schedule.rejectedBefore ? schedule.rejectedBefore.on + 4 : schedule.createdOn, 12);
  return {
    id,
    admissionId: admission.id,
    providerId: admission.provider.id,
    status: schedule.status,
    revision: latest?.revision ?? 1,
    drawnUpBy: schedule.byAuthority ? 'authority' : 'provider',
    validFrom: isoOf(schedule.validFrom),
    validUntil: isoOrNull(schedule.validUntil),
    reason: schedule.reason,
    includedSupportHours: prices.includedSupportHours,
    extraSupportHourPence: prices.extraSupportHourPence,
    createdAt: instantOf(schedule.createdOn, 12),
    updatedAt: sentAt,
    submittedAt: isSent ? sentAt : null,
    submittedBy: isSent ? (schedule.byAuthority ? lead : people.bidManagerOf(admission.provider.slug)) : null,
    approvedAt: schedule.approvedOn === null ? null : instantOf(schedule.approvedOn, 15),
    decidedAt,
    decidedBy: decidedAt === null ? null : lead,
  };
}

export const lineRows = ({ id, admission, prices }: Schedule) =>
  prices.lines.map((line) => ({ scheduleId: id, providerId: admission.provider.id, ...ANY_OCCUPANCY, ...line }));

export const addOnRows = ({ id, admission, prices }: Schedule) =>
  prices.addOns.map(({ code, pence }) => ({ scheduleId: id, providerId: admission.provider.id, code, pence }));

export const adjustmentRows = ({ id, admission, prices }: Schedule) =>
  prices.adjustments.map((adjustment) => ({ scheduleId: id, providerId: admission.provider.id, ...adjustment }));
