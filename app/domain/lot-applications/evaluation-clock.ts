import { londonDate } from '../../lib/dates.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../lib/working-days.ts';

/** Days in London, ISO, on which the clock stands while the provider answers; `until` is the day it answered, or was to answer. */
export interface ClockPause {
  from: string;
  until: string;
}

export interface EvaluationClock {
  /** The day of submission in London, ISO: the first working day after it is day 1. */
  submittedOn: string;
  /** Working days to the decision. */
  days: number;
  pauses: readonly ClockPause[];
}

/**
 * The last day on which the decision is in time, ISO. A working day after the question was asked and up to the day of the answer does not
 * count; pauses that overlap count once. Asked on the last day, the decision is due on the day of the answer, or on the first working day
 * after it; asked when the time was up already, a question does not bring it back.
 *
 * Source: Public Contracts Regulations 2015, reg 34(11) and (12): 10 working days from receipt, 15 where that is justified.
 */
export function decisionDueOn(clock: EvaluationClock, bankHolidays: ReadonlySet<string>): string {
  // The last working day that counts, and the day to which answers have been waited for, which may come after it.
  let last = addWorkingDays(clock.submittedOn, clock.days, bankHolidays);
  let waited = clock.submittedOn;
  const due = () => (waited <= last ? last : firstWorkingDay(waited, bankHolidays));
  for (const pause of [...clock.pauses].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const from = later(pause.from, waited);
    if (pause.until <= from) continue;
    if (from > due()) break;
    last = addWorkingDays(last, workingDaysBetween(from, pause.until, bankHolidays), bankHolidays);
    waited = pause.until;
  }
  return due();
}

const firstWorkingDay = (iso: string, bankHolidays: ReadonlySet<string>) =>
  isWorkingDay(iso, bankHolidays) ? iso : addWorkingDays(iso, 1, bankHolidays);

const later = (a: string, b: string) => (a > b ? a : b);

/** A question to the provider as the clock sees it. */
interface Question {
  askedAt: Date;
  answerDueOn: string;
  answeredAt: Date | null;
}

/** While a question waits, the clock stands: until the answer, but not beyond the day on which it was due, however late it comes. */
export function pauseFor({ askedAt, answerDueOn, answeredAt }: Question): ClockPause {
  const answeredOn = answeredAt && londonDate(answeredAt);
  return { from: londonDate(askedAt), until: answeredOn && answeredOn < answerDueOn ? answeredOn : answerDueOn };
}
