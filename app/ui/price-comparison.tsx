import type { ComparedPrice } from '../domain/price-schedules/price-comparison.ts';
import { formatPence } from '../lib/money.ts';
import { formatChange } from '../lib/percent.ts';
import { countOf } from '../lib/phrases.ts';
import { EmptyState } from './empty-state.tsx';
import { type Column, Table } from './table.tsx';

const NAMED: Column<ComparedPrice>[] = [
  { heading: 'Price', cell: (row) => row.label },
  { heading: 'Ages', cell: (row) => row.ages ?? 'all' },
];
const BY_OCCUPANCY: Column<ComparedPrice>[] = [
  ...NAMED,
  { heading: 'Children in the home', cell: (row) => row.occupancy ?? 'any number' },
];
const NOW: Column<ComparedPrice> = { heading: 'Amount', cell: (row) => amountOf(row, row.after), figure: true };
const BEFORE: Column<ComparedPrice>[] = [
  { heading: 'Before', cell: (row) => amountOf(row, row.before), figure: true },
  { heading: 'Change', cell: changeOf, figure: true },
];

/** "£30 an hour", "5% off the core fee"; a weekly fee is the sum alone. */
export function amountOf({ unit, isFee }: ComparedPrice, amount: number | null): string {
  if (amount === null) return '–';
  if (isFee) return formatPence(amount);
  if (unit === 'hours') return `${countOf(amount, 'hour')} a week`;
  if (unit === 'off_core') return `${amount / 100}% off the core fee`;
  if (unit === 'of_weekly') return `${amount / 100}% of the weekly price`;
  return `${formatPence(amount)} ${unit === 'hour' ? 'an hour' : 'a week'}`;
}

/** "+3.0%", "2 hours fewer", "1 point less", "no longer offered". */
export function changeOf({ unit, before, after }: ComparedPrice): string {
  if (before === null) return 'new';
  if (after === null) return 'no longer offered';
  if (before === after) return 'no change';
  const off = Math.abs(after - before);
  if (unit === 'hours') return `${countOf(off, 'hour')} ${after > before ? 'more' : 'fewer'}`;
  if (unit === 'week' || unit === 'hour') return formatChange(before, after);
  return `${countOf(off / 100, 'percentage point')} ${after > before ? 'more' : 'less'}`;
}

/** All that a schedule prices, each beside the price it follows. */
export function PriceComparison({ rows, hasEarlier }: { rows: ComparedPrice[]; hasEarlier: boolean }) {
  if (rows.length === 0) {
    return <EmptyState title="No prices yet">Fill them in in the editor, or paste them there.</EmptyState>;
  }
  const named = rows.some((row) => row.occupancy !== null) ? BY_OCCUPANCY : NAMED;
  return (
    <Table
      caption="Prices: weekly fees, support hours, add-ons and adjustments"
      columns={hasEarlier ? [...named, NOW, ...BEFORE] : [...named, NOW]}
      rows={rows}
      rowKey={(row) => row.key}
    />
  );
}
