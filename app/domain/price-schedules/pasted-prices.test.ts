import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCells, writeCsv } from '../../lib/cells.ts';
import { feeName, gridTable, type LotGrid, type PricePoint, type WrittenPrices } from './lot-grid.ts';
import { fillIn, placePasted } from './pasted-prices.ts';
import { readScheduleCsv, scheduleCsv } from './price-schedule-csv.ts';
import { toPriceValues } from './price-values.ts';

const point = (level: string, ageFrom: number, ageTo: number, occupancyFrom = 1, occupancyTo = 99): PricePoint => ({
  ...{ level, ageFrom, ageTo, occupancyFrom, occupancyTo, ceilingPence: null },
});
const BANDS = [
  [0, 4],
  [5, 10],
  [11, 15],
  [16, 17],
] as const;
const FOSTERING: LotGrid = {
  ...{ hourlyCeilingPence: null, leastIncludedHours: null },
  model: 'age_band_by_need_level',
  levels: [],
  points: [
    ...['standard', 'enhanced'].flatMap((level) => BANDS.map(([from, to]) => point(level, from, to))),
    point('parent_and_child', 0, 25),
  ],
  addOns: [],
  adjustments: [{ kind: 'sibling', threshold: 2, leastBps: 0, mostBps: 700 }],
};
const HOMES: LotGrid = {
  ...{ hourlyCeilingPence: null, leastIncludedHours: null },
  model: 'package',
  levels: [],
  points: [point('core', 0, 18, 1, 2), point('core', 0, 18, 3), point('solo', 0, 18)],
  addOns: [{ code: 'education', label: 'Education, "on site"', unit: 'week', ceilingPence: null }],
  adjustments: [],
};
const SUPPORT: LotGrid = {
  ...{ hourlyCeilingPence: null, leastIncludedHours: null },
  ...{ model: 'support_hours', levels: [], addOns: [] },
  points: [point('core', 16, 25)],
  adjustments: [{ kind: 'retainer', threshold: 0, leastBps: 3_000, mostBps: 6_000 }],
};

test('the grid has a column for each age band, those of one row last', () => {
  const { columns, rows } = gridTable(FOSTERING);
  expect(columns.map(({ label }) => label)).toEqual(['0 to 4', '5 to 10', '11 to 15', '16 to 17', '0 to 25']);
  expect(rows.map(({ label, cells }) => [label, cells.map((cell) => cell !== null)])).toEqual([
    ['Standard', [true, true, true, true, false]],
    ['Enhanced', [true, true, true, true, false]],
    ['Parent and child', [false, false, false, false, true]],
  ]);
  expect(gridTable(HOMES).rows.map(({ label, occupancy }) => [label, occupancy])).toEqual([
    ['Core', '1 to 2'],
    ['Core', '3 or more'],
    ['Solo', null],
  ]);
});

const named = (level: string, ...amounts: string[]) =>
  Object.fromEntries(amounts.map((amount, index) => [`fee-${level}-${BANDS[index]?.[0]}-1`, amount]));
const STANDARD = named('standard', '700', '750.50', '1800', '900');
const ENHANCED = named('enhanced', '800', '850', '1900', '1000');
const TOGETHER = { 'fee-parent_and_child-0-1': '1190' };

