import { expect, test } from 'vitest';
import { count, effect, effectInPounds, pounds, shortPounds, wholePounds } from './figures.ts';

test.each([
  [379_70, '379.70', '380', '+380', '+£380', '£380'],
  [0, '0.00', '0', '0', '£0', '£0'],
  [-40, '−0.40', '0', '0', '£0', '£0'],
  [-1_103_767_00, '−1,103,767.00', '−1,103,767', '−1,103,767', '−£1,103,767', '−£1.10m'],
  [19_501_524_00, '19,501,524.00', '19,501,524', '+19,501,524', '+£19,501,524', '£19.50m'],
  [45_499_00, '45,499.00', '45,499', '+45,499', '+£45,499', '£45k'],
  [999_600_00, '999,600.00', '999,600', '+999,600', '+£999,600', '£1.00m'],
])('%i pence', (pence, exact, whole, sign, signUnit, short) => {
  expect([pounds(pence), wholePounds(pence), effect(pence), effectInPounds(pence), shortPounds(pence)]).toEqual([
    exact,
    whole,
    sign,
    signUnit,
    short,
  ]);
});

test('counts keep their decimals', () => {
  expect([count(48_876), count(12, 1), count(-3)]).toEqual(['48,876', '12.0', '−3']);
});
