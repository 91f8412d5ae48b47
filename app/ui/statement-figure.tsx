import {
  type Figure,
  findingOf,
  NOUN,
  SUPPRESSED,
  shownRows,
  totalOf,
} from '../domain/market-position-statements/statement-figures.ts';
import { formatDate } from '../lib/dates.ts';
import { BarChart } from './bar-chart.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { Table } from './table.tsx';

/** A statement's figure by accommodation: its chart, with what is too small to show named beside it. */
export function StatementFigure({ figure, live }: { figure: Figure; live: boolean }) {
  const noun = NOUN[figure.kind];
  const finding = findingOf(figure);
  const withheld = figure.rows.filter((row) => row.value === null);
  const total = totalOf(figure.rows)?.toLocaleString('en-GB');
  return (
    <ChartFrame
      title={finding}
      measure={`Number of ${noun} by accommodation${live ? ', as at today: frozen when the statement is published' : ''}`}
      source={`${figure.source}, as at ${formatDate(figure.asAt)}`}
      table={
        <Table
          caption={`Number of ${noun} by accommodation`}
          rows={figure.rows}
          rowKey={(row) => row.label}
          columns={[
            { heading: 'Accommodation', cell: (row) => row.label, ...(total !== undefined && { total: 'Total' }) },
            {
              heading: noun.charAt(0).toUpperCase() + noun.slice(1),
              cell: (row) => row.value?.toLocaleString('en-GB') ?? SUPPRESSED[figure.kind],
              figure: true,
              ...(total !== undefined && { total }),
            },
          ]}
        />
      }
    >
      <BarChart bars={shownRows(figure.rows)} description={finding} />
      {withheld.length > 0 && (
        <ul className="mt-2 space-y-1 text-table text-muted">
          {withheld.map((row) => (
            <li key={row.label}>
              {row.label}: {SUPPRESSED[figure.kind]}
            </li>
          ))}
        </ul>
      )}
    </ChartFrame>
  );
}
