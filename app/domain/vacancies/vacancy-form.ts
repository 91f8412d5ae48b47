import { z } from 'zod';
import { formKey, line, outwardPostcode, poundsToPence, threeFieldDate, wholeNumber } from '../../lib/form-fields.ts';
import { GENDERS, UNKNOWN_AREA } from '../services/accommodation.ts';
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
  outwardCode: outwardPostcode('Enter the first half of the postcode the place is in').optional(),
  availableFrom: threeFieldDate('The date it is available from', 'Enter the date it is available from'),
  spotWeeklyPence: poundsToPence('Spot fee', 'Enter the spot fee')
    .optional()
    .transform((pence) => pence ?? null),
  key: formKey,
  intent: z.enum(['publish', 'draft']).catch('draft'),
});

/**
 * The form of a vacancy in a service, parsed asynchronously: what is typed must also keep within the service's registration. All that is
 * wrong is said at once, so these checks also run where another field could not be read.
 */
export function vacancySchema(registration: Registration, isKnownArea: (outwardCode: string) => Promise<boolean>) {
  return Details.superRefine(
    async (details, context) => {
      const readable = withoutFailed(details, context.issues);
      const issues = vacancyIssues(registration, readable);
      if (readable.outwardCode && !(await isKnownArea(readable.outwardCode))) issues.outwardCode = UNKNOWN_AREA;
      for (const [field, message] of Object.entries(issues)) {
        context.addIssue({ code: 'custom', path: [field], message });
      }
    },
    { when: () => true },
  );
}

function withoutFailed<Fields extends object>(
  fields: Fields,
  issues: { path?: PropertyKey[] | undefined }[],
): Partial<Fields> {
  const failed = new Set(issues.map((issue) => issue.path?.[0]));
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !failed.has(name))) as Partial<Fields>;
}

export type VacancyFields = z.input<typeof Details>;
