import type { AccommodationSlug } from '#app/domain/services/accommodation.ts';
import { type Day, instantOf, millisecondsOf } from './calendar.ts';
import { PROVIDERS } from './provider-names.ts';
import type { Random } from './random.ts';

export interface Authority {
  id: string;
  slug: string;
  name: string;
  /** Begins its references to placements: "KCC-000123". */
  prefix: string;
}

export interface Provider {
  id: string;
  slug: string;
  name: string;
  types: readonly AccommodationSlug[];
  /** What its prices are to the market's middle: 1 is the middle. */
  dearness: number;
}

export interface Organisations {
  authorities: Authority[];
  providers: Provider[];
  rows: OrganisationRow[];
}

interface OrganisationRow {
  id: string;
  kind: 'authority' | 'provider' | 'operator';
  slug: string;
  name: string;
  onsCode: string | null;
  companyNumber: string | null;
  about: string;
  createdAt: string;
}

export const OPERATOR_SLUG = 'operator';

const AUTHORITIES = [
  { slug: 'kent', name: 'Kent County Council', onsCode: 'E10000016', prefix: 'KCC' },
  { slug: 'medway', name: 'Medway Council', onsCode: 'E06000035', prefix: 'MED' },
  { slug: 'southwark', name: 'London Borough of Southwark', onsCode: 'E09000028', prefix: 'SWK' },
  { slug: 'westsussex', name: 'West Sussex County Council', onsCode: 'E10000032', prefix: 'WSX' },
  { slug: 'lambeth', name: 'London Borough of Lambeth', onsCode: 'E09000022', prefix: 'LAM' },
  { slug: 'lewisham', name: 'London Borough of Lewisham', onsCode: 'E09000023', prefix: 'LEW' },
  { slug: 'greenwich', name: 'Royal Borough of Greenwich', onsCode: 'E09000011', prefix: 'GRN' },
  { slug: 'bexley', name: 'London Borough of Bexley', onsCode: 'E09000004', prefix: 'BEX' },
  { slug: 'bromley', name: 'London Borough of Bromley', onsCode: 'E09000006', prefix: 'BRM' },
  { slug: 'croydon', name: 'London Borough of Croydon', onsCode: 'E09000008', prefix: 'CRY' },
  { slug: 'wandsworth', name: 'London Borough of Wandsworth', onsCode: 'E09000032', prefix: 'WAN' },
] as const;

const OFFERS: Record<AccommodationSlug, string> = {
  fostering: 'foster homes, with support for carers by day and night',
  home: 'small children’s homes',
  supported_accommodation: 'supported accommodation for young people aged 16 and over',
  residential_school: 'residential special schooling',
};

export function organisations(random: Random, today: Day): Organisations {
  const joined = today - 800;
  const base = (kind: OrganisationRow['kind']) => ({
    id: random.uuid(millisecondsOf(joined, 9)),
    kind,
    createdAt: instantOf(joined, 9),
  });
  const authorities = AUTHORITIES.map(
    ({ prefix: _, ...authority }): OrganisationRow => ({
      ...base('authority'),
      ...authority,
      companyNumber: null,
      about: '',
    }),
  );
  const providers = PROVIDERS.map(
    ({ slug, name, types }, index): OrganisationRow => ({
      ...base('provider'),
      slug,
      name,
      onsCode: null,
      // Companies House has given out no number that begins 99.
      companyNumber: String(99_100_000 + index * 37),
      about: `We run ${types.map((type) => OFFERS[type]).join(', and ')}, in Kent and the counties and boroughs near it.`,
    }),
  );
  const operator: OrganisationRow = {
    ...base('operator'),
    slug: OPERATOR_SLUG,
    name: 'Sufficiency Market operator',
    onsCode: null,
    companyNumber: null,
    about: '',
  };
  return {
    authorities: AUTHORITIES.map(({ slug, name, prefix }, index) => ({
      slug,
      name,
      prefix,
      id: idAt(authorities, index),
    })),
    providers: PROVIDERS.map((provider, index) => ({
      ...provider,
      id: idAt(providers, index),
      dearness: random.middling(0.9, 1.12),
    })),
    rows: [...authorities, ...providers, operator],
  };
}

function idAt(rows: readonly OrganisationRow[], index: number): string {
  const row = rows[index];
  if (!row) throw new RangeError(`No organisation ${index}`);
  return row.id;
}

export function bySlug<T extends { slug: string }>(items: readonly T[], slug: string): T {
  const found = items.find((item) => item.slug === slug);
  if (!found) throw new RangeError(`No organisation "${slug}"`);
  return found;
}