describe('what was copied from a spreadsheet', () => {
  test.each<[string, LotGrid, string, Record<string, string>]>([
    [
      'amounts alone, by their place',
      FOSTERING,
      '700\t£750.50\t1,800\t900\n800\t850\t1900\t1000',
      { ...STANDARD, ...ENHANCED },
    ],
    [
      'a short row of a row with one price',
      FOSTERING,
      '\n700\t750.50\t1800\t900\n800\t850\t1900\t1000\n£1,190.00',
      { ...STANDARD, ...ENHANCED, ...TOGETHER },
    ],
    [
      'levels at the left',
      FOSTERING,
      'Enhanced\t800\t850\t1900\t1000\nSTANDARD\t700\t750.5\t1800\t900',
      { ...STANDARD, ...ENHANCED },
    ],
    [
      'headings in another order',
      FOSTERING,
      'Level\tAges 16-17\t0 to 4\t11–15\t5 to 10\nStandard\t900\t700\t1,800\t£750.50',
      STANDARD,
    ],
    ['headings without levels', FOSTERING, '0-4\t5-10\t11-15\t16-17\n700\t750.5\t1800\t900', STANDARD],
    ['one for all ages under headings', FOSTERING, '\t0-4\t5-10\nParent and child\t1190\t', TOGETHER],
    ['headings that say no ages', FOSTERING, 'Level\tA\tB\tC\tD\nStandard\t700\t750.5\t1800\t900', STANDARD],
    ['one amount with a comma', SUPPORT, '1,250', { 'fee-core-16-1': '1250' }],
    ['commas between the cells', FOSTERING, '700,750.50,"1,800",900', STANDARD],
    [
      'levels with the number of children',
      HOMES,
      'Core\t3 or more\t3,000\nCore\t1 to 2\t3,400\nSolo\t\t5,900',
      { 'fee-core-0-1': '3400', 'fee-core-0-3': '3000', 'fee-solo-0-1': '5900' },
    ],
    [
      'merged cells: a level is that of the row above',
      HOMES,
      'Core\t1 to 2\t3400\n\t3+\t3000',
      { 'fee-core-0-1': '3400', 'fee-core-0-3': '3000' },
    ],
    [
      'amounts down the grid',
      HOMES,
      '3400\n3000\n5900',
      { 'fee-core-0-1': '3400', 'fee-core-0-3': '3000', 'fee-solo-0-1': '5900' },
    ],
    ['empty cells say nothing', FOSTERING, '700\t\t1800\t', { 'fee-standard-0-1': '700', 'fee-standard-11-1': '1800' }],
    ['nothing', FOSTERING, ' \n\t\n', {}],
  ])('%s', (_case, grid, text, values) => {
    expect(placePasted(grid, text)).toEqual({ values, unplaced: [] });
  });

  test.each<[string, LotGrid, string, string[]]>([
    ['words', FOSTERING, '700\tabout 750', ['1 about 750 is not an amount of money']],
    ['nothing', FOSTERING, '700\t0', ['1 0 is not an amount of money']],
    ['more than a field takes', FOSTERING, '1,000,000', ['1 1,000,000 is not an amount of money']],
    ['too many columns', HOMES, '3400\t1', ['1 1 Core has no price there']],
    ['too many rows', SUPPORT, '560\n570', ['2 570 the grid has no more rows']],
    ['a level that is none', FOSTERING, 'Standard\t700\nPremium\t800', ['2 800 the lot has no level “Premium”']],
    [
      'a heading that stands over the levels',
      FOSTERING,
      '5-10\t18-21\nStandard\t700\t900',
      ['2 700 Standard has no price there', '2 900 Standard has no price there'],
    ],
    ['ages that are none', FOSTERING, 'Level\t0-4\t18-21\nStandard\t700\t900', ['2 900 Standard has no price there']],
    ['a number of children that is none', HOMES, 'Core\t1 to 3\t3400', ['1 3400 the lot has no level “Core”']],
  ])('%s could not be placed', (_case, grid, text, told) => {
    const { unplaced } = placePasted(grid, text);
    expect(unplaced.map(({ row, text, why }) => `${row} ${text} ${why}`)).toEqual(told);
  });

  test('into a cell: from there on', () => {
    const { values, unplaced } = placePasted(FOSTERING, '750\t1800\n850\t1900', { row: 0, column: 1 });
    expect(unplaced).toEqual([]);
    expect(Object.keys(values)).toEqual([
      'fee-standard-5-1',
      'fee-standard-11-1',
      'fee-enhanced-5-1',
      'fee-enhanced-11-1',
    ]);
  });

  test('what was typed elsewhere stays, and the box is emptied', () => {
    const { values } = fillIn(SUPPORT, { 'fee-core-16-1': '1', reason: 'Costs', paste: '560' }, '560');
    expect(values).toEqual({ 'fee-core-16-1': '560', reason: 'Costs', paste: '' });
  });

  test('whatever is pasted, each cell of it is placed once or told', () => {
    const cell = fc.oneof(
      fc.constantFrom('', 'Standard', 'Core', '0-4', '700', '£1,250.50', 'x'),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(FOSTERING, HOMES, SUPPORT),
        fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 }),
        (grid, rows) => {
          const { values } = placePasted(grid, rows.map((row) => row.join('\t')).join('\n'));
          const names = grid.points.map(feeName);
          for (const [name, value] of Object.entries(values)) {
            expect(names).toContain(name);
            expect(value).toMatch(/^\d+(\.\d\d)?$/);
          }
        },
      ),
    );
  });
});

