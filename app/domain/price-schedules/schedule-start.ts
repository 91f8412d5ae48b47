import { formatDate } from '../../lib/dates.ts';

interface Start {
  /** ISO, as all of these. */
  validFrom: string;
  /** In London. */
  today: string;
  /** When the provider was admitted; null: not yet. */
  admittedOn: string | null;
  /** The start of the latest schedule that was approved; null where this is the first. */
  latestFrom: string | null;
}

/**
 * Why a schedule may not start on its date when it is submitted; undefined where it may. The first of an admission starts on any day from the
 * admission on, or from today where that is not decided. Every other starts after today, since what was charged up to today is settled, and
 * after the one before it.
 *
 * Source: docs/price-schedules.md.
 */
export function startProblem({ validFrom, today, admittedOn, latestFrom }: Start): string | undefined {
  if (latestFrom === null) {
    const earliest = admittedOn ?? today;
    return validFrom < earliest
      ? `Enter a date of ${formatDate(earliest)} or later for the start of the prices`
      : undefined;
  }
  const after = latestFrom > today ? latestFrom : today;
  return validFrom <= after ? `Enter a date after ${formatDate(after)} for the start of the prices` : undefined;
}

/** Why it may not be approved: as above, but a start that is today, or of a first schedule gone by, still counts. */
export function decisionStartProblem({ validFrom, today, latestFrom }: Omit<Start, 'admittedOn'>): string | undefined {
  if (latestFrom === null) return undefined;
  if (validFrom <= latestFrom)
    return `Prices from ${formatDate(latestFrom)} were approved meanwhile: reject this schedule, which would begin before them`;
  return validFrom < today
    ? `Its start, ${formatDate(validFrom)}, has passed: reject it, so that the provider gives a later one`
    : undefined;
}
