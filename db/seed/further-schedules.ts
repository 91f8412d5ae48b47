import type { Admission } from './admissions.ts';
import { type Day, date } from './calendar.ts';
import { FIRST_REASON, onJoining, type Schedule, schedule, uplift, upliftOf } from './price-schedules.ts';
import { firstPrices } from './prices.ts';
import type { Random } from './random.ts';

interface Dates {
  year: number;
  today: Day;
}

/** Of the admissions to the further systems: prices on joining, and an uplift every April; with what is drawn up for the next one. */
export const furtherSchedules = (random: Random, admissions: readonly Admission[], dates: Dates): Schedule[] =>
  admissions.filter(({ admittedOn }) => admittedOn !== null).flatMap((admission) => pricesOf(random, admission, dates));

function pricesOf(random: Random, admission: Admission, { year, today }: Dates): Schedule[] {
  const { system } = admission.lot;
  // Whoever has just been admitted has no approved prices yet.
  if ((admission.admittedOn ?? today) > today - 60) return [firstToDecide(random, admission, today)];
  const made: Schedule[] = [];
  let prices = firstPrices(random, admission);
  const starts = [system.startsOn, ...aprils(system.startsOn, Math.min(system.endsOn - 1, date(year, 4)))];
  for (const [index, validFrom] of starts.entries()) {
    const next = starts[index + 1] ?? null;
    const until = soonest(next, admission.endedOn);
    if (admission.endedOn !== null && validFrom >= admission.endedOn) break;
    const first = admission.admittedOn === validFrom ? onJoining(validFrom) : { reason: FIRST_REASON };
    const priced = index === 0 ? { prices, ...first } : uplift(random, prices);
    prices = priced.prices;
    const status = until === null ? 'approved' : 'superseded';
    made.push(
      schedule(random, admission, {
        status,
        validFrom,
        validUntil: until,
        ...priced,
        ...refusedFirst(admission, validFrom, index),
      }),
    );
  }
  const last = made.at(-1);
  return last && admission.lot.plan.number === 1 ? [...made, ...forNextYear(random, last, { year, today })] : made;
}

const soonest = (a: Day | null, b: Day | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b));

/** Each 1 April after the day, up to and including the last. */
function aprils(after: Day, last: Day): Day[] {
  const first = new Date(after * 86_400_000).getUTCFullYear();
  return Array.from({ length: 10 }, (_, index) => date(first + index, 4)).filter((day) => day > after && day <= last);
}

const firstToDecide = (random: Random, admission: Admission, today: Day) =>
  schedule(random, admission, {
    ...{ status: 'submitted', validFrom: today + 14, createdOn: today - 1 },
    ...{ reason: FIRST_REASON, prices: firstPrices(random, admission) },
  });

/** One provider's uplift was refused before it was approved. */
const refusedFirst = ({ lot, provider }: Admission, validFrom: Day, index: number): Partial<Schedule> =>
  lot.system.row.slug === 'kent-childrens-homes' && provider.slug === 'jaybrook' && index === 1
    ? {
        rejectedBefore: {
          on: validFrom - 45,
          reason:
            'The hourly rate for additional staff rises by more than the wages that it pays for. The rest we would approve.',
        },
      }
    : {};

const TOO_MUCH =
  'Nearly a tenth more is twice what wages and prices rose by. Show what costs have risen, by the lines of your accounts, or ask for less.';

/** What some providers in Kent’s lot of children's homes ask for from the next 1 April. */
function forNextYear(random: Random, { admission, prices }: Schedule, { year, today }: Dates): Schedule[] {
  if (admission.lot.system.row.slug !== 'kent-childrens-homes') return [];
  const validFrom = date(year + 1, 4);
  switch (admission.provider.slug) {
    case 'beechquay': {
      const draft = upliftOf(prices, 450);
      // The last line is still to be filled in.
      const lines = draft.prices.lines.slice(0, -1);
      const given = { ...draft, prices: { ...draft.prices, lines }, createdOn: today - 6 };
      return [schedule(random, admission, { status: 'draft', validFrom, ...given })];
    }
    case 'dunlinwood':
      return [
        schedule(random, admission, { status: 'submitted', validFrom, createdOn: today - 8, ...upliftOf(prices, 420) }),
      ];
    case 'northwhistle': {
      const rejected = { on: today - 5, reason: TOO_MUCH };
      const given = { createdOn: today - 16, ...upliftOf(prices, 960), rejected };
      return [schedule(random, admission, { status: 'rejected', validFrom, ...given })];
    }
    default:
      return [];
  }
}
