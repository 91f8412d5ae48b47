import { formatAges } from '../../lib/phrases.ts';
import { formatOccupancy, MOST_OCCUPANCY } from './lot-grid.ts';
import { levelsOf } from './price-levels.ts';
import { pointKey } from './price-point.ts';
import { adjustmentLabel } from './price-schedule.ts';
import type { SchedulePrices } from './quote.ts';

/** One thing that a schedule prices. */
interface Priced {
  /** Unique in its schedule. */
  key: string;
  label: string;
  isFee: boolean;
  /** Null where it is for all. */
  ages: string | null;
  /** Children that the home is registered for; null where any number. */
  occupancy: string | null;
  /** What the amount is: pence a week or for an hour, hours a week, basis points off the core fee or of the weekly price. */
  unit: 'week' | 'hour' | 'hours' | 'off_core' | 'of_weekly';
  amount: number;
}

export interface ComparedPrice extends Omit<Priced, 'amount'> {
  /** Null: it was not offered. */
  before: number | null;
  /** Null: it is no longer offered. */
  after: number | null;
}

/** All that a schedule prices, each beside what it was, in the order people read it; what it no longer offers stands last in its kind. */
export function comparePrices(now: SchedulePrices, before: SchedulePrices | null): ComparedPrice[] {
  const [was, is] = [before ? kindsOf(before) : [], kindsOf(now)];
  return is.flatMap((rows, kind) => {
    const earlier = was[kind] ?? [];
    const kept = new Set(rows.map(({ key }) => key));
    return [
      ...rows.map(({ amount, ...row }) => ({
        ...row,
        before: earlier.find(({ key }) => key === row.key)?.amount ?? null,
        after: amount,
      })),
      ...earlier
        .filter(({ key }) => !kept.has(key))
        .map(({ amount, ...row }) => ({ ...row, before: amount, after: null })),
    ];
  });
}

/** Fees, hours of support, add-ons and adjustments, each kind in its order. */
function kindsOf(prices: SchedulePrices): Priced[][] {
  const other = { isFee: false, ages: null, occupancy: null };
  const { includedSupportHours, extraSupportHourPence } = prices;
  return [
    feesOf(prices),
    includedSupportHours === null
      ? []
      : [{ ...other, key: 'included', label: 'Support hours in the fee', unit: 'hours', amount: includedSupportHours }],
    extraSupportHourPence === null
      ? []
      : [{ ...other, key: 'rate', label: 'Each further hour', unit: 'hour', amount: extraSupportHourPence }],
    prices.addOns.map(({ code, label, unit, pence }) => ({
      ...other,
      key: `add-on ${code}`,
      label,
      unit,
      amount: pence,
    })),
    prices.adjustments.map((given) => ({
      ...{ ...other, key: `${given.kind} ${given.threshold}`, label: adjustmentLabel(given), amount: given.bps },
      unit: given.kind === 'retainer' ? ('of_weekly' as const) : ('off_core' as const),
    })),
  ];
}

function feesOf(prices: SchedulePrices): Priced[] {
  const levels = levelsOf(prices);
  const place = (code: string) => levels.findIndex((level) => level.code === code);
  return prices.lines
    .map((line) => ({ occupancyFrom: 1, occupancyTo: MOST_OCCUPANCY, ...line }))
    .sort((a, b) => place(a.level) - place(b.level) || a.ageFrom - b.ageFrom || a.occupancyFrom - b.occupancyFrom)
    .map((line) => ({
      key: `${pointKey(line)} ${line.ageTo} ${line.occupancyTo}`,
      label: levels[place(line.level)]?.label ?? line.level,
      isFee: true,
      ages: formatAges(line.ageFrom, line.ageTo),
      occupancy: formatOccupancy(line.occupancyFrom, line.occupancyTo),
      unit: 'week' as const,
      amount: line.weeklyPence,
    }));
}
