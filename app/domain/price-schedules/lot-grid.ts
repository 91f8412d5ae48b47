import { formatAges } from '../../lib/phrases.ts';
import { type LevelRule, levelsOf, type PriceModel } from './price-levels.ts';
import { pointKey } from './price-point.ts';
import type { AdjustmentKind, PriceAdjustment, PriceLine, SchedulePrices } from './quote.ts';

/** One price that a schedule of the lot has: a level, ages and, of homes, for how many children they are registered; both included. */
export interface PricePoint {
  level: string;
  ageFrom: number;
  ageTo: number;
  occupancyFrom: number;
  occupancyTo: number;
  /** Pence for 7 nights; null: no ceiling. */
  ceilingPence: number | null;
}

/** What the schedules of a lot fill in. */
export interface LotGrid {
  model: PriceModel;
  /** The lot's own, the lowest first; empty: the model's usual ones. */
  levels: readonly LevelRule[];
  points: readonly PricePoint[];
  addOns: readonly { code: string; label: string; unit: 'week' | 'hour'; ceilingPence: number | null }[];
  adjustments: readonly { kind: AdjustmentKind; threshold: number; leastBps: number; mostBps: number }[];
  /** Of lots priced by hours of support: the most for a further hour, the fewest that the fee includes; null: no bound. */
  hourlyCeilingPence: number | null;
  leastIncludedHours: number | null;
}

/** The prices of a schedule as they are written down; of a draft, not yet all of them. */
export interface WrittenPrices {
  lines: Required<PriceLine>[];
  addOns: { code: string; pence: number }[];
  adjustments: PriceAdjustment[];
  includedSupportHours: number | null;
  extraSupportHourPence: number | null;
}

export const MOST_OCCUPANCY = 99;

type Point = Pick<PricePoint, 'level' | 'ageFrom' | 'occupancyFrom'>;

/** Names of the fields of the editor. A level's code may be any word, so none stands alone in a name. */
export const feeName = ({ level, ageFrom, occupancyFrom }: Point): string => `fee-${level}-${ageFrom}-${occupancyFrom}`;
export const addOnName = (code: string): string => `add-on-${code}`;
export const adjustmentName = ({ kind, threshold }: Pick<PriceAdjustment, 'kind' | 'threshold'>): string =>
  `adjustment-${kind}-${threshold}`;
export const INCLUDED_HOURS = 'included-hours';
export const HOURLY_RATE = 'hourly-rate';
export const INCLUDED_HOURS_LABEL = 'Hours of support in the fee';
export const HOURLY_RATE_LABEL = 'Each further hour';

export const formatOccupancy = (from: number, to: number): string | null => {
  if (to < MOST_OCCUPANCY) return formatAges(from, to);
  return from <= 1 ? null : `${from} or more`;
};

/** "Standard, ages 5 to 10", "Core, ages 0 to 18, homes for 1 to 2". */
export function pointLabel(levels: readonly LevelRule[], point: Omit<PricePoint, 'ceilingPence'>): string {
  const occupancy = formatOccupancy(point.occupancyFrom, point.occupancyTo);
  const level = levels.find(({ code }) => code === point.level)?.label ?? point.level;
  return [
    level,
    `ages ${formatAges(point.ageFrom, point.ageTo)}`,
    ...(occupancy ? [`homes for ${occupancy}`] : []),
  ].join(', ');
}

export interface GridCell extends PricePoint {
  name: string;
  label: string;
}

export interface GridTableRow {
  key: string;
  level: string;
  label: string;
  /** "1 to 2", "3 or more"; null where any number. */
  occupancy: string | null;
  occupancyFrom: number;
  occupancyTo: number;
  /** One for each column; null where the lot has no such price. */
  cells: (GridCell | null)[];
}

export interface GridTable {
  columns: { key: string; label: string; ageFrom: number; ageTo: number }[];
  rows: GridTableRow[];
}

/** The grid as people see it: a row for each level and occupancy, a column for each age band. Bands of a single row come last. */
export function gridTable(grid: Pick<LotGrid, 'model' | 'levels' | 'points'>): GridTable {
  const levels = levelsOf(grid);
  const place = (code: string) => levels.findIndex((level) => level.code === code);
  const bandKey = (point: PricePoint) => `${point.ageFrom}-${point.ageTo}`;
  const bands = Map.groupBy(grid.points, bandKey);
  const most = Math.max(0, ...[...bands.values()].map((points) => points.length));
  const columns = [...bands]
    .map(([key, [first, ...others]]) => ({
      key,
      ageFrom: first?.ageFrom ?? 0,
      ageTo: first?.ageTo ?? 0,
      of: others.length + 1,
    }))
    .sort(
      (a, b) =>
        Number(a.of === 1 && most > 1) - Number(b.of === 1 && most > 1) || a.ageFrom - b.ageFrom || a.ageTo - b.ageTo,
    )
    .map(({ key, ageFrom, ageTo }) => ({ key, ageFrom, ageTo, label: formatAges(ageFrom, ageTo) }));
  const rows = Map.groupBy(grid.points, (point) => `${point.level} ${point.occupancyFrom} ${point.occupancyTo}`);
  return {
    columns,
    rows: [...rows]
      .flatMap(([key, points]) => {
        const [first] = points;
        if (!first) return [];
        const { level, occupancyFrom, occupancyTo } = first;
        const cells = columns.map((column) => {
          const point = points.find((candidate) => bandKey(candidate) === column.key);
          return point ? { ...point, name: feeName(point), label: pointLabel(levels, point) } : null;
        });
        const label = levels[place(level)]?.label ?? level;
        const occupancy = formatOccupancy(occupancyFrom, occupancyTo);
        return [{ key, level, label, occupancy, occupancyFrom, occupancyTo, cells }];
      })
      .sort((a, b) => place(a.level) - place(b.level) || a.occupancyFrom - b.occupancyFrom),
  };
}

/** The prices of a schedule as they are written down. */
export function writtenOf(prices: SchedulePrices): WrittenPrices {
  return {
    lines: prices.lines.map((line) => ({ occupancyFrom: 1, occupancyTo: MOST_OCCUPANCY, ...line })),
    addOns: prices.addOns.map(({ code, pence }) => ({ code, pence })),
    adjustments: [...prices.adjustments],
    includedSupportHours: prices.includedSupportHours,
    extraSupportHourPence: prices.extraSupportHourPence,
  };
}

/** Of a schedule's prices those that the grid has a place for, as it is now. */
export function pricesWithin(grid: LotGrid, prices: SchedulePrices): WrittenPrices {
  const points = new Map(grid.points.map((point) => [pointKey(point), point]));
  const support = grid.model === 'support_hours';
  return {
    lines: prices.lines
      .map((line) => ({ occupancyFrom: 1, occupancyTo: MOST_OCCUPANCY, ...line }))
      .filter((line) => {
        const point = points.get(pointKey(line));
        return point?.ageTo === line.ageTo && point.occupancyTo === line.occupancyTo;
      }),
    addOns: prices.addOns
      .filter(({ code }) => grid.addOns.some((addOn) => addOn.code === code))
      .map(({ code, pence }) => ({ code, pence })),
    adjustments: prices.adjustments.filter(({ kind, threshold }) =>
      grid.adjustments.some((allowed) => allowed.kind === kind && allowed.threshold === threshold),
    ),
    includedSupportHours: support ? prices.includedSupportHours : null,
    extraSupportHourPence: support ? prices.extraSupportHourPence : null,
  };
}
