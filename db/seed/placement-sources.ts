import { type Quote, quote } from '#app/domain/price-schedules/quote.ts';
import type { AccommodationSlug } from '#app/domain/services/accommodation.ts';
import type { NeedCode, NeedLevel } from '#app/domain/services/needs.ts';
import type { Day } from './calendar.ts';
import type { Authority } from './organisations.ts';
import type { Schedule } from './price-schedules.ts';
import type { Lot } from './purchasing-systems.ts';
import type { Service } from './services.ts';

/** A service that an authority may use through a lot, with the schedules its price comes from. */
export interface FrameworkOffer {
  service: Service;
  lot: Lot;
  schedules: readonly Schedule[];
  /** The first day on which the authority may buy and a price is in force. */
  from: Day;
}

/** Needs that ask for each level, and for nothing that would change a home's package beyond it. */
const NEEDS_AT: Record<NeedLevel, readonly NeedCode[]> = {
  standard: [],
  enhanced: ['autism'],
  complex: ['self_harm'],
  parent_and_child: ['parent_and_child'],
};

/** Pence for 7 nights on that day; undefined where no schedule is in force or it has no price for the child. */
export function frameworkPrice(
  { schedules, service }: FrameworkOffer,
  day: Day,
  age: number,
  level: NeedLevel,
): number | undefined {
  const inForce = schedules.find(
    ({ validFrom, validUntil }) => validFrom <= day && (validUntil === null || day < validUntil),
  );
  const priced: Quote | undefined =
    inForce &&
    quote(inForce.prices, { age, needs: NEEDS_AT[level], siblings: 0, weeks: 1, homePlaces: service.registeredPlaces });
  return priced?.weeklyPence;
}

/** What there is to place a child in, looked up by authority, kind and age. */
export class PlacementSources {
  readonly #services: readonly Service[];
  readonly #schedules: readonly (readonly Schedule[])[];
  readonly #found = new Map<string, readonly FrameworkOffer[]>();
  readonly #open = new Map<string, readonly Service[]>();

  constructor(services: readonly Service[], schedules: readonly Schedule[]) {
    this.#services = services;
    const active = schedules.filter(({ admission, status }) => admission.status === 'active' && status !== 'submitted');
    const byAdmission = new Map<string, Schedule[]>();
    for (const schedule of active) {
      byAdmission.set(schedule.admission.id, [...(byAdmission.get(schedule.admission.id) ?? []), schedule]);
    }
    this.#schedules = [...byAdmission.values()];
  }

  frameworkOffers(authority: Authority, type: AccommodationSlug, age: number): readonly FrameworkOffer[] {
    return remembered(this.#found, `${authority.id} ${type} ${age}`, () =>
      this.#schedules.flatMap((schedules) => this.#offersUnder(schedules, authority, type, age)),
    );
  }

  #offersUnder(
    schedules: readonly Schedule[],
    authority: Authority,
    type: AccommodationSlug,
    age: number,
  ): FrameworkOffer[] {
    const [first] = schedules;
    if (!first) return [];
    const { lot, provider } = first.admission;
    const joined = lot.system.joined.get(authority.id);
    if (joined === undefined || lot.type !== type) return [];
    return this.servicesFor(type, age)
      .filter((service) => service.provider.id === provider.id)
      .map((service) => ({ service, lot, schedules, from: Math.max(joined, first.validFrom) }));
  }

  servicesFor(type: AccommodationSlug, age: number): readonly Service[] {
    return remembered(this.#open, `${type} ${age}`, () =>
      this.#services.filter((service) => service.type === type && service.ageFrom <= age && age <= service.ageTo),
    );
  }
}

function remembered<T>(found: Map<string, T>, key: string, find: () => T): T {
  let value = found.get(key);
  if (value === undefined) {
    value = find();
    found.set(key, value);
  }
  return value;
}
