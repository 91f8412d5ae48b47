import { EmptyState } from './empty-state.tsx';
import { StatusTag } from './status-tag.tsx';
import { Table } from './table.tsx';

interface Admission {
  id: string;
  status: string;
  lotNumber: number;
  lotTitle: string;
  systemTitle: string;
}

/** The lots that a provider may set prices for; each leads on with `?admission=`. */
export function AdmissionChoice({ admissions, to }: { admissions: Admission[]; to: string }) {
  if (admissions.length === 0) {
    return (
      <EmptyState title="You hold no place in a lot">
        Prices belong to a place in a purchasing system’s lot, or to a request to join one. Look under Purchasing
        systems for those that take applications.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="Your places in lots"
      rows={admissions}
      rowKey={(row) => row.id}
      rowLink={(row) => `${to}?admission=${row.id}`}
      columns={[
        { heading: 'Lot', cell: (row) => `Lot ${row.lotNumber}: ${row.lotTitle}` },
        { heading: 'Purchasing system', cell: (row) => row.systemTitle },
        {
          heading: 'Your place',
          cell: (row) =>
            row.status === 'active' ? (
              <StatusTag tone="good">Admitted</StatusTag>
            ) : (
              <StatusTag tone="neutral">Asked to join</StatusTag>
            ),
        },
      ]}
    />
  );
}
