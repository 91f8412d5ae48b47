import { Temporal } from 'temporal-polyfill';

const SATURDAY = 6;

/** Monday to Friday, but for bank holidays; ISO dates. */
export function isWorkingDay(iso: string, bankHolidays: ReadonlySet<string>): boolean {
  return Temporal.PlainDate.from(iso).dayOfWeek < SATURDAY && !bankHolidays.has(iso);
}

/**
 * The working day that comes so many working days after a day, which itself does not count; of 0 the day itself. From Friday, 1 is Monday.
 */
export function addWorkingDays(iso: string, days: number, bankHolidays: ReadonlySet<string>): string {
  let day = Temporal.PlainDate.from(iso);
  for (let left = days; left > 0; ) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day.toString(), bankHolidays)) left--;
  }
  return day.toString();
}

/** Working days after `from`, up to and including `until`; negative where `until` is earlier. */
export function workingDaysBetween(from: string, until: string, bankHolidays: ReadonlySet<string>): number {
  if (until < from) return -workingDaysBetween(until, from, bankHolidays);
  let count = 0;
  const end = Temporal.PlainDate.from(until);
  for (let day = Temporal.PlainDate.from(from).add({ days: 1 }); Temporal.PlainDate.compare(day, end) <= 0; ) {
    if (isWorkingDay(day.toString(), bankHolidays)) count++;
    day = day.add({ days: 1 });
  }
  return count;
}
