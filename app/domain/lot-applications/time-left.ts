import { countOf } from '../../lib/phrases.ts';
import { workingDaysBetween } from '../../lib/working-days.ts';

/** Dates are ISO, in London. */
export interface Deadline {
  dueOn: string;
  /** Until when the provider may answer a clarification: the clock stands. Null where none waits. */
  answerDueOn: string | null;
}

export type TimeLeft =
  | { is: 'overdue' | 'left'; workingDays: number }
  | { is: 'due_today' }
  /** The days that are left once the provider has answered. */
  | { is: 'standing'; workingDays: number };

interface Asked {
  askedAt: Date;
  answeredAt: Date | null;
  answerDueOn: string;
}

/** Until when answers to what was asked since the application was sent are waited for on a day; null where none is. */
export function awaitedUntil(clarifications: readonly Asked[], submittedAt: Date, today: string): string | null {
  const waiting = clarifications
    .filter((asked) => !asked.answeredAt && asked.askedAt >= submittedAt && asked.answerDueOn >= today)
    .map(({ answerDueOn }) => answerDueOn);
  return waiting.toSorted().at(-1) ?? null;
}

/** How the clock of an application stands on a day. */
export function timeLeft(deadline: Deadline, today: string, bankHolidays: ReadonlySet<string>): TimeLeft {
  const { dueOn, answerDueOn } = deadline;
  if (dueOn < today) return { is: 'overdue', workingDays: workingDaysLate(dueOn, today, bankHolidays) };
  if (answerDueOn !== null && answerDueOn >= today) {
    return { is: 'standing', workingDays: Math.max(0, workingDaysBetween(answerDueOn, dueOn, bankHolidays)) };
  }
  if (dueOn === today) return { is: 'due_today' };
  return { is: 'left', workingDays: workingDaysBetween(today, dueOn, bankHolidays) };
}

/** Working days by which a decision is late: 0 in time, 1 at least after the due date, on a weekend as well. */
export function workingDaysLate(dueOn: string, decidedOn: string, bankHolidays: ReadonlySet<string>): number {
  return decidedOn > dueOn ? Math.max(1, workingDaysBetween(dueOn, decidedOn, bankHolidays)) : 0;
}

export function formatTimeLeft(left: TimeLeft): string {
  if (left.is === 'due_today') return 'Due today';
  const days = countOf(left.workingDays, 'working day');
  if (left.is === 'overdue') return `Overdue by ${days}`;
  return left.is === 'left' ? `${days} left` : `Clock stands: ${days} left after the answer`;
}
