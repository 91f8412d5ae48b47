import type { AccommodationSlug } from '#app/domain/services/accommodation.ts';

interface NamedProvider {
  slug: string;
  name: string;
  types: readonly AccommodationSlug[];
}

/** Made up. The first word, in small letters, is the provider's slug and the domain of its e-mail addresses. */
const FOSTERING = [
  'Wrenfield Fostering',
  'Larkhollow Foster Care',
  'Tidewell Fostering',
  'Copperbeck Family Placement',
  'Fernacre Fostering',
  'Marlbrook Foster Families',
  'Rowanlea Fostering',
  'Saltern Foster Care',
  'Quillwood Fostering',
  'Harbourlight Foster Families',
  'Brambleshaw Fostering',
  'Kestrelway Foster Care',
  'Meadowbourne Fostering',
  'Stonecropp Family Placement',
  'Willowmarsh Fostering',
  'Yarrowgate Foster Care',
  'Birchling Fostering',
  'Dovestile Foster Families',
  'Foxglade Fostering',
  'Gorsehill Foster Care',
  'Hopkiln Fostering',
  'Ivyholt Family Placement',
  'Linnetfold Fostering',
  'Mossbarn Foster Care',
  'Nettlebourne Fostering',
  'Orchardine Foster Families',
  'Ravensole Fostering',
  'Sandlark Foster Care',
  'Teaselwick Fostering',
  'Whitebarrow Foster Families',
];

const HOMES = [
  'Alderstrand Children’s Homes',
  'Beechquay Residential',
  'Cloverstone Care',
  'Dunlinwood Homes',
  'Eastmere Hollow Care',
  'Flintacre Residential',
  'Greenfinch Row Homes',
  'Hawkslade Care',
  'Inglebourn Residential',
  'Jaybrook Children’s Homes',
  'Kingcupp Care',
  'Lavenderlea Homes',
  'Millpetal Residential',
  'Northwhistle Care',
  'Oakenreach Homes',
  'Pebblewick Residential',
  'Quaylark Children’s Homes',
  'Redshank Hollow Care',
];

const SUPPORTED = [
  'Stepforth Housing and Support',
  'Thresholme Living',
  'Uplander Young People',
  'Veerpoint Supported Living',
  'Waymarkers Support',
  'Keyturn Young People',
  'Bridgelarch Living',
  'Nextrung Support',
  'Openlatch Housing',
  'Ownfront Living',
];

const SCHOOLS = ['Ashenvale Learning', 'Tamarisk Court Education'];

/** Kinds that some run beside their main one. */
const ALSO: Record<string, AccommodationSlug[]> = {
  cloverstone: ['residential_school'],
  oakenreach: ['residential_school'],
  hawkslade: ['supported_accommodation'],
  pebblewick: ['supported_accommodation'],
  marlbrook: ['supported_accommodation'],
  keyturn: ['home'],
  tamarisk: ['home'],
};

function named(names: readonly string[], type: AccommodationSlug): NamedProvider[] {
  return names.map((name) => {
    const slug = name.replace(/ .*/, '').toLowerCase();
    return { slug, name, types: [type, ...(ALSO[slug] ?? [])] };
  });
}

export const PROVIDERS: readonly NamedProvider[] = [
  ...named(FOSTERING, 'fostering'),
  ...named(HOMES, 'home'),
  ...named(SUPPORTED, 'supported_accommodation'),
  ...named(SCHOOLS, 'residential_school'),
];
