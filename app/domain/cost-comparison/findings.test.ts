import { expect, test } from 'vitest';
import { differenceInWords, premiumFinding, reportedFinding, varianceFinding } from './findings.ts';

test.each([
  [
    [
      { framework: 70, spot: 22 },
      { framework: 39, spot: 7 },
      { framework: 23, spot: 4 },
    ],
    'New spot placements fell from 22 to 4 a quarter; framework placements fell from 70 to 23',
  ],
  [
    [
      { framework: undefined, spot: 4 },
      { framework: 3, spot: 4 },
    ],
    'New spot placements stayed at 4 a quarter',
  ],
  [[{ framework: 1, spot: 2 }], undefined],
  [[], undefined],
])('reported %o', (quarters, finding) => {
  expect(reportedFinding(quarters)).toBe(finding);
});

const spring = { from: '2026-04-01', until: '2026-07-01', whole: true };
const summer = { from: '2026-07-01', until: '2026-10-01', whole: true };
const now = { from: '2026-10-01', until: '2026-11-22', whole: false };

test('the premium is that of the latest whole quarter', () => {
  const finding = premiumFinding([
    { ...spring, differencePence: 100_00 },
    { ...summer, differencePence: 311_60 },
    { ...now, differencePence: -5_00 },
  ]);
  expect(finding).toBe('In Jul to Sep 2026 a spot week cost £312 more than a framework week');
});

test('a quarter that still runs counts only where there is no other', () => {
  expect(
    premiumFinding([
      { ...summer, differencePence: undefined },
      { ...now, differencePence: -5_00 },
    ]),
  ).toBe('In Oct to Nov 2026 a spot week cost £5 less than a framework week');
  expect(premiumFinding([{ ...summer, differencePence: undefined }])).toBeUndefined();
});

test('a difference under half a pound is none', () => {
  expect(differenceInWords(49)).toBe('the same as');
});

test.each([
  [3_317_286_00, -1_103_767_00, 'More weeks than budgeted added £3,317,286; a lower unit cost saved £1,103,767'],
  [-100_00, 200_00, 'Fewer weeks than budgeted saved £100; a higher unit cost added £200'],
  [0, 200_00, 'A higher unit cost added £200'],
  // £1.40 and £1.40 make £2.80: shown as £1 and £2, which add up to £3.
  [1_40, 1_40, 'More weeks than budgeted added £1; a higher unit cost added £2'],
  [0, 0, 'Weeks and unit cost came out as budgeted'],
])('effects %i and %i', (volumePence, pricePence, finding) => {
  expect(varianceFinding({ volumePence, pricePence, totalPence: volumePence + pricePence })).toBe(finding);
});
