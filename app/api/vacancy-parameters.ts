import { z } from 'zod';
import { RADII, SORTS, vacancySearchSchema } from '../domain/vacancies/vacancy-search-form.ts';
import { wholeNumber } from '../lib/form-fields.ts';

const MOST_PAGES = 500;

/**
 * The questions of the search page, described. Where the page falls back on an order or a page number that it does not know, a program
 * is told. `today` is the date it starts from where none is given, ISO.
 */
export function vacancyParameters(today: string) {
  const { shape } = vacancySearchSchema(today);
  return z.object({
    type: shape.type.meta({ description: 'The kind of place', example: 'fostering' }),
    age: shape.age.meta({ description: 'The child’s age in years', example: 9 }),
    gender: shape.gender.meta({ description: 'The child’s gender', example: 'female' }),
    needs: shape.needs.meta({
      description: 'What the child needs of a place: needs=autism&needs=missing, or needs=autism,missing',
      example: ['autism'],
    }),
    postcode: shape.postcode.meta({
      description: 'The first half of the postcode to be near',
      example: 'TN24',
    }),
    // Another date each day: no default to document.
    from: shape.from.meta({
      description: 'The date the place is needed; today where none is given',
      default: undefined,
    }),
    siblings: shape.siblings.meta({ description: 'Siblings to be placed with the child; none where it is not given' }),
    places: shape.places.meta({ description: 'The least number of places' }),
    hours: shape.hours.meta({ description: 'Hours of support a week, in supported accommodation' }),
    weeks: shape.weeks.meta({
      description: `Weeks the stay is expected to last; ${shape.weeks.def.defaultValue} where it is not given`,
    }),
    radius: shape.radius.meta({ description: 'Miles, in a straight line', example: RADII[0] }),
    sort: z
      .enum(SORTS, { error: `Sort must be one of ${SORTS.join(', ')}` })
      .default('distance')
      .meta({ description: 'Nearest, cheapest, or most needs met first' }),
    page: wholeNumber({ name: 'Page', missing: 'Enter a page', least: 1, most: MOST_PAGES })
      .default(1)
      .meta({ description: 'From 1; a page past the end is answered by the last' }),
  });
}
