import { z } from 'zod';
import { daysBetween, formatDate } from '../../lib/dates.ts';
import { poundsToPence, threeFieldDate, wholeNumber } from '../../lib/form-fields.ts';
import { vacancySearchSchema } from '../vacancies/vacancy-search-form.ts';

/** What a lot offers beside its weekly fee. */
export interface OfferedAddOn {
  code: string;
  label: string;
  unit: string;
}

const HOURS_OF_A_WEEK = 168;

const few = (name: string, least: number, most: number) =>
  wholeNumber({ name, missing: `Enter ${name.toLowerCase()}`, least, most });

const paid = (name: string) => poundsToPence(name, `Enter what ${name.toLowerCase()} pays a week`).optional();

/** The field of an add-on. */
export const addOnField = (code: string): string => `addon-${code}`;

/**
 * The child and the stay that a quote is for, as the address carries them: nothing that identifies a child, and no birthday. `today` is the
 * date it starts from where none is given, ISO; the add-ons are those of the admission's lot.
 */
export function quoteSchema(today: string, addOns: readonly OfferedAddOn[]) {
  const { age, needs, from, siblings, hours, weeks } = vacancySearchSchema(today).shape;
  const wanted = addOns.map(({ code, label, unit }) => [
    addOnField(code),
    few(label, 0, unit === 'hour' ? HOURS_OF_A_WEEK : 1).optional(),
  ]);
  return z
    .object({
      admission: z.uuid('Choose whose prices'),
      ...{ age, needs, from, siblings, hours, weeks },
      nth: few('The child’s place among siblings', 1, 10).optional(),
      places: few('Children the home is registered for', 1, 9_999).optional(),
      placed: few('Children placed already', 0, 9_999).optional(),
      education: paid('Education'),
      health: paid('Health'),
      ...(Object.fromEntries(wanted) as Record<`addon-${string}`, z.ZodOptional<ReturnType<typeof few>>>),
    })
    .refine(({ nth, siblings: together }) => nth === undefined || nth <= together + 1, {
      path: ['nth'],
      message: 'The child cannot come after the last of those placed together',
    });
}

export type QuoteQuestion = z.output<ReturnType<typeof quoteSchema>>;
export type QuoteFields = z.input<ReturnType<typeof quoteSchema>>;

const MOST_NIGHTS_TO_BIRTHDAY = 366;

/**
 * The child's next birthday after the first night, ISO `from`: for lots whose fee follows the age. A date of birth is asked for nowhere, and
 * this day neither is stored nor stands in an address: the form that asks for it is posted.
 */
export function birthdaySchema(from: string) {
  const birthday = threeFieldDate('The next birthday', 'Enter the child’s next birthday').refine(
    (day) => day > from && daysBetween(from, day) <= MOST_NIGHTS_TO_BIRTHDAY,
    `Enter the child’s next birthday: after ${formatDate(from)}, and at most a year later`,
  );
  return z.object({ birthday });
}

export type BirthdayFields = z.input<ReturnType<typeof birthdaySchema>>;

const NAMES =
  /^(admission|age|needs|from|siblings|hours|weeks|nth|places|placed|education|health|addon-[a-z][a-z0-9_]{0,29})$/;

/** What of an address is a quote, with the defaults that its form shows. */
export function quoteParams(address: URLSearchParams, today: string): URLSearchParams {
  const given = [...address].filter(([name, value]) => NAMES.test(name) && value !== '');
  const names = new Set(given.map(([name]) => name));
  const defaults = Object.entries({ from: today, siblings: '0' }).filter(([name]) => !names.has(name));
  return new URLSearchParams([...defaults, ...given]);
}

/** The admission that an address asks about; undefined where it names none, or several. */
export function admissionAsked(address: URLSearchParams): string | undefined {
  const [id, ...others] = address.getAll('admission').filter((value) => value !== '');
  return others.length === 0 ? z.uuid().safeParse(id).data?.toLowerCase() : undefined;
}
