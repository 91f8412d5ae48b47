import type { ReactNode } from 'react';

/** Facts of one record: a name and its value, row by row. */
export function SummaryList({ rows }: { rows: { name: string; value: ReactNode }[] }) {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <div key={row.name} className="grid gap-x-6 py-2.5 sm:grid-cols-[200px_1fr]">
          <dt className="text-muted">{row.name}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
