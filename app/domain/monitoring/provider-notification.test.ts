import { parseWithZod } from '@conform-to/zod/v4';
import { expect, test } from 'vitest';
import { isLate, minutesTaken, sayMinutes } from './provider-notification.ts';
import { newNotificationSchema } from './provider-notification-form.ts';

const KEY = 'd9c1a1c4-2f0b-4f8e-9a53-0d6c9b0c8f11';
const NOW = new Date('2027-03-29T09:00:00Z');

const parse = (entries: Record<string, string>, now = NOW) => {
  const body = new URLSearchParams({ key: KEY, kind: 'restriction', summary: 'No new children', ...entries });
  return parseWithZod(body, { schema: newNotificationSchema(now) });
};

const at = (date: string, time: string) => {
  const [year = '', month = '', day = ''] = date.split('-');
  return { 'happenedOn.day': day, 'happenedOn.month': month, 'happenedOn.year': year, happenedTime: time };
};

const happenedAt = (entries: Record<string, string>, now?: Date) => {
  const submission = parse(entries, now);
  return submission.status === 'success' ? submission.value.happenedAt.toISOString() : submission.error;
};

test('a time in London is an instant', () => {
  const submission = parse({ ...at('2026-07-01', '14.05'), serviceId: '' });
  expect(submission.status === 'success' && submission.value).toEqual({
    key: KEY,
    kind: 'restriction',
    serviceId: null,
    summary: 'No new children',
    happenedAt: new Date('2026-07-01T13:05:00Z'),
  });
});

test('a time that came twice is asked about, and means what was chosen', () => {
  const night = at('2026-10-25', '01:30');
  expect(happenedAt(night)).toEqual({ clockTurn: [expect.stringContaining('this time came twice')] });
  expect(happenedAt({ ...night, clockTurn: 'first' })).toBe('2026-10-25T00:30:00.000Z');
  expect(happenedAt({ ...night, clockTurn: 'second' })).toBe('2026-10-25T01:30:00.000Z');
  expect(happenedAt({ ...night, clockTurn: 'third' })).toEqual({ clockTurn: ['Choose which of the two times it was'] });
});

test('a time that never came is refused', () => {
  const night = at('2027-03-28', '01:30');
  expect(happenedAt(night)).toEqual({ happenedTime: [expect.stringContaining('no such time')] });
  expect(happenedAt({ ...night, clockTurn: 'second' })).toEqual({ happenedTime: [expect.any(String)] });
});

test('nothing is notified before it happened, by the clock that is passed in', () => {
  const now = new Date('2026-10-25T01:00:00Z');
  const night = at('2026-10-25', '01:30');
  expect(happenedAt({ ...night, clockTurn: 'first' }, now)).toBe('2026-10-25T00:30:00.000Z');
  expect(happenedAt({ ...night, clockTurn: 'second' }, now)).toEqual({ happenedOn: [expect.stringContaining('past')] });
  expect(happenedAt(at('2026-10-25', '00:59'), now)).toBe('2026-10-24T23:59:00.000Z');
});

test.each([
  [{ kind: '' }, 'kind', 'Choose what kind'],
  [{ happenedTime: '' }, 'happenedTime', 'Enter the time it happened'],
  [{ happenedTime: '2pm' }, 'happenedTime', 'like 09:00 or 17:30'],
  [{ happenedTime: '25:00' }, 'happenedTime', 'like 09:00 or 17:30'],
  [{ happenedTime: '\u0000' }, 'happenedTime', 'Remove the characters'],
  [{ 'happenedOn.day': '31', 'happenedOn.month': '2' }, 'happenedOn', 'must be a real date'],
  [{ summary: '' }, 'summary', 'Enter what happened'],
  [{ summary: 'x'.repeat(2_001) }, 'summary', 'must be 2,000 characters or fewer'],
  [{ serviceId: '7' }, 'serviceId', 'Choose the service from the list'],
])('%j is refused beside its field', (entries, name, message) => {
  const submission = parse({ ...at('2026-11-01', '12:00'), ...entries });
  expect(submission.status !== 'success' && submission.error?.[name]?.join(' ')).toContain(message);
});

const told = (happenedAt: string, notifiedAt: string) => ({
  happenedAt: new Date(happenedAt),
  notifiedAt: new Date(notifiedAt),
});

test.each([
  ['the clocks went back', told('2026-10-24T11:00:00Z', '2026-10-25T12:00:00Z'), 1500, true],
  ['the clocks went forward', told('2027-03-27T12:00:00Z', '2027-03-28T11:00:00Z'), 1380, false],
  ['24 hours to the second', told('2026-11-01T09:00:00Z', '2026-11-02T09:00:00Z'), 1440, false],
  ['a minute more', told('2026-11-01T09:00:00Z', '2026-11-02T09:01:00Z'), 1441, true],
])('hours that went by, not hours of the clock: %s', (_, notification, minutes, late) => {
  expect(minutesTaken(notification)).toBe(minutes);
  expect(isLate({ ...notification, withinHours: 24 })).toBe(late);
});

test.each([
  [0, 'Under a minute'],
  [1, '1 minute'],
  [45, '45 minutes'],
  [60, '1 hour'],
  [200, '3 hours 20 minutes'],
  [1439, '23 hours 59 minutes'],
  [1440, '1 day'],
  [1500, '1 day 1 hour'],
  [2_879, '1 day 23 hours'],
  [3_120, '2 days 4 hours'],
])('%i minutes: %s', (minutes, words) => {
  expect(sayMinutes(minutes)).toBe(words);
});
