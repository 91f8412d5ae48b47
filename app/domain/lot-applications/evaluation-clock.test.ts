import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, londonDate } from '../../lib/dates.ts';
import { addWorkingDays, isWorkingDay } from '../../lib/working-days.ts';
import { type ClockPause, decisionDueOn, pauseFor } from './evaluation-clock.ts';

/** Of England and Wales, from Christmas 2026 to Easter 2027. */
const HOLIDAYS: ReadonlySet<string> = new Set(['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29']);

const due = (submittedOn: string, days: number, ...pauses: [string, string][]) =>
  decisionDueOn({ submittedOn, days, pauses: pauses.map(([from, until]) => ({ from, until })) }, HOLIDAYS);

describe('without a question', () => {
  test.each<[string, string, number, string]>([
    ['on a Monday', '2026-11-02', 10, '2026-11-16'],
    ['on a Sunday as on the Friday before it', '2026-11-08', 10, '2026-11-20'],
    ['on that Friday', '2026-11-06', 10, '2026-11-20'],
    ['extended to fifteen', '2026-11-02', 15, '2026-11-23'],
    ['on Christmas Eve', '2026-12-24', 10, '2027-01-12'],
    ['on Christmas Day', '2026-12-25', 10, '2027-01-12'],
    ['on Boxing Day, a Saturday', '2026-12-26', 10, '2027-01-12'],
    ['before Christmas, extended', '2026-12-18', 15, '2027-01-13'],
    ['before Easter', '2027-03-22', 10, '2027-04-07'],
    ['on Good Friday', '2027-03-26', 10, '2027-04-12'],
    ['before the clocks go back', '2026-10-23', 10, '2026-11-06'],
  ])('submitted %s', (_, submittedOn, days, expected) => {
    expect(due(submittedOn, days)).toBe(expected);
  });
});

describe('while a question waits the clock stands', () => {
  test.each<[string, string, [string, string][]]>([
    ['answered on the same day: no day lost', '2026-11-16', [['2026-11-04', '2026-11-04']]],
    ['answered on the next day: one day', '2026-11-17', [['2026-11-04', '2026-11-05']]],
    ['asked on a Friday, answered on Sunday: none', '2026-11-16', [['2026-11-06', '2026-11-08']]],
    ['asked on a Friday, answered on Monday: one', '2026-11-17', [['2026-11-06', '2026-11-09']]],
    [
      'two that overlap count once',
      '2026-11-20',
      [
        ['2026-11-03', '2026-11-06'],
        ['2026-11-04', '2026-11-09'],
      ],
    ],
    [
      'one within another counts once, in whichever order',
      '2026-11-20',
      [
        ['2026-11-04', '2026-11-05'],
        ['2026-11-03', '2026-11-09'],
      ],
    ],
    [
      'two asked on the same day',
      '2026-11-20',
      [
        ['2026-11-03', '2026-11-04'],
        ['2026-11-03', '2026-11-09'],
      ],
    ],
    [
      'two that follow each other count both',
      '2026-11-18',
      [
        ['2026-11-03', '2026-11-04'],
        ['2026-11-05', '2026-11-06'],
      ],
    ],
    [
      'a second in the time that the first gave back',
      '2026-11-20',
      [
        ['2026-11-12', '2026-11-16'],
        ['2026-11-17', '2026-11-19'],
      ],
    ],
    ['asked with a day left: the day after the answer', '2026-11-20', [['2026-11-13', '2026-11-19']]],
    ['asked on the last day: the day of the answer', '2026-11-19', [['2026-11-16', '2026-11-19']]],
    ['asked on the last day, answered on a Sunday: the Monday', '2026-11-23', [['2026-11-16', '2026-11-22']]],
    ['asked when the time was up: nothing', '2026-11-16', [['2026-11-17', '2026-11-19']]],
  ])('%s', (_, expected, pauses) => {
    expect(due('2026-11-02', 10, ...pauses)).toBe(expected);
  });

  test('over a bank holiday, which did not count before either', () => {
    expect(due('2026-12-18', 10, ['2026-12-24', '2026-12-29'])).toBe('2027-01-07');
    expect(due('2027-03-22', 10, ['2027-03-25', '2027-03-30'])).toBe('2027-04-08');
    expect(due('2027-03-22', 10, ['2027-03-25', '2027-03-29'])).toBe('2027-04-07');
  });

  test('and with the longer time as well', () => {
    expect(due('2026-11-02', 15, ['2026-11-04', '2026-11-06'])).toBe('2026-11-25');
  });
});

describe('a question as the clock sees it', () => {
  const ask = (askedAt: string, answeredAt: string | null) =>
    pauseFor({
      askedAt: new Date(askedAt),
      answerDueOn: '2026-10-30',
      answeredAt: answeredAt ? new Date(answeredAt) : null,
    });

  test('stands until the answer', () => {
    expect(ask('2026-10-23T09:00:00Z', '2026-10-27T12:00:00Z')).toEqual({ from: '2026-10-23', until: '2026-10-27' });
  });
  test('a late answer, and none, count to the day it was due', () => {
    const toTheEnd = { from: '2026-10-23', until: '2026-10-30' };
    expect(ask('2026-10-23T09:00:00Z', '2026-11-04T12:00:00Z')).toEqual(toTheEnd);
    expect(ask('2026-10-23T09:00:00Z', null)).toEqual(toTheEnd);
  });
  test('its days are London’s, on both sides of the change to winter time', () => {
    // 00:30 on Saturday in London; 23:30 on Sunday, when the clocks have gone back.
    expect(ask('2026-10-23T23:30:00Z', '2026-10-25T23:30:00Z')).toEqual({ from: '2026-10-24', until: '2026-10-25' });
    expect(ask('2026-10-22T22:30:00Z', '2026-10-26T00:30:00Z')).toEqual({ from: '2026-10-22', until: '2026-10-26' });
  });
});

