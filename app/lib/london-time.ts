import { Temporal } from 'temporal-polyfill';

const LONDON = 'Europe/London';

/** Which of two instants a wall time means, in the hour that comes twice when clocks go back: the first is summer time. */
export type Occurrence = 'first' | 'second';

/** The instants at which London's clocks show a time of day, "01:30", on a date, ISO. */
export function londonInstants(date: string, time: string): readonly Date[] {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(LONDON, { disambiguation }),
  );
  const shows = [earlier, later].filter((there) => there?.toPlainDateTime().equals(wall));
  return [...new Set(shows.map((there) => there?.epochMilliseconds ?? 0))].map((instant) => new Date(instant));
}

/** "09:00", in London. */
export function londonTime(instant: Date): string {
  const there = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(LONDON);
  return there.toPlainTime().toString({ smallestUnit: 'minute' });
}

/** Which occurrence an instant is, where its wall time comes twice; null where it comes once. */
export function occurrenceOf(date: string, instant: Date): Occurrence | null {
  const [first, second] = londonInstants(date, londonTime(instant));
  if (!first || !second) return null;
  return instant.getTime() < second.getTime() ? 'first' : 'second';
}
