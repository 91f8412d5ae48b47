import { formatAges } from '../../lib/phrases.ts';
import { type PriceModel, USUAL_LEVELS } from '../price-schedules/price-levels.ts';
import type { AdjustmentKind } from '../price-schedules/quote.ts';
import type { AccommodationSlug } from '../services/accommodation.ts';

export const PRICE_MODELS = ['age_band_by_need_level', 'package', 'support_hours'] as const satisfies PriceModel[];

/** The model that an address names, if any. */
export const modelNamed = (name: string | null): PriceModel | undefined => PRICE_MODELS.find((model) => model === name);

export const ADJUSTMENT_KINDS = ['sibling', 'long_term', 'volume', 'retainer'] as const satisfies AdjustmentKind[];

export const ADJUSTMENT_LABELS: Record<AdjustmentKind, string> = {
  sibling: 'Siblings: off the fee from the nth child placed together',
  long_term: 'Long stay: off the fee after so many weeks',
  volume: 'Volume: off the fee after so many placements in the system',
  retainer: 'Retainer: share of the weekly price while a place is kept and empty',
};

/** Both included. */
export interface Band {
  from: number;
  to: number;
}

export interface ModelLevel {
  label: string;
  /** Coded needs that lead to it. */
  needs: string[];
  /** One price for every age, or for homes of every size, where the others are priced by band. */
  oneAge: boolean;
  oneSize: boolean;
}

export interface ModelAddOn {
  label: string;
  unit: 'week' | 'hour';
  ceilingPence: number | null;
}

export const chargedBy = (unit: ModelAddOn['unit']): string => (unit === 'hour' ? 'an hour' : 'a week');

export interface ModelAdjustment {
  kind: AdjustmentKind;
  threshold: number;
  leastBps: number;
  mostBps: number;
}

/** How a lot prices a place, apart from its ceilings. */
export interface PriceModelContent {
  model: PriceModel;
  /** The lowest first. */
  levels: ModelLevel[];
  ageBands: Band[];
  /** Children that the home is registered for; of packages alone. */
  sizeBands: Band[];
  addOns: ModelAddOn[];
  adjustments: ModelAdjustment[];
}

export const ANY_SIZE: Band = { from: 1, to: 99 };

/** The grid's row and column, which a schedule of the lot prices. */
export interface PricePoint {
  /** Code of a level. */
  level: string;
  ageFrom: number;
  ageTo: number;
  occupancyFrom: number;
  occupancyTo: number;
}

/** "1 to 2", "3 or more"; null where any number. */
export const sizeLabel = ({ occupancyFrom: from, occupancyTo: to }: PricePoint): string | null => {
  if (to < ANY_SIZE.to) return formatAges(from, to);
  return from <= ANY_SIZE.from ? null : `${from} or more`;
};

/** "Ages 11 to 15, homes for 1 to 2". */
export const pointLabel = (point: PricePoint): string => {
  const size = sizeLabel(point);
  return `Ages ${formatAges(point.ageFrom, point.ageTo)}${size ? `, homes for ${size}` : ''}`;
};

const USUAL_MODELS: Record<AccommodationSlug, PriceModel> = {
  fostering: 'age_band_by_need_level',
  home: 'package',
  supported_accommodation: 'support_hours',
  residential_school: 'package',
};

/** How lots of the kind are usually priced: DOMAIN, "Admission and prices". */
export const usualModelOf = (kind: AccommodationSlug): PriceModel => USUAL_MODELS[kind];

const USUAL_AGES: Record<AccommodationSlug, Band> = {
  fostering: { from: 0, to: 17 },
  home: { from: 0, to: 17 },
  supported_accommodation: { from: 16, to: 25 },
  residential_school: { from: 0, to: 25 },
};

const FOSTERING_BANDS: Band[] = [
  { from: 0, to: 4 },
  { from: 5, to: 10 },
  { from: 11, to: 15 },
  { from: 16, to: 17 },
];

const HOME_SIZES: Band[] = [
  { from: 1, to: 2 },
  { from: 3, to: 99 },
];