describe.each(['UTC', 'Europe/London', 'Pacific/Kiritimati', 'America/Los_Angeles'])('on a server in %s', (zone) => {
  test.each<[string, string, string, string]>([
    ['23:30 on the Sunday when clocks go back', '2026-10-25T23:30:00Z', '2026-10-25', '2026-11-06'],
    ['00:30 on that Sunday, still in summer', '2026-10-24T23:30:00Z', '2026-10-25', '2026-11-06'],
    ['01:30 on that Sunday, the first time', '2026-10-25T00:30:00Z', '2026-10-25', '2026-11-06'],
    ['01:30 on that Sunday, the second time', '2026-10-25T01:30:00Z', '2026-10-25', '2026-11-06'],
    ['00:30 on the Monday after', '2026-10-26T00:30:00Z', '2026-10-26', '2026-11-09'],
    ['23:30 on the Friday before, 22:30 in UTC', '2026-10-23T22:30:00Z', '2026-10-23', '2026-11-06'],
    ['23:30 on the Saturday before the clocks go forward', '2027-03-27T23:30:00Z', '2027-03-27', '2027-04-12'],
    ['00:30 on the Sunday when they do', '2027-03-28T00:30:00Z', '2027-03-28', '2027-04-12'],
    ['23:30 on that Sunday, 22:30 in UTC', '2027-03-28T22:30:00Z', '2027-03-28', '2027-04-12'],
    ['00:30 on Tuesday after Easter, Monday still in UTC', '2027-03-29T23:30:00Z', '2027-03-30', '2027-04-13'],
    ['23:30 on New Year’s Eve', '2026-12-31T23:30:00Z', '2026-12-31', '2027-01-15'],
  ])('submitted at %s', (_, instant, day, expected) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      const submittedOn = londonDate(new Date(instant));
      expect(submittedOn).toBe(day);
      expect(due(submittedOn, 10)).toBe(expected);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
});

const START = '2026-10-01';
const day = fc.nat(200).map((days) => addDays(START, days));
const pause = fc
  .tuple(fc.nat(60), fc.nat(14))
  .map(([after, long]): ClockPause => ({ from: addDays(START, after), until: addDays(START, after + long) }));
const pausesFrom = (submittedOn: string, pauses: ClockPause[]) => {
  const later = daysBetween(START, submittedOn);
  return pauses.map(({ from, until }) => ({ from: addDays(from, later), until: addDays(until, later) }));
};
const clock = fc
  .tuple(day, fc.constantFrom(10, 15), fc.array(pause, { maxLength: 6 }))
  .map(([submittedOn, days, pauses]) => ({ submittedOn, days, pauses: pausesFrom(submittedOn, pauses) }));

/** The same by hand: day after day, a mark for each that counts, until there are enough and no question waits that was asked in time. */
function byHand({ submittedOn, days, pauses }: Parameters<typeof decisionDueOn>[0]): string {
  let day = submittedOn;
  let left = days;
  for (;;) {
    const stands = pauses.some(({ from, until }) => from < day && day <= until);
    const counts = day > submittedOn && isWorkingDay(day, HOLIDAYS);
    if (counts && !stands && left > 0) left--;
    const waits = pauses.some(({ from, until }) => from <= day && day < until);
    if (left === 0 && counts && !waits) return day;
    day = addDays(day, 1);
  }
}

test('is what counting by hand gives', () => {
  fc.assert(
    fc.property(clock, (clock) => {
      expect(decisionDueOn(clock, HOLIDAYS)).toBe(byHand(clock));
    }),
    { numRuns: 500 },
  );
});

test('a question never brings the decision forward, nor does a longer wait for its answer', () => {
  fc.assert(
    fc.property(clock, pause, fc.nat(10), (clock, another, longer) => {
      const [more] = pausesFrom(clock.submittedOn, [another]) as [ClockPause];
      const before = decisionDueOn(clock, HOLIDAYS);
      const asked = decisionDueOn({ ...clock, pauses: [...clock.pauses, more] }, HOLIDAYS);
      const late = { ...more, until: addDays(more.until, longer) };
      expect(asked >= before).toBe(true);
      expect(decisionDueOn({ ...clock, pauses: [late, ...clock.pauses] }, HOLIDAYS) >= asked).toBe(true);
      expect(before >= addWorkingDays(clock.submittedOn, clock.days, HOLIDAYS)).toBe(true);
      expect(isWorkingDay(asked, HOLIDAYS)).toBe(true);
    }),
  );
});

test('the order in which questions are given is nothing to it', () => {
  fc.assert(
    fc.property(clock, (clock) => {
      expect(decisionDueOn({ ...clock, pauses: [...clock.pauses].reverse() }, HOLIDAYS)).toBe(
        decisionDueOn(clock, HOLIDAYS),
      );
    }),
  );
});

test('the longer time is never over before the shorter', () => {
  fc.assert(
    fc.property(clock, (clock) => {
      const shorter = decisionDueOn({ ...clock, days: 10 }, HOLIDAYS);
      expect(decisionDueOn({ ...clock, days: 15 }, HOLIDAYS) >= shorter).toBe(true);
    }),
  );
});
