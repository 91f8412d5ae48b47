import { formatAges } from '../../lib/phrases.ts';
import { type LevelRule, levelsOf, type PriceModel } from '../price-schedules/price-levels.ts';
import { type Spread, spreadOf } from './spread.ts';

/** A line of a lot's price grid. */
export interface PricedLine {
  level: string;
  ageFrom: number;
  ageTo: number;
  occupancyFrom: number;
  occupancyTo: number;
}

export interface LinePrice extends PricedLine {
  weeklyPence: number;
}

export interface LineSpread extends PricedLine {
  /** Unique in its lot; names the line in an address. */
  key: string;
  label: string;
  /** Pence for 7 nights. */
  spread: Spread;
}

const OR_MORE = 99;

/** "enhanced-5-1": the level, the first age and the smallest home. */
export const spreadKey = ({ level, ageFrom, occupancyFrom }: PricedLine): string =>
  `${level}-${ageFrom}-${occupancyFrom}`;

/** Prices of several providers, line by line, in the order of the lot's levels. */
export function lineSpreads(
  lot: { model: PriceModel; levels: readonly LevelRule[] },
  prices: readonly LinePrice[],
): LineSpread[] {
  const levels = levelsOf(lot);
  const place = (code: string) => levels.findIndex((level) => level.code === code);
  return [...Map.groupBy(prices, spreadKey)]
    .flatMap(([key, [line, ...others]]) => {
      const spread = line && spreadOf([line, ...others].map(({ weeklyPence }) => weeklyPence));
      if (!line || !spread) return [];
      const { level, ageFrom, ageTo, occupancyFrom, occupancyTo } = line;
      const name = levels[place(level)]?.label ?? level;
      const label = `${name}, age ${formatAges(ageFrom, ageTo)}${sayOccupancy(line)}`;
      return [{ ...{ key, label, spread, level, ageFrom, ageTo, occupancyFrom, occupancyTo } }];
    })
    .sort((a, b) => place(a.level) - place(b.level) || a.ageFrom - b.ageFrom || a.occupancyFrom - b.occupancyFrom);
}

function sayOccupancy({ occupancyFrom, occupancyTo }: PricedLine): string {
  if (occupancyFrom <= 1 && occupancyTo >= OR_MORE) return '';
  return occupancyTo >= OR_MORE
    ? `, homes for ${occupancyFrom} or more`
    : `, homes for ${formatAges(occupancyFrom, occupancyTo)}`;
}

/** What a schedule asks beside its weekly fees: the hourly rate, or an add-on. */
export interface ExtraPrice {
  /** Of an add-on its own; of the hourly rate null. */
  code: string | null;
  label: string;
  unit: 'week' | 'hour';
  pence: number;
}

export interface ExtraSpread extends Omit<ExtraPrice, 'pence'> {
  /** Unique in its lot, among its lines too; names the extra in an address. */
  key: string;
  /** Pence an hour or a week. */
  spread: Spread;
}

/** Prices of several providers, extra by extra, in the order in which they first come. */
export function extraSpreads(prices: readonly ExtraPrice[]): ExtraSpread[] {
  const keyOf = ({ code }: ExtraPrice) => (code === null ? 'hourly-rate' : `add-on-${code}`);
  return [...Map.groupBy(prices, keyOf)].flatMap(([key, [first, ...others]]) => {
    const spread = first && spreadOf([first, ...others].map(({ pence }) => pence));
    if (!first || !spread) return [];
    const { code, label, unit } = first;
    return [{ key, code, label: `${label}, ${unit === 'hour' ? 'an hour' : 'a week'}`, unit, spread }];
  });
}
