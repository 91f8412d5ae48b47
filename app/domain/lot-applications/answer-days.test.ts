import { expect, test } from 'vitest';
import { answerDaysFrom, isAnswerDay } from './answer-days.ts';

const HOLIDAYS = new Set(['2026-12-25', '2026-12-28', '2027-01-01']);

test.each([
  // Asked on Wednesday: the next day, and Wednesday in six weeks.
  ['2026-10-14', { earliest: '2026-10-15', usual: '2026-10-21', latest: '2026-11-25' }],
  // Asked on Friday, or on the Saturday after it: Monday.
  ['2026-10-16', { earliest: '2026-10-19', usual: '2026-10-23', latest: '2026-11-27' }],
  ['2026-10-17', { earliest: '2026-10-19', usual: '2026-10-23', latest: '2026-11-27' }],
  // Asked on Christmas Eve: neither Christmas Day nor the weekend nor the Monday in lieu count, nor New Year’s Day.
  ['2026-12-24', { earliest: '2026-12-29', usual: '2027-01-05', latest: '2027-02-09' }],
])('asked on %s, a provider may be given from 1 to 30 working days', (askedOn, days) => {
  expect(answerDaysFrom(askedOn, 5, HOLIDAYS)).toEqual(days);
});

test.each([
  ['the day itself', '2026-12-24', false],
  ['a bank holiday before the first working day', '2026-12-25', false],
  ['the Saturday before the first working day', '2026-12-26', false],
  ['the first working day', '2026-12-29', true],
  ['a Saturday between them', '2027-01-09', true],
  ['the thirtieth working day', '2027-02-09', true],
  ['the day after it', '2027-02-10', false],
])('%s', (_, day, may) => {
  expect(isAnswerDay(day, answerDaysFrom('2026-12-24', 5, HOLIDAYS))).toBe(may);
});

test('a Saturday right after the thirtieth working day is too late', () => {
  expect(isAnswerDay('2026-11-28', answerDaysFrom('2026-10-16', 5, HOLIDAYS))).toBe(false);
});
