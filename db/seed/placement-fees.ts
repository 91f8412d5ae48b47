import type { AccommodationSlug } from '#app/domain/services/accommodation.ts';
import type { NeedLevel } from '#app/domain/services/needs.ts';
import { type Day, date, financialYearOf, isoOf, isoOrNull } from './calendar.ts';
import type { Route } from './placement-patterns.ts';
import { frameworkPrice } from './placement-sources.ts';
import type { Placement } from './placements.ts';
import type { Random } from './random.ts';
import { spotPrice } from './spot-prices.ts';

/** Pence for 7 nights. */
interface Parts {
  corePence: number;
  educationPence: number;
  healthPence: number;
  otherPence: number;
}

export interface Fee extends Parts {
  startsOn: Day;
  endsOn: Day | null;
  reason: string;
}

type Priced = Omit<Placement, 'fees'>;

type Change = (parts: Parts) => { parts: Parts; reason: string };

const SHORTEST_STAY_REVIEWED = 60;

/** What the stay has cost from its first night: a new fee on each 1 April that raised it, and where a review changed the package. */
export function feesOf(random: Random, placement: Priced, today: Day): Fee[] {
  const until = placement.endedOn ?? today;
  const changes = new Map([...uplifts(random, placement, until), ...review(random, placement, until)]);
  const fees: Fee[] = [
    { startsOn: placement.startedOn, endsOn: null, reason: 'Agreed at the start', ...firstParts(random, placement) },
  ];
  for (const [day, change] of [...changes].sort(([a], [b]) => a - b)) {
    const last = fees.at(-1);
    if (!last) continue;
    const { parts, reason } = change(partsOf(last));
    last.endsOn = day;
    fees.push({ startsOn: day, endsOn: null, reason, ...parts });
  }
  const last = fees.at(-1);
  if (last) last.endsOn = placement.endedOn;
  return fees;
}

const partsOf = ({ corePence, educationPence, healthPence, otherPence }: Parts): Parts => ({
  corePence,
  educationPence,
  healthPence,
  otherPence,
});

function firstParts(random: Random, placement: Priced): Parts {
  const corePence = firstCore(random, placement);
  // Education in a home bought off framework is agreed as a part of its own.
  const educated = placement.type === 'home' && placement.route === 'spot' && random.chance(0.2);
  const educationPence = educated ? random.int(50, 170) * 500 : 0;
  return { corePence, educationPence, healthPence: 0, otherPence: 0 };
}

function firstCore(random: Random, { route, type, level, age, offer, startedOn }: Priced): number {
  if (route === 'spot') return spotPrice(random, type, level);
  if (route === 'in_house') return ownCost(random, type, level);
  if (route === 'block') return blockPrice(random, type);
  const price = offer && frameworkPrice(offer, startedOn, age, level);
  if (!price) throw new RangeError('A framework placement without a price in force');
  return price;
}

const IN_HOUSE_FOSTERING: Record<NeedLevel, number> = {
  standard: 405,
  enhanced: 430,
  complex: 455,
  parent_and_child: 640,
};

function ownCost(random: Random, type: AccommodationSlug, level: NeedLevel): number {
  const pounds = type === 'fostering' ? IN_HOUSE_FOSTERING[level] : 3_900;
  return Math.round(pounds * random.middling(0.98, 1.02)) * 100;
}

const blockPrice = (random: Random, type: AccommodationSlug): number =>
  Math.round(type === 'home' ? random.middling(3_150, 3_550) : random.middling(470, 610)) * 100;

/** How likely a fee is to rise on 1 April, and by how many per cent. */
const UPLIFTS: Record<Exclude<Route, 'framework'>, { chance: number; from: number; to: number }> = {
  spot: { chance: 0.7, from: 3, to: 6.5 },
  in_house: { chance: 1, from: 2, to: 3.5 },
  block: { chance: 0.6, from: 2.5, to: 4 },
};

function* uplifts(random: Random, placement: Priced, until: Day): Generator<[Day, Change]> {
  for (let year = financialYearOf(placement.startedOn) + 1; date(year, 4) < until; year++) {
    const day = date(year, 4);
    const change = placement.route === 'framework' ? scheduleUplift(placement, day) : rise(random, placement.route);
    if (change) yield [day, change];
  }
}

function scheduleUplift({ offer, age, level }: Priced, day: Day): Change | undefined {
  const corePence = offer && frameworkPrice(offer, day, age, level);
  const superseding = offer?.schedules.find((schedule) => schedule.validFrom === day);
  if (!corePence || !superseding) return undefined;
  return (parts) => ({ parts: { ...parts, corePence }, reason: superseding.reason });
}

function rise(random: Random, route: Exclude<Route, 'framework'>): Change | undefined {
  const { chance, from, to } = UPLIFTS[route];
  if (!random.chance(chance)) return undefined;
  const bps = Math.round(random.middling(from, to) * 10) * 10;
  return (parts) => ({ parts: scaled(parts, bps), reason: `Annual uplift of ${(bps / 100).toFixed(1)}%` });
}

const scaled = (parts: Parts, bps: number): Parts => ({
  ...parts,
  corePence: Math.round((parts.corePence * (10_000 + bps)) / 10_000),
});

function* review(random: Random, { type, route, startedOn }: Priced, until: Day): Generator<[Day, Change]> {
  if (until - startedOn < SHORTEST_STAY_REVIEWED || route === 'block' || !random.chance(0.14)) return;
  yield [random.int(startedOn + 21, until - 14), reviewed(random, type, route)];
}

function reviewed(random: Random, type: AccommodationSlug, route: Route): Change {
  if (route === 'spot' && random.chance(0.45)) {
    const bps = random.int(5, 15) * 100;
    return (parts) => ({ parts: scaled(parts, bps), reason: 'Fee agreed again after a review' });
  }
  const residential = type === 'home' || type === 'residential_school';
  const fivePounds = residential ? random.int(40, 150) : random.int(10, 40);
  const extra = fivePounds * 500;
  if (residential && type === 'home' && random.chance(0.5)) {
    return (parts) => ({
      parts: { ...parts, educationPence: parts.educationPence + extra },
      reason: 'Education added',
    });
  }
  if (random.chance(0.6)) {
    return (parts) => ({ parts: { ...parts, healthPence: parts.healthPence + extra }, reason: 'Therapy added' });
  }
  return (parts) => ({ parts: { ...parts, otherPence: parts.otherPence + extra }, reason: 'Extra staff hours' });
}

export const feeRows = ({ authority, id, fees }: Placement) =>
  fees.map(({ startsOn, endsOn, ...fee }) => ({
    authorityId: authority.id,
    placementId: id,
    startsOn: isoOf(startsOn),
    endsOn: isoOrNull(endsOn),
    ...fee,
  }));
