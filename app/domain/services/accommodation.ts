/** How the database, the addresses and the pages name the four kinds of accommodation. */
export const ACCOMMODATION_TYPES = [
  { code: 1, slug: 'fostering', label: 'Fostering', place: 'Foster home' },
  { code: 2, slug: 'home', label: 'Children’s home', place: 'Children’s home' },
  { code: 3, slug: 'supported_accommodation', label: 'Supported accommodation', place: 'Supported accommodation' },
  { code: 4, slug: 'residential_school', label: 'Residential special school', place: 'Residential special school' },
] as const;

export type AccommodationType = (typeof ACCOMMODATION_TYPES)[number];
export type AccommodationSlug = AccommodationType['slug'];

export const ACCOMMODATION_SLUGS = ACCOMMODATION_TYPES.map((type) => type.slug);

export function accommodationBySlug(slug: AccommodationSlug): AccommodationType {
  return find((type) => type.slug === slug, slug);
}

/** `code` is a column's smallint: 1 to 4. */
export function accommodationByCode(code: number): AccommodationType {
  return find((type) => type.code === code, String(code));
}

function find(test: (type: AccommodationType) => boolean, name: string): AccommodationType {
  const found = ACCOMMODATION_TYPES.find(test);
  if (!found) throw new RangeError(`Not an accommodation type: ${name}`);
  return found;
}

export const GENDERS = ['any', 'female', 'male'] as const;
export type Gender = (typeof GENDERS)[number];

export const GENDER_LABELS: Record<Gender, string> = {
  any: 'Any gender',
  female: 'Girls and young women',
  male: 'Boys and young men',
};

export const JUDGEMENT_LABELS: Record<string, string> = {
  outstanding: 'Outstanding',
  good: 'Good',
  requires_improvement: 'Requires improvement to be good',
  inadequate: 'Inadequate',
  consistently_strong: 'Consistently strong',
  inconsistent: 'Inconsistent',
  serious_weaknesses: 'Serious or widespread weaknesses',
};

/** The worst judgement of each scale. */
export const isPoorJudgement = (judgement: string): boolean =>
  judgement === 'inadequate' || judgement === 'serious_weaknesses';

export const CATEGORY_LABELS: Record<string, string> = {
  single_occupancy: 'Single occupancy',
  shared_ring_fenced: 'Shared, ring-fenced',
  shared_open: 'Shared, open',
  private_residence: 'Private residence',
};

export const REGISTRATION_LABELS: Record<string, string> = {
  registered: 'Registered',
  application_accepted: 'Application accepted',
  suspended: 'Suspended',
  closed: 'Closed',
};

export const UNKNOWN_AREA = 'We do not know this postcode area: check it, or enter one nearby';

/** The registrations under which a service may take children. */
export const OPEN_REGISTRATIONS = ['registered', 'application_accepted'];