describe('a schedule as a file', () => {
  const pence = fc.integer({ min: 1, max: 99_999_999 });
  const writtenFor = (grid: LotGrid) =>
    fc.record<WrittenPrices>({
      lines: fc
        .subarray([...grid.points])
        .chain((points) =>
          fc.tuple(...points.map(({ ceilingPence: _, ...at }) => pence.map((weeklyPence) => ({ ...at, weeklyPence })))),
        )
        .map((lines) => [...lines]),
      addOns: fc
        .subarray([...grid.addOns])
        .chain((addOns) => fc.tuple(...addOns.map(({ code }) => pence.map((of) => ({ code, pence: of })))))
        .map((all) => [...all]),
      adjustments: fc
        .subarray([...grid.adjustments])
        .chain((all) =>
          fc.tuple(
            ...all.map(({ kind, threshold }) =>
              fc.integer({ min: 0, max: 10_000 }).map((bps) => ({ kind, threshold, bps })),
            ),
          ),
        )
        .map((all) => [...all]),
      includedSupportHours:
        grid.model === 'support_hours' ? fc.option(fc.integer({ min: 0, max: 168 })) : fc.constant(null),
      extraSupportHourPence: grid.model === 'support_hours' ? fc.option(pence) : fc.constant(null),
    });

  test('exported and imported, it is the same, by comma as by tab, with and without a byte order mark', () => {
    const schedule = fc
      .constantFrom(FOSTERING, HOMES, SUPPORT)
      .chain((grid) => writtenFor(grid).map((written) => ({ grid, written })));
    fc.assert(
      fc.property(schedule, ({ grid, written }) => {
        const text = scheduleCsv(grid, written);
        const values = toPriceValues(written);
        expect(placePasted(grid, `\ufeff${text}`)).toEqual({ values, unplaced: [] });
        const asCopied = readCells(text, ',')
          .map((row) => row.join('\t'))
          .join('\n');
        expect(readScheduleCsv(grid, asCopied)).toEqual({ values, unplaced: [] });
      }),
    );
  });

  test('it has a row for each price of the grid, also where there is none yet', () => {
    const empty = { lines: [], addOns: [], adjustments: [], includedSupportHours: null, extraSupportHourPence: null };
    expect(scheduleCsv(HOMES, empty)).toBe(
      writeCsv([
        ['what', 'code', 'threshold', 'age_from', 'age_to', 'occupancy_from', 'occupancy_to', 'amount', 'label'],
        ['fee', 'core', '', 0, 18, 1, 2, '', 'Core, ages 0 to 18, homes for 1 to 2'],
        ['fee', 'core', '', 0, 18, 3, 99, '', 'Core, ages 0 to 18, homes for 3 or more'],
        ['fee', 'solo', '', 0, 18, 1, 99, '', 'Solo, ages 0 to 18'],
        ['add_on', 'education', '', '', '', '', '', '', 'Education, "on site"'],
      ]),
    );
  });

  test.each([
    ['fee,premium,,0,4,1,99,700,x', 'the lot has no such level and ages'],
    ['fee,standard,,0,5,1,99,700,x', 'the lot has no such level and ages'],
    ['fee,standard,,0,4,1,3,700,x', 'the lot has no such number of children'],
    ['fee,standard,,0,4,1,99,lots,x', 'is not an amount of money'],
    ['add_on,yoga,,,,,,10,x', 'the lot has no such add-on'],
    ['adjustment,sibling,3,,,,,5,x', 'the lot has no such adjustment'],
    ['adjustment,sibling,2,,,,,101,x', 'is not a percentage'],
    ['hourly_rate,,,,,,,20,x', 'the lot has no such price'],
    ['constructor,__proto__,,,,,,20,x', 'the lot has no such price'],
  ])('%s cannot be placed', (row, why) => {
    const header = 'what,code,threshold,age_from,age_to,occupancy_from,occupancy_to,amount,label';
    expect(placePasted(FOSTERING, `${header}\n${row}`)).toMatchObject({ values: {}, unplaced: [{ row: 2, why }] });
  });

  test('a label that begins as a formula gets an apostrophe', () => {
    expect(writeCsv([['=1+1', -5, 'a "b", c']])).toBe(`'=1+1,-5,"a ""b"", c"\r\n`);
  });
});

test('cells are read as they were written', () => {
  const cell = fc
    .string()
    .map((text) => text.replaceAll('\r', ' ').trim())
    .filter((text) => !/^[=+\-@\t'＝＋－＠]/.test(text) && !text.includes('\ufeff'));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1 }).filter((row) => row.some((text) => text !== ''))), (rows) => {
      expect(readCells(writeCsv(rows), ',')).toEqual(rows);
    }),
  );
});