const USUAL_PARTS: Record<PriceModel, Pick<PriceModelContent, 'addOns' | 'adjustments'>> = {
  age_band_by_need_level: {
    addOns: [],
    adjustments: [
      { kind: 'sibling', threshold: 2, leastBps: 0, mostBps: 1_000 },
      { kind: 'long_term', threshold: 52, leastBps: 0, mostBps: 500 },
      { kind: 'retainer', threshold: 0, leastBps: 5_000, mostBps: 10_000 },
    ],
  },
  package: {
    addOns: [
      { label: 'Education', unit: 'week', ceilingPence: null },
      { label: 'Therapy', unit: 'week', ceilingPence: null },
      { label: 'Additional staff hours', unit: 'hour', ceilingPence: null },
      // Homes take children planned or the same day: DOMAIN.
      { label: 'Same-day start', unit: 'week', ceilingPence: null },
    ],
    adjustments: [{ kind: 'volume', threshold: 5, leastBps: 0, mostBps: 1_000 }],
  },
  support_hours: { addOns: [], adjustments: [{ kind: 'retainer', threshold: 0, leastBps: 0, mostBps: 10_000 }] },
};

/** What a commissioner only confirms: the usual levels and bands of a model, for the kind of accommodation. */
export function usualPriceModel(model: PriceModel, kind: AccommodationSlug): PriceModelContent {
  const byAge = model === 'age_band_by_need_level' && kind === 'fostering';
  return {
    model,
    levels: USUAL_LEVELS[model].map(({ code, label, needs }) => ({
      label,
      needs: [...needs],
      oneAge: byAge && code === 'parent_and_child',
      oneSize: code === 'solo',
    })),
    ageBands: byAge ? FOSTERING_BANDS : [USUAL_AGES[kind]],
    sizeBands: model === 'package' && kind === 'home' ? HOME_SIZES : [ANY_SIZE],
    ...USUAL_PARTS[model],
  };
}

const LONGEST_CODE = 30;

/** A code of its own for each label: "Parent and child" → parent_and_child; of two alike the second ends in _2. */
export function codesFor(labels: readonly string[]): string[] {
  const codes: string[] = [];
  for (const label of labels) {
    const words = label
      .normalize('NFKD')
      .replace(/[\u0300-\u036f’']/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[^a-z]+|_+$/g, '');
    const base = words || 'level';
    let code = base.slice(0, LONGEST_CODE);
    for (let alike = 2; codes.includes(code); alike++) code = `${base.slice(0, LONGEST_CODE - 3)}_${alike}`;
    codes.push(code);
  }
  return codes;
}

/** Every point that the levels and bands make, level by level. */
export function gridOf({ levels, ageBands, sizeBands }: PriceModelContent): PricePoint[] {
  const codes = codesFor(levels.map(({ label }) => label));
  return levels.flatMap((level, index) =>
    (level.oneAge ? [spanOf(ageBands)] : ageBands).flatMap((age) =>
      (level.oneSize ? [spanOf(sizeBands)] : sizeBands).map((size) => ({
        level: codes[index] ?? '',
        ageFrom: age.from,
        ageTo: age.to,
        occupancyFrom: size.from,
        occupancyTo: size.to,
      })),
    ),
  );
}

const spanOf = (bands: readonly Band[]): Band => ({
  from: Math.min(...bands.map(({ from }) => from)),
  to: Math.max(...bands.map(({ to }) => to)),
});

/** The bands that a stored grid was made from: those of the level that has most of them. */
export function bandsOf(points: readonly PricePoint[], of: 'age' | 'size'): Band[] {
  const byLevel = new Map<string, Band[]>();
  for (const point of points) {
    const bands = byLevel.get(point.level) ?? [];
    const band =
      of === 'age' ? { from: point.ageFrom, to: point.ageTo } : { from: point.occupancyFrom, to: point.occupancyTo };
    if (!bands.some(({ from }) => from === band.from)) bands.push(band);
    byLevel.set(point.level, bands);
  }
  const most = [...byLevel.values()].reduce<Band[]>((best, bands) => (bands.length > best.length ? bands : best), []);
  return most.toSorted((a, b) => a.from - b.from);
}
