import { z } from 'zod';
import { addDays, formatDate } from '../../lib/dates.ts';
import { formKey, line, outwardPostcode, poundsToPence, threeFieldDate, wholeNumber } from '../../lib/form-fields.ts';
import { GENDERS, UNKNOWN_AREA } from '../services/accommodation.ts';
import { NEED_CODES, NEEDS, type NeedCode } from '../services/needs.ts';
import { type Registration, type VacancyDetails, type VacancyIssues, vacancyIssues } from './vacancy.ts';

const codes = NEED_CODES as [NeedCode, ...NeedCode[]];
const needs = z
  .array(z.enum(codes, { error: 'Choose from the list of needs' }), { error: 'Choose from the list of needs' })
  .max(NEEDS.length);
const age = (name: string, missing: string) => wholeNumber({ name, missing, least: 0, most: 25 });

const Questions = z.object({
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
});
const NewVacancy = Questions.extend({ key: formKey, intent: z.enum(['publish', 'draft']).catch('draft') });
const ChangedVacancy = Questions.extend({ revision: z.coerce.number().int().catch(0) });

export interface VacancyFormContext {
  /** Of the service the vacancy is in: what is typed must keep within it. */
  registration: Registration;
  isKnownArea: (outwardCode: string) => Promise<boolean>;
  /** ISO. */
  today: string;
}

const DAYS_BACK = 365;
const DAYS_AHEAD = 730;
const ALWAYS = { when: () => true };

/** The form of a new vacancy; parse it asynchronously. */
export const newVacancySchema = (context: VacancyFormContext) => NewVacancy.superRefine(keepsWithin(context), ALWAYS);

/** The form of a change to one, which carries the revision it was opened at; parse it asynchronously. */
export const changedVacancySchema = (context: VacancyFormContext) =>
  ChangedVacancy.superRefine(keepsWithin(context), ALWAYS);

/** All that is wrong is said at once, so these checks also run where another field could not be read. */
function keepsWithin({ registration, isKnownArea, today }: VacancyFormContext) {
  return async (details: z.output<typeof Questions>, context: z.RefinementCtx) => {
    const readable = withoutFailed(details, context.issues);
    const issues = { ...farFrom(today, readable), ...vacancyIssues(registration, readable) };
    if (readable.outwardCode && !(await isKnownArea(readable.outwardCode))) issues.outwardCode = UNKNOWN_AREA;
    for (const [field, message] of Object.entries(issues)) {
      context.addIssue({ code: 'custom', path: [field], message });
    }
  };
}

/** A date years away is a slip of the keyboard. */
function farFrom(today: string, { availableFrom }: Partial<VacancyDetails>): VacancyIssues {
  const [earliest, latest] = [addDays(today, -DAYS_BACK), addDays(today, DAYS_AHEAD)];
  if (!availableFrom || (availableFrom >= earliest && availableFrom <= latest)) return {};
  return { availableFrom: `Enter a date from ${formatDate(earliest)} to ${formatDate(latest)}` };
}

function withoutFailed<Fields extends object>(
  fields: Fields,
  issues: { path?: PropertyKey[] | undefined }[],
): Partial<Fields> {
  const failed = new Set(issues.map((issue) => issue.path?.[0]));
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !failed.has(name))) as Partial<Fields>;
}

export type NewVacancyFields = z.input<typeof NewVacancy>;
export type ChangedVacancyFields = z.input<typeof ChangedVacancy>;
