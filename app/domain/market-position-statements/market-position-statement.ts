import { ACCOMMODATION_TYPES, type AccommodationSlug, accommodationBySlug } from '../services/accommodation.ts';

export type StatementStatus = 'draft' | 'published' | 'superseded';

export const STATEMENT_STATUS_LABELS: Record<StatementStatus, string> = {
  draft: 'Draft',
  published: 'Published',
  superseded: 'Superseded',
};

/** What a statement is about: one type of accommodation, or null for the whole market. */
export type StatementScope = AccommodationSlug | null;

export function scopeLabel(scope: StatementScope): string {
  return scope ? accommodationBySlug(scope).label : 'Whole market';
}

const PLURALS: Record<AccommodationSlug, string> = {
  fostering: 'Fostering',
  home: 'Children’s homes',
  supported_accommodation: 'Supported accommodation',
  residential_school: 'Residential special schools',
};

/** The types in the plural, by the database's code. */
export const ACCOMMODATION_PLURALS: readonly { code: number; label: string }[] = ACCOMMODATION_TYPES.map(
  ({ code, slug }) => ({ code, label: PLURALS[slug] }),
);

/** The categories in which authorities publish their intentions: finer than what Ofsted registers. */
export const CATEGORIES = [
  { code: 'whole_market', label: 'The whole market' },
  { code: 'fostering_in_house', label: 'In-house fostering' },
  { code: 'fostering_independent', label: 'Independent fostering' },
  { code: 'childrens_home', label: 'Children’s homes' },
  { code: 'residential_special_school', label: 'Residential special schools' },
  { code: 'short_break_in_house', label: 'In-house short breaks' },
  { code: 'supported_lodgings', label: 'Supported lodgings' },
  { code: 'staying_put', label: 'Staying put' },
  { code: 'shared_accommodation', label: 'Shared accommodation' },
  { code: 'semi_independent', label: 'Semi-independent accommodation' },
  { code: 'supported_accommodation_floating_support', label: 'Supported accommodation, floating support' },
  { code: 'reception_centre_uasc', label: 'Reception centre for unaccompanied children' },
  { code: 'secure_and_youth_detention', label: 'Secure and youth detention' },
] as const;

export type CategoryCode = (typeof CATEGORIES)[number]['code'];

export const CATEGORY_CODES = CATEGORIES.map((category) => category.code);

export function categoryLabel(code: CategoryCode): string {
  const category = CATEGORIES.find((category) => category.code === code);
  if (!category) throw new RangeError(`No category "${code}"`);
  return category.label;
}

export interface Intention {
  category: CategoryCode;
  intention: string;
  places: number | null;
}

export interface Milestone {
  contract: string;
  expiresOn: string;
  /** The first day of the month in which the review starts. */
  reviewStartsOn: string;
}

/** What a statement says, apart from its figures. */
export interface StatementContent {
  title: string;
  accommodationType: StatementScope;
  summary: string;
  /** Markdown, as are `supply` and `howToEngage`; "" where nothing is said. */
  need: string;
  supply: string;
  howToEngage: string;
  intentions: Intention[];
  milestones: Milestone[];
}

/** A statement's parts, as its page heads them. */
export const PART_HEADINGS = {
  need: 'What is needed',
  supply: 'What there is',
  intentions: 'Commissioning intentions',
  milestones: 'Procurement timeline',
  howToEngage: 'How to engage',
} as const;

/** The parts that nothing has been written for, by their headings. */
export function emptyParts(content: StatementContent): string[] {
  const parts = ['need', 'supply', 'intentions', 'milestones', 'howToEngage'] as const;
  return parts.filter((part) => content[part].length === 0).map((part) => PART_HEADINGS[part]);
}
