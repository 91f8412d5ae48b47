import { type OfferedAddOn, quoteSchema } from '../domain/price-schedules/quote-form.ts';

/** The questions of the page of one quote, described. `today` is the date it starts from where none is given, ISO. */
export function quoteParameters(today: string, addOns: readonly OfferedAddOn[] = []) {
  const schema = quoteSchema(today, addOns);
  const { shape } = schema;
  return schema.safeExtend({
    admission: shape.admission.meta({
      description:
        'Whose prices: an admission to a lot. Each add-on of the lot is a parameter as well: addon-CODE, hours a week, or 1 where it is priced by the week',
      example: '019f0000-0000-7000-8000-000000000006',
    }),
    age: shape.age.meta({ description: 'The child’s age in years on the first night', example: 9 }),
    needs: shape.needs.meta({
      description: 'What the child needs of a place: needs=autism&needs=missing, or needs=autism,missing',
      example: ['autism'],
    }),
    // Another date each day: no default to document.
    from: shape.from.meta({ description: 'The first night; today where none is given', default: undefined }),
    siblings: shape.siblings.meta({ description: 'Siblings to be placed with the child; none where it is not given' }),
    nth: shape.nth.meta({
      description: 'Which of those placed together the child is priced as; the last where not given',
    }),
    hours: shape.hours.meta({ description: 'Hours of support a week, in supported accommodation' }),
    weeks: shape.weeks.meta({
      description: `Weeks the stay is expected to last; ${shape.weeks.def.defaultValue} where it is not given`,
    }),
    places: shape.places.meta({
      description: 'Children that the home is registered for; the dearest fee counts where it is not given',
    }),
    placed: shape.placed.meta({
      description:
        'Children placed with the provider under the system already; for an authority, as many as there are where not given',
    }),
    education: shape.education.meta({ description: 'Pounds a week that education pays, like 1250.50' }),
    health: shape.health.meta({ description: 'Pounds a week that health pays, like 1250.50' }),
  });
}
