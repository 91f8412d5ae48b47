import { z } from 'zod';
import { formKey, line, poundsToPence, threeFieldDate, wholeNumber } from '../../lib/form-fields.ts';
import { GENDERS } from '../services/accommodation.ts';
import { NEED_CODES, NEEDS, type NeedCode } from '../services/needs.ts';
import { type Registration, vacancyIssues } from './vacancy.ts';

const codes = NEED_CODES as [NeedCode, ...NeedCode[]];
const needs = z
  .array(z.enum(codes, { error: 'Choose from the list of needs' }), { error: 'Choose from the list of needs' })
  .max(NEEDS.length);
const age = (name: string, missing: string) => wholeNumber({ name, missing, least: 0, most: 25 });

const Details = z.object({
  title: line('Title', 'Enter a title', 120),
  places: wholeNumber({ name: 'Places', missing: 'Enter how many places there are', least: 1, most: 99 }),
  ageFrom: age('Age from', 'Enter the youngest age'),
  ageTo: age('Age to', 'Enter the oldest age'),
  gender: z.enum(GENDERS, { error: 'Choose who the place is for' }),
  canMeet: needs.default([]),
  cannotMeet: needs.default([]),
  availableFrom: threeFieldDate('The date it is available from', 'Enter the date it is available from'),
  spotWeeklyPence: poundsToPence('Spot fee', 'Enter the spot fee')
    .optional()
    .transform((pence) => pence ?? null),
  key: formKey,
  intent: z.enum(['publish', 'draft']).catch('draft'),
});

/** The form of a vacancy in a service: what is typed must also keep within the service's registration. */
export function vacancySchema(registration: Registration) {
  return Details.superRefine((details, context) => {
    for (const [field, message] of Object.entries(vacancyIssues(registration, details))) {
      context.addIssue({ code: 'custom', path: [field], message });
    }
  });
}

export type VacancyFields = z.input<typeof Details>;
