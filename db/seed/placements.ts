import { type AccommodationSlug, accommodationBySlug } from '#app/domain/services/accommodation.ts';
import type { NeedLevel } from '#app/domain/services/needs.ts';
import { type Day, isoOf, isoOrNull, millisecondsOf } from './calendar.ts';
import { type Authority, bySlug } from './organisations.ts';
import { type Fee, feesOf } from './placement-fees.ts';
import {
  AGES,
  AUTHORITY_WEIGHTS,
  LENGTHS,
  LEVELS,
  ROUTE_WEIGHTS,
  type Route,
  SPOT_REASONS,
  startDays,
  TYPE_WEIGHTS,
} from './placement-patterns.ts';
import { type FrameworkOffer, frameworkPrice, type PlacementSources } from './placement-sources.ts';
import type { Random } from './random.ts';
import type { Service } from './services.ts';

export interface Placement {
  id: string;
  authority: Authority;
  reference: string;
  type: AccommodationSlug;
  route: Route;
  service: Service | null;
  offer: FrameworkOffer | null;
  age: number;
  level: NeedLevel;
  startedOn: Day;
  endedOn: Day | null;
  spotReason: string | null;
  fees: Fee[];
}

interface PlacementPlan {
  authorities: readonly Authority[];
  sources: PlacementSources;
  today: Day;
  count: number;
}

/** Placements in the order they started; the same stream of random numbers gives the same ones again. */
export function* placements(
  random: Random,
  { authorities, sources, today, count }: PlacementPlan,
): Generator<Placement> {
  const weights = AUTHORITY_WEIGHTS.map(([slug, weight]) => [bySlug(authorities, slug), weight] as const);
  const numbers = new Map<string, number>();
  for (const startedOn of startDays(random.fork('starts'), count, today)) {
    const authority = random.weighted(weights);
    const number = (numbers.get(authority.id) ?? 0) + 1;
    numbers.set(authority.id, number);
    const stay = stayFrom(random, startedOn, today);
    const source = sourceFor(random, sources, authority, stay);
    const placement = {
      id: random.uuid(millisecondsOf(startedOn, 9)),
      authority,
      reference: `${authority.prefix}-${String(number).padStart(6, '0')}`,
      ...stay,
      ...source,
    };
    yield { ...placement, fees: feesOf(random, placement, today) };
  }
}

type Stay = Pick<Placement, 'type' | 'age' | 'level' | 'startedOn' | 'endedOn'>;
type Source = Pick<Placement, 'route' | 'service' | 'offer' | 'spotReason'>;

function stayFrom(random: Random, startedOn: Day, today: Day): Stay {
  const type = random.weighted(TYPE_WEIGHTS);
  const level = random.weighted(LEVELS[type]);
  // A parent placed with a baby: the age is the parent's.
  const age = level === 'parent_and_child' ? random.int(15, 17) : random.int(...random.weighted(AGES[type]));
  const nightsToAdulthood = random.int((17 - age) * 365 + 1, (18 - age) * 365);
  const ended = startedOn + Math.min(random.int(...random.weighted(LENGTHS[type])), nightsToAdulthood);
  return {
    type,
    age,
    level,
    startedOn,
    endedOn: ended <= today ? ended : null,
  };
}

const TRIES = 6;

function sourceFor(random: Random, sources: PlacementSources, authority: Authority, stay: Stay): Source {
  const offers = sources.frameworkOffers(authority, stay.type, stay.age);
  const routes = ROUTE_WEIGHTS[stay.type].filter(([route]) => route !== 'framework' || offers.length > 0);
  const route = random.weighted(buysWithinMeans(authority, routes));
  if (route === 'in_house') return { route, service: null, offer: null, spotReason: null };
  if (route === 'framework') {
    const offer = frameworkOffer(random, offers, stay);
    if (offer) return { route, service: offer.service, offer, spotReason: null };
  }
  const service = random.pick(sources.servicesFor(stay.type, stay.age));
  if (route === 'block') return { route, service, offer: null, spotReason: null };
  return { route: 'spot', service, offer: null, spotReason: random.weighted(SPOT_REASONS) };
}

/** Medway has no block contracts: what it does not provide itself, it buys spot. */
const buysWithinMeans = (authority: Authority, routes: readonly (readonly [Route, number])[]) =>
  authority.slug === 'medway' ? routes.filter(([route]) => route !== 'block') : routes;

function frameworkOffer(random: Random, offers: readonly FrameworkOffer[], stay: Stay): FrameworkOffer | undefined {
  for (let tries = 0; tries < TRIES; tries++) {
    const offer = random.pick(offers);
    const price = frameworkPrice(offer, stay.startedOn, stay.age, stay.level);
    if (offer.from <= stay.startedOn && price !== undefined) return offer;
  }
  return undefined;
}

export const placementRow = (placement: Placement) => ({
  authorityId: placement.authority.id,
  id: placement.id,
  reference: placement.reference,
  accommodationType: accommodationBySlug(placement.type).code,
  route: placement.route,
  providerId: placement.service?.provider.id ?? null,
  serviceId: placement.service?.id ?? null,
  lotId: placement.offer?.lot.id ?? null,
  ageAtStart: placement.age,
  needLevel: placement.level,
  startedOn: isoOf(placement.startedOn),
  endedOn: isoOrNull(placement.endedOn),
  spotReason: placement.spotReason,
});
