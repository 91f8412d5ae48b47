import { addWorkingDays, isWorkingDay } from '#app/lib/working-days.ts';
import { type Day, dayOf, isoOf } from './calendar.ts';

/** Working days around the day that the demonstration is dated from. */
export class WorkingCalendar {
  readonly today: Day;
  readonly bankHolidays: ReadonlySet<string>;

  constructor(today: Day, bankHolidays: ReadonlySet<string>) {
    this.today = today;
    this.bankHolidays = bankHolidays;
  }

  /** The working day that many before today; 1 is the last one that is over. */
  ago(days: number): Day {
    let day = this.today;
    for (let left = days; left > 0; ) {
      day--;
      if (isWorkingDay(isoOf(day), this.bankHolidays)) left--;
    }
    return day;
  }

  after(day: Day, days: number): Day {
    return dayOf(addWorkingDays(isoOf(day), days, this.bankHolidays));
  }
}
