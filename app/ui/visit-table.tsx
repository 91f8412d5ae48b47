import type { Overall, VisitKind, VisitStatus } from '../domain/monitoring/monitoring-visit.ts';
import { VISIT_KIND_LABELS } from '../domain/monitoring/monitoring-visit.ts';
import { formatShortDate } from '../lib/dates.ts';
import { OverallTag } from './monitoring-status.tsx';
import { StatusTag } from './status-tag.tsx';
import { type Column, Table } from './table.tsx';

export interface VisitRow {
  id: string;
  visitedOn: string;
  kind: VisitKind;
  status: VisitStatus;
  overall: Overall | null;
  authorityName: string;
  providerName: string;
  openActions: number;
  overdueActions: number;
}

interface VisitTableProps {
  caption: string;
  visits: VisitRow[];
  /** What tells the rows apart first. */
  of: 'provider' | 'authority' | 'date';
}

/** Visits, each leading to its report. */
export function VisitTable({ caption, visits, of }: VisitTableProps) {
  const date: Column<VisitRow> = { heading: 'Date', cell: (row) => formatShortDate(row.visitedOn), short: true };
  const provider: Column<VisitRow> = { heading: 'Provider', cell: (row) => row.providerName };
  const authority: Column<VisitRow> = { heading: 'Authority', cell: (row) => row.authorityName };
  const first = { provider: [provider, date, authority], authority: [authority, date], date: [date, authority] }[of];
  return (
    <Table
      caption={caption}
      rows={visits}
      rowKey={(row) => row.id}
      rowLink={(row) => `/monitoring-visits/${row.id}`}
      columns={[
        ...first,
        { heading: 'Kind', cell: (row) => VISIT_KIND_LABELS[row.kind] },
        {
          heading: 'Overall',
          cell: (row) =>
            row.status === 'final' ? <OverallTag overall={row.overall} /> : <StatusTag {...UNFINISHED[row.status]} />,
        },
        { heading: 'Open actions', cell: sayOpen, figure: true },
      ]}
    />
  );
}

const UNFINISHED = {
  planned: { tone: 'accent', children: 'Planned' },
  cancelled: { tone: 'neutral', children: 'Cancelled' },
  draft: { tone: 'neutral', children: 'Draft' },
} as const;

const sayOpen = ({ openActions, overdueActions }: VisitRow) =>
  overdueActions > 0 ? (
    <span>
      {openActions} <span className="font-semibold text-bad">({overdueActions} overdue)</span>
    </span>
  ) : (
    openActions
  );
