import { z } from 'zod';
import { toIsoDate } from './dates.ts';
import { parseTimeOfDay } from './london-time.ts';
import { parsePounds } from './money.ts';

// The parts of forms' schemas. Each takes the message for a missing answer; what is typed stays a string until it is parsed here.

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const isPrintable = (text: string) => !UNPRINTABLE.test(text) && text.isWellFormed();
const UNPRINTABLE_MESSAGE = 'Remove the characters that cannot be printed';

const plain = (missing: string) => z.string({ error: missing }).refine(isPrintable, UNPRINTABLE_MESSAGE).trim();

/** One line of text. */
export function line(name: string, missing: string, most: number) {
  return plain(missing)
    .min(1, missing)
    .max(most, `${name} must be ${most} characters or fewer`)
    .refine((text) => !/[\r\n]/.test(text), `${name} must be on one line`);
}

/** Text of several lines. */
export function paragraphs(name: string, missing: string, most: number) {
  return plain(missing)
    .min(1, missing)
    .max(most, `${name} must be ${most.toLocaleString('en-GB')} characters or fewer`);
}

/** Text of several lines that may stay empty: then "". */
export function optionalParagraphs(name: string, most: number) {
  return plain(`${name} must be text`)
    .max(most, `${name} must be ${most.toLocaleString('en-GB')} characters or fewer`)
    .optional()
    .transform((text) => text ?? '');
}

/** An e-mail address, in small letters. */
export function emailAddress(missing: string) {
  const malformed = 'Enter an email address, like name@example.gov.uk';
  return z.string({ error: missing }).trim().toLowerCase().max(254, malformed).pipe(z.email(malformed));
}

interface WholeNumberLimits {
  /** Begins the messages: "Age from". */
  name: string;
  missing: string;
  least: number;
  most: number;
}

/** A whole number typed in digits. */
export function wholeNumber({ name, missing, least, most }: WholeNumberLimits) {
  return plain(missing)
    .refine((text) => /^\d{1,9}$/.test(text), `${name} must be a whole number, like ${least + 3}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `${name} must be from ${least} to ${most}`)
    .meta({ type: 'integer', minimum: least, maximum: most });
}

/** "£1,250.50" → 125050, without floats. */
export function poundsToPence(name: string, missing: string) {
  return plain(missing).transform((text, context) => {
    const pence = parsePounds(text);
    if (pence !== undefined && pence > 0) return pence;
    context.addIssue({
      code: 'custom',
      message: `${name} must be an amount of money above zero, like 1,250 or 1,250.50`,
    });
    return z.NEVER;
  });
}

/** The same, which may stay empty: then null. */
export function optionalPounds(name: string) {
  return poundsToPence(name, `Enter ${name.toLowerCase()}`)
    .optional()
    .transform((pence) => pence ?? null);
}

/** "7.5" or "7.5%" → 750 basis points; from 0 to 100%. */
export function percentToBps(name: string, missing: string) {
  return plain(missing).transform((text, context) => {
    const match = /^(\d{1,3})(?:\.(\d{1,2}))?\s*%?$/.exec(text);
    const bps = match?.[1] ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : Number.NaN;
    if (bps <= 10_000) return bps;
    context.addIssue({ code: 'custom', message: `${name} must be from 0 to 100%, like 5 or 7.5` });
    return z.NEVER;
  });
}

/** Three fields, day, month and year → "2027-03-03". `name` begins the messages: "The date it is available from". */
export function threeFieldDate(name: string, missing: string) {
  return dateParts(missing).transform((parts, context) => dateOf(parts, context, name, missing) ?? z.NEVER);
}

/** The same, which may stay empty: then null. */
export function optionalThreeFieldDate(name: string) {
  return dateParts(`${name} must be a date`)
    .optional()
    .transform((parts, context) => (parts ? (dateOf(parts, context, name, null) ?? null) : null));
}

function dateParts(missing: string) {
  // Unprintable ones too are told beside the date: no field of its own shows a part's message.
  const part = z.string({ error: missing }).trim().optional();
  return z.object({ day: part, month: part, year: part }, { error: missing });
}

/** `missing` null: it may be empty. */
function dateOf(
  { day, month, year }: z.output<ReturnType<typeof dateParts>>,
  context: z.core.$RefinementCtx,
  name: string,
  missing: string | null,
): string | undefined {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return undefined;
  };
  if (!day && !month && !year) return missing === null ? undefined : refuse(missing);
  if (!day || !month || !year) return refuse(`${name} must have a day, a month and a year`);
  if (![day, month].every((digits) => /^\d{1,2}$/.test(digits)))
    return refuse(`${name} must be in numbers, like 27 3 2027`);
  if (!/^(19|20)\d\d$/.test(year)) return refuse(`${name} must have a year of four digits, like 2027`);
  return (
    toIsoDate(Number(year), Number(month), Number(day)) ??
    refuse(`${name} must be a real date: check the day and the month`)
  );
}

/** The revision that a form was filled from: 0, which no record has, where it is not a number. */
export const revisionField = z.coerce.number().int().min(1).max(2_147_483_647).catch(0);

/** The outward part of a postcode, in capitals: "tn24", "TN24 9AB" → "TN24". Whether there is such a place, the database knows. */
export function outwardPostcode(missing: string) {
  return plain(missing).transform((text, context) => {
    const match = /^([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2})?$/.exec(text.toUpperCase());
    if (match?.[1]) return match[1];
    context.addIssue({ code: 'custom', message: 'Enter the first half of a postcode, like TN24' });
    return z.NEVER;
  });
}

/** The uuid a form carries so that sending it twice does one thing. */
export const formKey = z.uuid('Load the page again: this form is not one of ours');

/** A time of day on the 24-hour clock: "9.05" → "09:05". */
export function timeOfDay(missing: string) {
  return plain(missing)
    .min(1, missing)
    .transform((text, context) => {
      const time = parseTimeOfDay(text);
      if (time) return time;
      context.addIssue({ code: 'custom', message: 'Enter a time on the 24-hour clock, like 09:00 or 17:30' });
      return z.NEVER;
    });
}
