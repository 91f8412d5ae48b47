import { addWorkingDays } from '../../lib/working-days.ts';

const LEAST = 1;
const MOST = 30;

/** Days by the end of which a provider may be asked to answer a clarification, ISO. */
export interface AnswerDays {
  earliest: string;
  /** What the purchasing system gives where nobody chooses another. */
  usual: string;
  latest: string;
}

/** Of a clarification that is asked on a day: from the first working day after it to the thirtieth. */
export function answerDaysFrom(askedOn: string, usually: number, bankHolidays: ReadonlySet<string>): AnswerDays {
  const after = (days: number) => addWorkingDays(askedOn, days, bankHolidays);
  return { earliest: after(LEAST), usual: after(usually), latest: after(MOST) };
}

export const isAnswerDay = (day: string, { earliest, latest }: AnswerDays): boolean => earliest <= day && day <= latest;
