import type { ReactNode } from 'react';

interface ChartFrameProps {
  /** States the finding: "Spot placements fell from 22 to 4 a quarter". */
  title: string;
  /** What is measured, in which unit. */
  measure: string;
  /** Where the figures are from and as at when. */
  source: string;
  children: ReactNode;
  /** The same figures as a table; left out where the page shows it beside the chart. */
  table?: ReactNode;
}

/** A chart with its finding above, its source below and its table one click away. */
export function ChartFrame({ title, measure, source, children, table }: ChartFrameProps) {
  return (
    <figure className="rounded-md border border-line p-4 sm:p-6">
      <figcaption>
        <div className="font-semibold">{title}</div>
        <div className="text-table text-muted">{measure}</div>
      </figcaption>
      <div className="mt-4">{children}</div>
      <p className="mt-3 text-caption text-muted">Source: {source}</p>
      {table && (
        <details className="mt-2 text-table">
          <summary className="w-fit cursor-pointer text-accent underline underline-offset-3">
            Show the figures as a table
          </summary>
          <div className="mt-3">{table}</div>
        </details>
      )}
    </figure>
  );
}
