import { toIsoDate } from '../../lib/dates.ts';

const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(2001, month, 1)).toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' }),
);

const LAST_YEAR = 9_999;

/** "1 April", "1 apr" or "1 4" → "04-01"; undefined where no year has such a day, or not every year has. */
export function parseUpliftDay(text: string): string | undefined {
  const [, day, month] = /^(\d{1,2})[ ./-]+(\d{1,2}|[a-z]{3,9})$/.exec(text.trim().toLowerCase()) ?? [];
  if (!day || !month) return undefined;
  const number = /^\d/.test(month)
    ? Number(month)
    : 1 + MONTHS.findIndex((name) => name.toLowerCase().startsWith(month));
  // A year without 29 February.
  return toIsoDate(2001, number, Number(day))?.slice(5);
}

/** "04-01" → "1 April". */
export function formatUpliftDay(monthDay: string): string {
  const [month = '', day = ''] = monthDay.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''}`;
}

/** "04-01" → its first day on or after a day, ISO: of 29 February that of the next leap year. */
export function nextUpliftDay(monthDay: string, on: string): string {
  const [month = 0, day = 0] = monthDay.split('-').map(Number);
  for (let year = Number(on.slice(0, 4)); year <= LAST_YEAR; year++) {
    const date = toIsoDate(year, month, day);
    if (date !== undefined && date >= on) return date;
  }
  throw new RangeError(`no year has the day ${monthDay}`);
}
