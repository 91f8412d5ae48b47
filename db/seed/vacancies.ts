import { type AccommodationSlug, accommodationBySlug } from '#app/domain/services/accommodation.ts';
import { NEED_CODES, type NeedCode } from '#app/domain/services/needs.ts';
import { type Day, instantOf, isoOf, millisecondsOf } from './calendar.ts';
import type { Places } from './places.ts';
import type { Random } from './random.ts';
import type { Service } from './services.ts';
import { advertisedPrice } from './spot-prices.ts';
import { vacancyTitle } from './vacancy-titles.ts';

const TYPES: readonly (readonly [AccommodationSlug, number])[] = [
  ['fostering', 36],
  ['home', 32],
  ['supported_accommodation', 25],
  ['residential_school', 7],
];

const STATUSES = [
  ['published', 79],
  ['draft', 6],
  ['held', 5],
  ['filled', 6],
  ['withdrawn', 4],
] as const;

const MOST_PLACES: Record<AccommodationSlug, number> = {
  fostering: 3,
  home: 2,
  supported_accommodation: 4,
  residential_school: 5,
};

const FOSTERING_AGES: readonly (readonly [readonly [number, number], number])[] = [
  [[0, 4], 2],
  [[0, 10], 2],
  [[5, 10], 3],
  [[5, 12], 1],
  [[8, 15], 2],
  [[11, 17], 3],
  [[13, 17], 2],
  [[0, 17], 2],
];

interface VacancySources {
  services: readonly Service[];
  places: Places;
  today: Day;
}

/** Vacancies one after another, for as many as are asked: the same stream of random numbers gives the same ones again. */
export function* vacancies(random: Random, { services, places, today }: VacancySources, count: number) {
  const byType = new Map(TYPES.map(([type]) => [type, services.filter((service) => service.type === type)]));
  for (let left = count; left > 0; left--) {
    const service = random.pick(byType.get(random.weighted(TYPES)) ?? []);
    yield vacancyIn(random, service, places, today);
  }
}

function vacancyIn(random: Random, service: Service, places: Places, today: Day) {
  const { type } = service;
  const status = random.weighted(STATUSES);
  // A foster home is somewhere round its agency's office; every other place is where its service is.
  const outward = type === 'fostering' ? places.near(random, service.outward) : service.outward;
  const [ageFrom, ageTo] = ages(random, service);
  const vacant = random.chance(0.6) ? 1 : random.int(1, Math.min(MOST_PLACES[type], service.registeredPlaces));
  const canMeet = random.sample(
    service.canMeet,
    random.int(Math.ceil(service.canMeet.length / 2), service.canMeet.length),
  );
  const gender =
    service.gender === 'any' && random.chance(0.2) ? random.pick(['female', 'male'] as const) : service.gender;
  const titled = vacancyTitle(random, {
    type,
    category: service.category,
    places: vacant,
    ageFrom,
    ageTo,
    gender,
    canMeet,
  });
  const dates = history(random, status, today);
  return {
    id: random.uuid(millisecondsOf(dates.created, 9)),
    providerId: service.provider.id,
    serviceId: service.id,
    title: titled.title,
    accommodationType: accommodationBySlug(type).code,
    places: vacant,
    ageFrom,
    ageTo,
    gender,
    canMeet,
    cannotMeet: cannotMeet(random, service, canMeet),
    availableFrom: isoOf(today + random.int(-30, 90)),
    status,
    outwardCode: outward.code,
    searchEasting: outward.easting,
    searchNorthing: outward.northing,
    ...dates.stamps,
    spotFeePence: random.chance(0.7) ? advertisedPrice(random, type, titled.level) : null,
  };
}

function ages(random: Random, service: Service): readonly [number, number] {
  if (service.type === 'fostering') return random.weighted(FOSTERING_AGES);
  const spare = service.ageTo - service.ageFrom;
  if (spare < 4 || random.chance(0.5)) return [service.ageFrom, service.ageTo];
  return [service.ageFrom + random.int(0, 2), service.ageTo - random.int(0, 1)];
}

/** Some of what the service does not say it meets, and now and then one thing that it meets in its other places. */
function cannotMeet(random: Random, service: Service, canMeet: readonly NeedCode[]): NeedCode[] {
  const others = NEED_CODES.filter((need) => !service.canMeet.includes(need));
  const elsewhere = service.canMeet.filter((need) => !canMeet.includes(need));
  const refused = random.sample(others, random.int(0, Math.min(4, others.length)));
  return elsewhere.length > 0 && random.chance(0.2) ? [...refused, random.pick(elsewhere)] : refused;
}

function history(random: Random, status: string, today: Day) {
  const created = today - random.int(2, status === 'draft' ? 25 : 140);
  const published = created + random.int(0, Math.min(3, today - created - 1));
  // A published vacancy was confirmed within three weeks, whenever it was first published.
  const last = Math.max(published, today - random.int(1, status === 'published' ? 19 : 60));
  const at = random.int(8 * 60, 17 * 60) / 60;
  const isDraft = status === 'draft';
  return {
    created,
    stamps: {
      createdAt: instantOf(created, 8),
      publishedAt: isDraft ? null : instantOf(published, at),
      confirmedAt: isDraft ? null : instantOf(last, at),
      updatedAt: instantOf(isDraft ? created : last, at),
    },
  };
}

type Vacancy = ReturnType<typeof vacancyIn>;

export const vacancyRow = ({ spotFeePence: _, ...row }: Vacancy) => row;

export function* spotFeeRows(vacancies: Iterable<Vacancy>) {
  for (const { id, providerId, spotFeePence } of vacancies) {
    if (spotFeePence !== null) yield { vacancyId: id, providerId, weeklyPence: spotFeePence };
  }
}
