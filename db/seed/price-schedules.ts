import type { SchedulePrices } from '#app/domain/price-schedules/quote.ts';
import type { Admission } from './admissions.ts';
import { type Day, date, instantOf, isoOf, isoOrNull, millisecondsOf } from './calendar.ts';
import { ANY_OCCUPANCY } from './price-models.ts';
import { firstPrices, type Prices, raised } from './prices.ts';
import type { Random } from './random.ts';

export interface Schedule {
  id: string;
  admission: Admission;
  status: 'submitted' | 'approved' | 'superseded';
  validFrom: Day;
  validUntil: Day | null;
  reason: string;
  approvedOn: Day | null;
  createdOn: Day;
  prices: SchedulePrices;
}

const FIRST_REASON = 'Prices on joining';

/** Every price schedule of the admissions; `year` is the financial year that `today` is in. */
export function schedules(random: Random, admissions: readonly Admission[], year: number): Schedule[] {
  return admissions.flatMap((admission) => schedulesOf(random, admission, year));
}

function schedulesOf(random: Random, admission: Admission, year: number): Schedule[] {
  const prices = firstPrices(random, admission);
  const yearStart = date(year, 4);
  const nextYear = date(year + 1, 4);
  if (admission.admittedOn === null) {
    return [schedule(random, admission, { status: 'submitted', validFrom: nextYear, reason: FIRST_REASON, prices })];
  }
  const { endedOn } = admission;
  const leftBeforeUplift = endedOn !== null && endedOn <= yearStart;
  const first = schedule(random, admission, {
    status: 'superseded',
    validFrom: admission.admittedOn,
    validUntil: leftBeforeUplift ? endedOn : yearStart,
    reason: FIRST_REASON,
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
  const next = { status: 'submitted' as const, validFrom: nextYear, ...uplift(random, current.prices) };
  return [first, current, schedule(random, admission, next)];
}

function uplift(random: Random, prices: Prices): { prices: Prices; reason: string } {
  const bps = random.int(30, 60) * 10;
  return { prices: raised(prices, bps), reason: `Annual uplift of ${(bps / 100).toFixed(1)}%` };
}

type Given = Pick<Schedule, 'status' | 'validFrom' | 'reason' | 'prices'> & { validUntil?: Day | null };

function schedule(random: Random, admission: Admission, given: Given): Schedule {
  const submitted = given.status === 'submitted';
  // Asked for two months ahead, approved one month ahead; what is still to be decided was asked for before the uplift.
  const createdOn = given.validFrom - (submitted ? 366 : 60);
  return {
    id: random.uuid(millisecondsOf(createdOn, 12)),
    admission,
    validUntil: null,
    createdOn,
    approvedOn: submitted ? null : given.validFrom - 30,
    ...given,
  };
}

export const scheduleRow = ({ id, admission, prices, ...schedule }: Schedule) => ({
  id,
  admissionId: admission.id,
  providerId: admission.provider.id,
  status: schedule.status,
  validFrom: isoOf(schedule.validFrom),
  validUntil: isoOrNull(schedule.validUntil),
  reason: schedule.reason,
  includedSupportHours: prices.includedSupportHours,
  extraSupportHourPence: prices.extraSupportHourPence,
  createdAt: instantOf(schedule.createdOn, 12),
  updatedAt: instantOf(schedule.createdOn, 12),
  submittedAt: instantOf(schedule.createdOn, 12),
  approvedAt: schedule.approvedOn === null ? null : instantOf(schedule.approvedOn, 15),
  decidedAt: schedule.approvedOn === null ? null : instantOf(schedule.approvedOn, 15),
});

export const lineRows = ({ id, admission, prices }: Schedule) =>
  prices.lines.map((line) => ({ scheduleId: id, providerId: admission.provider.id, ...ANY_OCCUPANCY, ...line }));

export const addOnRows = ({ id, admission, prices }: Schedule) =>
  prices.addOns.map(({ code, pence }) => ({ scheduleId: id, providerId: admission.provider.id, code, pence }));

export const adjustmentRows = ({ id, admission, prices }: Schedule) =>
  prices.adjustments.map((adjustment) => ({ scheduleId: id, providerId: admission.provider.id, ...adjustment }));
