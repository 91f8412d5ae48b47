import { expect, test } from 'vitest';
import { awaitedUntil, formatTimeLeft, timeLeft, workingDaysLate } from './time-left.ts';

const HOLIDAYS = new Set(['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29']);
const words = (dueOn: string, today: string, answerDueOn: string | null = null) =>
  formatTimeLeft(timeLeft({ dueOn, answerDueOn }, today, HOLIDAYS));

test.each([
  ['2026-12-04', '2026-11-20', '10 working days left'],
  ['2026-12-04', '2026-12-03', '1 working day left'],
  ['2026-12-04', '2026-12-04', 'Due today'],
  ['2026-12-04', '2026-12-05', 'Overdue by 1 working day'],
  ['2026-12-04', '2026-12-07', 'Overdue by 1 working day'],
  ['2026-12-04', '2026-12-08', 'Overdue by 2 working days'],
  // Christmas, with a day in lieu: 29, 30, 31 December and 4 January.
  ['2027-01-04', '2026-12-24', '4 working days left'],
  ['2026-12-24', '2027-01-04', 'Overdue by 4 working days'],
  // Easter, and the Sunday on which the clocks go forward.
  ['2027-03-30', '2027-03-25', '1 working day left'],
  ['2027-03-30', '2027-03-28', '1 working day left'],
  // The Sunday on which they go back.
  ['2026-10-26', '2026-10-25', '1 working day left'],
  ['2026-10-26', '2026-10-23', '1 working day left'],
])('due on %s, %s: %s', (dueOn, today, text) => {
  expect(words(dueOn, today)).toBe(text);
});

test('the clock stands while an answer may come, to its last day', () => {
  const standing = 'Clock stands: 5 working days left after the answer';
  expect(words('2026-12-11', '2026-12-02', '2026-12-04')).toBe(standing);
  expect(words('2026-12-11', '2026-12-04', '2026-12-04')).toBe(standing);
  expect(words('2026-12-11', '2026-12-05', '2026-12-04')).toBe('5 working days left');
});

test('a question asked when the time was up does not stop it', () => {
  expect(words('2026-12-04', '2026-12-08', '2026-12-14')).toBe('Overdue by 2 working days');
});

test('a decision on its day is in time', () => {
  expect(workingDaysLate('2026-12-04', '2026-12-04', HOLIDAYS)).toBe(0);
  expect(workingDaysLate('2026-12-04', '2026-12-01', HOLIDAYS)).toBe(0);
});

test('answers are waited for to the last day of those that were asked since it was sent', () => {
  const sent = new Date('2026-11-20T09:00:00Z');
  const asked = (day: string, answerDueOn: string, answeredAt: Date | null = null) => ({
    ...{ askedAt: new Date(`${day}T10:00:00Z`), answerDueOn, answeredAt },
  });
  const open = [asked('2026-11-23', '2026-12-02'), asked('2026-11-24', '2026-12-01')];
  expect(awaitedUntil(open, sent, '2026-11-25')).toBe('2026-12-02');
  expect(awaitedUntil(open, sent, '2026-12-02')).toBe('2026-12-02');
  expect(awaitedUntil(open, sent, '2026-12-03')).toBeNull();
  expect(awaitedUntil([asked('2026-11-19', '2026-12-02')], sent, '2026-11-25'), 'of an earlier submission').toBeNull();
  expect(awaitedUntil([asked('2026-11-23', '2026-12-02', sent)], sent, '2026-11-25'), 'answered').toBeNull();
});
