const MS_PER_DAY = 86_400_000;

/** A date as days since 1 January 1970, so that dates are added and compared as whole numbers. */
export type Day = number;

/** Half-open, as in the database: `endsOn` is the first day outside. */
export interface Period {
  startsOn: Day;
  endsOn: Day;
}

export const dayOf = (iso: string): Day => Math.round(Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY);

const written = new Map<Day, string>();

export function isoOf(day: Day): string {
  let iso = written.get(day);
  if (iso === undefined) {
    iso = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
    written.set(day, iso);
  }
  return iso;
}

export const isoOrNull = (day: Day | null): string | null => (day === null ? null : isoOf(day));

export const millisecondsOf = (day: Day, hours = 0): number => Math.round(day * MS_PER_DAY + hours * 3_600_000);

/** An instant of that day, in UTC, to the minute. */
export function instantOf(day: Day, hours: number): string {
  const minutes = Math.floor(hours * 60);
  return `${isoOf(day)}T${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:00Z`;
}

const twoDigits = (number: number) => String(number).padStart(2, '0');

export const date = (year: number, month: number, day = 1): Day =>
  Math.round(Date.UTC(year, month - 1, day) / MS_PER_DAY);

/** The year in which the financial year that holds the day began: 2026 from 1 April 2026 to 31 March 2027. */
export function financialYearOf(day: Day): number {
  const at = new Date(day * MS_PER_DAY);
  return at.getUTCMonth() >= 3 ? at.getUTCFullYear() : at.getUTCFullYear() - 1;
}

/** `quarter` 1 is April to June. */
export function financialQuarter(year: number, quarter: number): Period {
  return { startsOn: date(year, quarter * 3 + 1), endsOn: date(year, quarter * 3 + 4) };
}

export const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(day * MS_PER_DAY).getUTCDay());

/** 1 is January. */
export const monthOf = (day: Day): number => new Date(day * MS_PER_DAY).getUTCMonth() + 1;
