import { Temporal } from 'temporal-polyfill';

/** Today's calendar date in London, ISO. Read the clock at the edge, in a route or a job, and pass the date on. */
export function todayInLondon(): string {
  return Temporal.Now.plainDateISO('Europe/London').toString();
}

/** The ISO date, or undefined where there is no such day: 2027-02-29. */
export function toIsoDate(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** "2027-03-03" → "3 March 2027". */
export function formatDate(iso: string): string {
  return Temporal.PlainDate.from(iso).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "2027-03-03" → "3 Mar 2027", for tables. */
export function formatShortDate(iso: string): string {
  return Temporal.PlainDate.from(iso).toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** "3 March 2027, 14:05", in London. */
export function formatInstant(instant: Date): string {
  const there = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO('Europe/London');
  const time = there.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${formatDate(there.toPlainDate().toString())}, ${time}`;
}

/** "2019-04-01" → "April 2019". */
export function formatMonth(iso: string): string {
  return Temporal.PlainDate.from(iso).toLocaleString('en-GB', { month: 'long', year: 'numeric' });
}

export function addDays(iso: string, days: number): string {
  return Temporal.PlainDate.from(iso).add({ days }).toString();
}

/** "2027-03-03" → what a three-field date starts with. */
export function toThreeFields(iso: string): { day: string; month: string; year: string } {
  const { day, month, year } = Temporal.PlainDate.from(iso);
  return { day: String(day), month: String(month), year: String(year) };
}

/** The calendar date of an instant in London, ISO. */
export function londonDate(instant: Date): string {
  const there = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO('Europe/London');
  return there.toPlainDate().toString();
}

/** Days from the first ISO date to the second; negative where it is earlier. */
export function daysBetween(from: string, until: string): number {
  return Temporal.PlainDate.from(from).until(until, { largestUnit: 'days' }).days;
}

/** Whole years from an ISO date to a later one, and the next anniversary after that; of 29 February it is the 28th in years without one. */
export function anniversaries(from: string, on: string): { years: number; next: string } {
  const first = Temporal.PlainDate.from(from);
  const day = Temporal.PlainDate.from(on);
  const isBefore = Temporal.PlainDate.compare(day, first.add({ years: day.year - first.year })) < 0;
  const years = day.year - first.year - (isBefore ? 1 : 0);
  return { years, next: first.add({ years: years + 1 }).toString() };
}

/** The instant at which a calendar date begins in London. */
export function startOfLondonDay(iso: string): Date {
  return new Date(Temporal.PlainDate.from(iso).toZonedDateTime('Europe/London').epochMilliseconds);
}

/** An instant on London's clock: "3 Mar 2027, 14:05:09". */
export function formatLondonTime(instant: Date): string {
  const there = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO('Europe/London');
  const time = there.toPlainTime().toString({ smallestUnit: 'second' });
  return `${formatShortDate(there.toPlainDate().toString())}, ${time}`;
}
