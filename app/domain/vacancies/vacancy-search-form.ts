import { z } from 'zod';
import { outwardPostcode, wholeNumber } from '../../lib/form-fields.ts';
import { ACCOMMODATION_SLUGS } from '../services/accommodation.ts';
import { NEED_CODES, NEEDS, type NeedCode } from '../services/needs.ts';

export const CHILD_GENDERS = ['female', 'male', 'other'] as const;
export const SORTS = ['distance', 'price', 'match'] as const;
export type Sort = (typeof SORTS)[number];

/** Miles; "any" is everywhere. */
export const RADII = ['10', '20', '50', 'any'] as const;

const DEFAULT_RADIUS = '50';
const DEFAULT_WEEKS = 26;
const MOST_PAGES = 500;

const codes = NEED_CODES as [NeedCode, ...NeedCode[]];
const few = (name: string, least: number, most: number) =>
  wholeNumber({ name, missing: `Enter ${name.toLowerCase()}`, least, most });

/** The need that a search starts from, as the address carries it. `today` is the date it starts from where none is given, ISO. */
export function vacancySearchSchema(today: string) {
  return z.object({
    type: z.enum(ACCOMMODATION_SLUGS, { error: 'Choose the kind of place' }),
    age: wholeNumber({ name: 'Age', missing: 'Enter the child’s age in years', least: 0, most: 25 }),
    gender: z.enum(CHILD_GENDERS, { error: 'Choose the child’s gender' }),
    needs: z
      .preprocess(
        (value) => (typeof value === 'string' ? value.split(',') : value),
        z.array(z.enum(codes, { error: 'Choose from the list of needs' })).max(NEEDS.length),
      )
      .default([]),
    postcode: outwardPostcode('Enter the first half of the postcode to be near'),
    from: z.iso
      .date({ error: 'Enter the start date as a real date, like 2027-03-27' })
      .refine((date) => date >= '2000-01-01' && date < '2100-01-01', 'Enter a start date between 2000 and 2099')
      .default(today),
    siblings: few('Siblings', 0, 9).default(0),
    places: few('Places', 1, 10).optional(),
    hours: few('Support hours', 0, 168).optional(),
    weeks: few('Weeks', 1, 520).default(DEFAULT_WEEKS),
    radius: z.enum(RADII, { error: 'Choose how far' }).default(DEFAULT_RADIUS),
    sort: z.enum(SORTS).catch('distance'),
    page: z.coerce.number().int().min(1).max(MOST_PAGES).catch(1),
  });
}

export type VacancySearch = z.output<ReturnType<typeof vacancySearchSchema>>;
export type VacancySearchFields = z.input<ReturnType<typeof vacancySearchSchema>>;

const NAMES = [
  'type',
  'age',
  'gender',
  'needs',
  'postcode',
  'from',
  'siblings',
  'places',
  'hours',
  'weeks',
  'radius',
  'sort',
  'page',
];

/** What of an address is a search, with the defaults that its form shows. */
export function searchParams(address: URLSearchParams, today: string): URLSearchParams {
  const params = new URLSearchParams({ from: today, siblings: '0' });
  for (const name of NAMES) {
    const typed = address.getAll(name).filter((value) => value !== '');
    if (typed.length > 0) params.delete(name);
    for (const value of typed) params.append(name, value);
  }
  return params;
}
