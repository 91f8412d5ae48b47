import { Temporal } from 'temporal-polyfill';

const LONDON = 'Europe/London';

/** Which of the two, where the clock shows a time twice because it went back: in summer time first, then in winter time. */
export type ClockTurn = 'first' | 'second';

export type WallTime =
  | { kind: 'instant'; instant: Date }
  /** The clock goes forward over it: there is no such time on that day. */
  | { kind: 'skipped' }
  /** The clock goes back over it: it comes twice, and nobody said which. */
  | { kind: 'twice'; first: Date; second: Date };

/** What is typed as a time of day: "9:05", "09:05", "09.05", "0905" → "09:05"; undefined where it is none. */
export function parseTimeOfDay(text: string): string | undefined {
  const match = /^(\d{1,2})[:.](\d{2})$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${match[2]}`;
}

/**
 * The instant at which London's clock shows a time on a date: an ISO date and "HH:MM". `turn` tells the two apart where
 * the clock goes back, and says nothing on any other night.
 */
export function londonWallTime(date: string, time: string, turn?: ClockTurn): WallTime {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const at = (disambiguation: 'earlier' | 'later') => wall.toZonedDateTime(LONDON, { disambiguation });
  const [earlier, later] = [at('earlier'), at('later')];
  if (!earlier.toPlainDateTime().equals(wall)) return { kind: 'skipped' };
  const [first, second] = [new Date(earlier.epochMilliseconds), new Date(later.epochMilliseconds)];
  if (first.getTime() === second.getTime()) return { kind: 'instant', instant: first };
  if (!turn) return { kind: 'twice', first, second };
  return { kind: 'instant', instant: turn === 'first' ? first : second };
}

/** An instant as London's clock shows it, for a form to start with: its ISO date and "HH:MM". */
export function londonClock(instant: Date): { date: string; time: string } {
  const there = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(LONDON);
  return {
    date: there.toPlainDate().toString(),
    time: there.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}

/** Which of the two an instant is, where London's clock shows its time twice; null where it comes once. */
export function clockTurnOf(instant: Date): ClockTurn | null {
  const { date, time } = londonClock(instant);
  const wall = londonWallTime(date, time);
  if (wall.kind !== 'twice') return null;
  return instant < wall.second ? 'first' : 'second';
}
