import { EmptyState } from './empty-state.tsx';
import { PageHeader } from './page-header.tsx';
import { Table } from './table.tsx';

interface SupplierChoiceProps {
  title: string;
  lead: string;
  suppliers: { id: string; name: string }[];
  /** The page that goes on with the one that is chosen. */
  to: string;
}

/** Which of the providers that the authority may buy from. */
export function SupplierChoice({ title, lead, suppliers, to }: SupplierChoiceProps) {
  return (
    <>
      <PageHeader title={title} lead={lead} />
      {suppliers.length === 0 ? (
        <EmptyState title="Your authority buys from no provider here yet">
          A provider is here once it is admitted to a lot of a purchasing system that your authority is a member of.
        </EmptyState>
      ) : (
        <Table
          caption="Providers that your authority may buy from"
          rows={suppliers}
          rowKey={(row) => row.id}
          rowLink={(row) => `${to}?provider=${row.id}`}
          columns={[{ heading: 'Provider', cell: (row) => row.name }]}
        />
      )}
    </>
  );
}
