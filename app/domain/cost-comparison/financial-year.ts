/** Half-open: `until` is the first day after it. ISO dates. */
export interface Period {
  from: string;
  until: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const yearAndMonth = (iso: string): [number, number] => [Number(iso.slice(0, 4)), Number(iso.slice(5, 7))];

/** First day of the month that is `months` after the month of the date. */
function monthStart(iso: string, months: number): string {
  const [year, month] = yearAndMonth(iso);
  const count = year * 12 + (month - 1) + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}

/** The calendar quarter of a date; financial years start in April, so these are their quarters too. */
export function quarterOf(iso: string): Period {
  const [, month] = yearAndMonth(iso);
  const from = monthStart(iso, -((month - 1) % 3));
  return { from, until: monthStart(from, 3) };
}

/** The last `count` quarters, oldest first, of days before `today`: the last one ends with `today` where it still runs. */
export function quartersBefore(today: string, count: number): Period[] {
  const current = quarterOf(today);
  const last = today > current.from ? current : quarterOf(monthStart(today, -1));
  return Array.from({ length: count }, (_, index) => {
    const from = monthStart(last.from, (index + 1 - count) * 3);
    const until = monthStart(from, 3);
    return { from, until: until > today ? today : until };
  });
}

/** False for a quarter cut short. */
export const isWholeQuarter = ({ from, until }: Period): boolean => quarterOf(from).until === until;

/** The year in which the financial year of a date began: 2026 for 2027-03-31. */
export function financialYearOf(iso: string): number {
  const [year, month] = yearAndMonth(iso);
  return month >= 4 ? year : year - 1;
}

export function financialYear(startYear: number): Period {
  return { from: `${startYear}-04-01`, until: `${startYear + 1}-04-01` };
}

/** 2011 → "2011-12". */
export function financialYearLabel(startYear: number): string {
  return `${startYear}-${String((startYear + 1) % 100).padStart(2, '0')}`;
}

/** 1 for April to June. */
export function quarterNumber(iso: string): number {
  const [, month] = yearAndMonth(iso);
  return Math.floor(((month + 8) % 12) / 3) + 1;
}

/** For narrow places: "Apr–Jun", and the year of its last day. */
export function shortPeriodLabel({ from, until }: Period): { months: string; year: string } {
  const [, month] = yearAndMonth(from);
  const [year, lastMonth] = lastYearAndMonth(until);
  const last = `${MONTHS[lastMonth - 1]}`;
  return { months: month === lastMonth ? last : `${MONTHS[month - 1]}–${last}`, year: String(year) };
}

const lastYearAndMonth = (until: string) => yearAndMonth(until.slice(8) === '01' ? monthStart(until, -1) : until);

/** "Apr to Jun 2026"; "Apr 2026 to Mar 2027" where it spans two calendar years. */
export function periodLabel({ from, until }: Period): string {
  const [year, month] = yearAndMonth(from);
  const [lastYear, lastMonth] = lastYearAndMonth(until);
  const last = `${MONTHS[lastMonth - 1]} ${lastYear}`;
  if (year !== lastYear) return `${MONTHS[month - 1]} ${year} to ${last}`;
  return month === lastMonth ? last : `${MONTHS[month - 1]} to ${last}`;
}

/** True where the periods, in order, fill `whole` without a gap. */
export function fills(periods: readonly Period[], whole: Period): boolean {
  const end = periods.reduce<string | undefined>(
    (reached, period) => (period.from === reached ? period.until : undefined),
    whole.from,
  );
  return end === whole.until;
}
