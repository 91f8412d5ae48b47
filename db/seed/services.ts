import { type AccommodationSlug, accommodationBySlug, type Gender } from '#app/domain/services/accommodation.ts';
import { NEED_CODES, type NeedCode } from '#app/domain/services/needs.ts';
import { type Day, instantOf, millisecondsOf } from './calendar.ts';
import type { Provider } from './organisations.ts';
import type { Places } from './places.ts';
import type { Random } from './random.ts';
import type { OutwardCode } from './reference-data.ts';
import { fullPostcode, homeNames, schoolNames, streetAddress } from './service-names.ts';

export interface Service {
  id: string;
  provider: Provider;
  urn: string;
  name: string;
  type: AccommodationSlug;
  category: string | null;
  registrationStatus: string;
  registeredPlaces: number;
  ageFrom: number;
  ageTo: number;
  gender: Gender;
  canMeet: NeedCode[];
  outward: OutwardCode;
  createdAt: string;
}

const SERVICES_OF: readonly (readonly [AccommodationSlug, number])[] = [
  ['fostering', 48],
  ['home', 120],
  ['supported_accommodation', 66],
  ['residential_school', 16],
];

type Range = readonly [from: number, to: number];

interface Shape {
  places: Range;
  ages: readonly (readonly [Range, number])[];
  genders: readonly (readonly [Gender, number])[];
  /** Needs that services of the kind never say they meet. */
  never: readonly NeedCode[];
}

const SHAPES: Record<AccommodationSlug, Shape> = {
  fostering: { places: [20, 150], ages: [[[0, 17], 1]], genders: [['any', 1]], never: ['solo'] },
  home: {
    places: [2, 6],
    ages: [
      [[7, 12], 1],
      [[8, 17], 4],
      [[10, 17], 5],
      [[11, 17], 3],
      [[12, 17], 2],
    ],
    genders: [
      ['any', 6],
      ['female', 2],
      ['male', 2],
    ],
    never: ['parent_and_child'],
  },
  supported_accommodation: {
    places: [4, 30],
    ages: [
      [[16, 17], 4],
      [[16, 18], 2],
      [[16, 21], 3],
      [[16, 25], 1],
    ],
    genders: [
      ['any', 7],
      ['female', 1],
      ['male', 2],
    ],
    never: ['therapeutic', 'home_adaptation', 'sensory_impairment', 'eating_disorder'],
  },
  residential_school: {
    places: [10, 40],
    ages: [
      [[5, 16], 2],
      [[7, 17], 3],
      [[8, 18], 3],
      [[11, 19], 2],
    ],
    genders: [
      ['any', 8],
      ['male', 2],
    ],
    never: ['parent_and_child', 'asylum_seeking', 'drug_and_alcohol', 'missing', 'criminal_exploitation'],
  },
};

const CATEGORIES = [
  ['single_occupancy', 3],
  ['shared_ring_fenced', 4],
  ['shared_open', 2],
  ['private_residence', 1],
] as const;

export function services(random: Random, providers: readonly Provider[], places: Places, today: Day): Service[] {
  const urns = new Set<string>();
  const names = namer(random);
  return SERVICES_OF.flatMap(([type, count]) =>
    shareOut(random, providers, type, count).map((provider): Service => {
      const shape = SHAPES[type];
      const outward = places.anywhere(random);
      const [ageFrom, ageTo] = random.weighted(shape.ages);
      const category = type === 'supported_accommodation' ? random.weighted(CATEGORIES) : null;
      const shared = category !== null && category !== 'single_occupancy';
      const possible = NEED_CODES.filter((need) => !shape.never.includes(need) && !(shared && need === 'solo'));
      const joined = today - random.int(200, 790);
      return {
        id: random.uuid(millisecondsOf(joined, 11)),
        provider,
        urn: newUrn(random, urns),
        name: names(type, provider, outward),
        type,
        category,
        registrationStatus: category !== null && random.chance(0.09) ? 'application_accepted' : 'registered',
        registeredPlaces: random.int(...shape.places),
        ageFrom,
        ageTo,
        gender: random.weighted(shape.genders),
        canMeet: random.sample(possible, random.int(6, possible.length - 3)),
        outward,
        createdAt: instantOf(joined, 11),
      };
    }),
  );
}

/** Every provider of the kind has one service; which of them run the others is chance. */
function shareOut(random: Random, providers: readonly Provider[], type: AccommodationSlug, count: number): Provider[] {
  const able = providers.filter((provider) => provider.types.includes(type));
  return Array.from({ length: count }, (_, index) => able[index] ?? random.pick(able));
}

/** Ofsted gives neither seven digits from 9,000,000 nor SC9 and five: no real service has these. */
function newUrn(random: Random, taken: Set<string>): string {
  for (;;) {
    const urn = random.chance(0.4) ? `SC9${random.int(10_000, 99_999)}` : `9${random.int(100_000, 999_999)}`;
    if (!taken.has(urn)) {
      taken.add(urn);
      return urn;
    }
  }
}

function namer(random: Random) {
  const homes = homeNames(random);
  const schools = schoolNames(random);
  const next = (names: string[]) => {
    const name = names.pop();
    if (!name) throw new RangeError('The seed has run out of names');
    return name;
  };
  return (type: AccommodationSlug, provider: Provider, outward: OutwardCode): string => {
    if (type === 'home') return next(homes);
    if (type === 'residential_school') return next(schools);
    return `${provider.name}, ${outward.postTown}`;
  };
}

export const serviceRow = ({ provider, type, outward, name: _, ...service }: Service) => ({
  ...service,
  providerId: provider.id,
  accommodationType: accommodationBySlug(type).code,
  areaOnsCode: outward.areaOnsCode,
});

export function addressRows(random: Random, services: readonly Service[]) {
  return services.map(({ id, provider, name, outward }) => ({
    serviceId: id,
    providerId: provider.id,
    name,
    outwardCode: outward.code,
    street: streetAddress(random),
    town: outward.postTown,
    postcode: fullPostcode(random, outward.code),
  }));
}
