import { describe, expect, test, vi } from 'vitest';
import type { LotGrid, PricePoint } from './lot-grid.ts';
import { placePasted } from './pasted-prices.ts';

const point = (level: string, occupancyFrom = 1, occupancyTo = 99): PricePoint => ({
  ...{ level, ageFrom: 0, ageTo: 18, occupancyFrom, occupancyTo, ceilingPence: null },
});
const HOMES: LotGrid = {
  ...{ hourlyCeilingPence: null, leastIncludedHours: null },
  ...{ model: 'package', levels: [], addOns: [], adjustments: [] },
  points: [point('core', 1, 2), point('core', 3), point('solo')],
};

describe('what is too long is told, and never searched', () => {
  const long = `a${' b'.repeat(20_000)}`;
  const TOO_LONG = 'is longer than 60 characters';

  test('an amount', () => {
    expect(placePasted(HOMES, `Core\t1 to 2\t1${'0'.repeat(60)}\nSolo\t\t3,150`)).toEqual({
      values: { 'fee-solo-0-1': '3150' },
      unplaced: [{ row: 1, text: '1'.padEnd(40, '0'), why: TOO_LONG }],
    });
  });

  test('a level', () => {
    const { values, unplaced } = placePasted(HOMES, `${long}\t3,150\nCore\t1 to 2\t3,150`);
    expect(Object.keys(values)).not.toContain('fee-solo-0-1');
    expect(unplaced[0]).toMatchObject({ row: 1, why: TOO_LONG });
  });

  test('no pattern for the size of a home is given more than a cell can hold', () => {
    const exec = vi.spyOn(RegExp.prototype, 'exec');
    try {
      placePasted(HOMES, `Core\t${long}\t100`);
      placePasted(HOMES, `Core\ta${' '.repeat(49_900)}b\t100`);
      const tried = exec.mock.calls.flatMap(([text], call) =>
        /children|years/.test((exec.mock.contexts[call] as RegExp).source) ? [text.length] : [],
      );
      expect(tried.length).toBeGreaterThan(0);
      expect(Math.max(...tried)).toBeLessThanOrEqual(61);
    } finally {
      exec.mockRestore();
    }
  });

  test('white space within a cell counts once: it is placed as if typed', () => {
    const { values } = placePasted(HOMES, `Core\t1${' '.repeat(500)}to 2 children\t3,150`);
    expect(values).toEqual({ 'fee-core-0-1': '3150' });
  });

  test('columns beyond those of any grid', () => {
    const { unplaced } = placePasted(HOMES, Array.from({ length: 25_000 }, () => 'x').join('\t'));
    expect(unplaced).toContainEqual({ row: 1, text: '', why: 'only 40 columns are read' });
    expect(unplaced.length).toBeLessThan(100);
  });
});
