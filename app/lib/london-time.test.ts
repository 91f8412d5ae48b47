import { expect, test } from 'vitest';
import { londonClock, londonWallTime, parseTimeOfDay } from './london-time.ts';

const at = (iso: string) => ({ kind: 'instant', instant: new Date(iso) });

test.each([
  ['9:05', '09:05'],
  ['09:05', '09:05'],
  ['09.05', '09:05'],
  ['0905', '09:05'],
  ['00:00', '00:00'],
  ['23:59', '23:59'],
  ['24:00', undefined],
  ['12:60', undefined],
  ['905', undefined],
  ['9', undefined],
  ['9:5', undefined],
  ['', undefined],
  ['noon', undefined],
  ['-1:30', undefined],
  ['٠٩:٠٥', undefined],
])('%j is the time %s', (typed, time) => {
  expect(parseTimeOfDay(typed)).toBe(time);
});

test.each([
  ['2026-10-25', '00:59', '2026-10-24T23:59:00Z'],
  ['2026-10-25', '02:00', '2026-10-25T02:00:00Z'],
  ['2027-03-28', '00:59', '2027-03-28T00:59:00Z'],
  ['2027-03-28', '02:00', '2027-03-28T01:00:00Z'],
  ['2026-12-24', '14:05', '2026-12-24T14:05:00Z'],
  ['2027-07-01', '14:05', '2027-07-01T13:05:00Z'],
  ['2027-07-01', '00:00', '2027-06-30T23:00:00Z'],
])('%s %s in London is %s, whichever turn is asked for', (date, time, instant) => {
  expect(londonWallTime(date, time)).toEqual(at(instant));
  expect(londonWallTime(date, time, 'first')).toEqual(at(instant));
  expect(londonWallTime(date, time, 'second')).toEqual(at(instant));
});

test.each(['01:00', '01:30', '01:59'])('%s comes twice when the clock goes back', (time) => {
  const minutes = time.slice(3);
  const first = new Date(`2026-10-25T00:${minutes}:00Z`);
  const second = new Date(`2026-10-25T01:${minutes}:00Z`);
  expect(londonWallTime('2026-10-25', time)).toEqual({ kind: 'twice', first, second });
  expect(londonWallTime('2026-10-25', time, 'first')).toEqual({ kind: 'instant', instant: first });
  expect(londonWallTime('2026-10-25', time, 'second')).toEqual({ kind: 'instant', instant: second });
});

test.each(['01:00', '01:30', '01:59'])(
  '%s does not come when the clock goes forward, whichever turn is asked for',
  (time) => {
    expect(londonWallTime('2027-03-28', time)).toEqual({ kind: 'skipped' });
    expect(londonWallTime('2027-03-28', time, 'first')).toEqual({ kind: 'skipped' });
    expect(londonWallTime('2027-03-28', time, 'second')).toEqual({ kind: 'skipped' });
  },
);

test('an instant goes back to the clock that it came from', () => {
  expect(londonClock(new Date('2027-07-01T13:05:59Z'))).toEqual({ date: '2027-07-01', time: '14:05' });
  expect(londonClock(new Date('2026-10-25T00:30:00Z'))).toEqual(londonClock(new Date('2026-10-25T01:30:00Z')));
});
