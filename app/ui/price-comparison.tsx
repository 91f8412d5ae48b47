import type { GridRow } from '../domain/price-schedules/price-schedule.ts';
import { formatPence } from '../lib/money.ts';
import { formatChange } from '../lib/percent.ts';
import { EmptyState } from './empty-state.tsx';
import { type Column, Table } from './table.tsx';

const COLUMNS: Column<GridRow>[] = [
  { heading: 'Level', cell: (row) => row.label },
  { heading: 'Ages', cell: (row) => row.ages },
];
const BY_OCCUPANCY: Column<GridRow>[] = [
  ...COLUMNS,
  { heading: 'Children in the home', cell: (row) => row.occupancy ?? 'any number' },
];
const FEE: Column<GridRow> = { heading: 'Weekly fee', cell: (row) => formatPence(row.weeklyPence), figure: true };
const EARLIER: Column<GridRow>[] = [
  { heading: 'Before', cell: (row) => (row.earlierPence === null ? '–' : formatPence(row.earlierPence)), figure: true },
  {
    heading: 'Change',
    cell: (row) => (row.earlierPence === null ? 'new' : formatChange(row.earlierPence, row.weeklyPence)),
    figure: true,
  },
];

/** A schedule's weekly fees, each beside the price it follows. */
export function PriceComparison({ rows, hasEarlier }: { rows: GridRow[]; hasEarlier: boolean }) {
  if (rows.length === 0) {
    return <EmptyState title="No fees yet">Fill in the weekly fees in the editor, or paste them there.</EmptyState>;
  }
  const named = rows.some((row) => row.occupancy !== null) ? BY_OCCUPANCY : COLUMNS;
  return (
    <Table
      caption="Weekly fees by level and age"
      columns={hasEarlier ? [...named, FEE, ...EARLIER] : [...named, FEE]}
      rows={rows}
      rowKey={(row) => row.key}
    />
  );
}
