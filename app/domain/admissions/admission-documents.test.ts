import { expect, test } from 'vitest';
import { addDays } from '../../lib/dates.ts';
import { documentStateOf, warningDue, worstOf } from './admission-documents.ts';

const TODAY = '2026-11-22';
const KIND = 'safeguarding_policy';
const document = (expiresOn: string | null, replaced = false) => ({ documentKind: KIND, expiresOn, replaced });

test.each([
  ['none', [], 'missing', null],
  ['one of another kind', [{ ...document('2030-01-01'), documentKind: 'accounts' }], 'missing', null],
  ['one that never expires', [document(null)], 'in_order', null],
  ['one whose last day it is', [document(TODAY)], 'expires_soon', TODAY],
  ['one with 30 days left', [document('2026-12-22')], 'expires_soon', '2026-12-22'],
  ['one with 31 days left', [document('2026-12-23')], 'in_order', '2026-12-23'],
  ['one that expired yesterday', [document('2026-11-21')], 'expired', '2026-11-21'],
  [
    'one that expired, and a newer one',
    [document('2026-11-21', true), document('2027-11-21')],
    'in_order',
    '2027-11-21',
  ],
  ['one that expired, and a newer one taken away', [document('2026-11-21', true)], 'expired', '2026-11-21'],
  ['a valid one taken away', [document('2027-11-21', true)], 'missing', null],
] as const)('%s', (_, documents, state, expiresOn) => {
  expect(documentStateOf(documents, KIND, TODAY)).toEqual({ state, expiresOn });
});

test('of several the worst counts', () => {
  expect(worstOf(['in_order', 'missing', 'expires_soon'])).toBe('missing');
  expect(worstOf(['missing', 'expired'])).toBe('expired');
  expect(worstOf([])).toBeNull();
});

/** The days from 40 before the last one to 3 after, each looked at once: when which word falls due. */
function wordsOver(expiresOn: string, looks: (daysLeft: number) => boolean = () => true) {
  let warnedOn: string | null = null;
  const words: [string, number][] = [];
  for (let left = 40; left >= -3; left--) {
    if (!looks(left)) continue;
    const today = addDays(expiresOn, -left);
    const due = warningDue({ expiresOn, warnedOn }, today);
    if (!due) continue;
    warnedOn = today;
    words.push([due, left]);
    expect(warningDue({ expiresOn, warnedOn }, today), 'again on the same day').toBeNull();
  }
  return words;
}

test.each([
  '2026-11-22',
  '2027-03-28',
  '2027-04-02',
  '2027-04-20',
  '2026-10-25',
  '2026-11-01',
  '2026-11-20',
  '2028-02-29',
])(
  'words for %s fall due 30 days and 7 days before and on the day, once each: over both clock changes',
  (expiresOn) => {
    expect(wordsOver(expiresOn)).toEqual([
      ['month', 30],
      ['week', 7],
      ['expiry', 0],
    ]);
  },
);

test.each<[string, (left: number) => boolean, [string, number][]]>([
  [
    'a morning that was left out',
    (left) => left !== 30 && left !== 7,
    [
      ['month', 29],
      ['week', 6],
      ['expiry', 0],
    ],
  ],
  [
    'the whole month',
    (left) => left < 5,
    [
      ['week', 4],
      ['expiry', 0],
    ],
  ],
  ['all of it', (left) => left < -1, [['expiry', -2]]],
])('%s is made up for on the next', (_, looks, words) => {
  expect(wordsOver('2027-03-28', looks)).toEqual(words);
});
