import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { accommodationByCode } from '../domain/services/accommodation.ts';
import { listProviders } from '../domain/services/directory.server.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';
import { type Column, Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Providers – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async ({ db }) => listProviders(db, { page: pageOf(request) }));
}

type Row = Awaited<ReturnType<typeof loader>>['providers'][number];

const COLUMNS: Column<Row>[] = [
  { heading: 'Provider', cell: (row) => row.name },
  { heading: 'Kinds', cell: (row) => row.accommodationTypes.map((code) => accommodationByCode(code).label).join(', ') },
  { heading: 'Works in', cell: (row) => row.areas.join(', ') },
];

export default function Providers() {
  const { providers, total, pageSize, page } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <>
      <PageHeader
        title="Providers"
        lead="Who offers placements, of which kinds and in which authority areas. The whereabouts of homes are never shown."
      />
      {total === 0 ? (
        <EmptyState title="No providers yet">Providers appear here once the operator has admitted them.</EmptyState>
      ) : (
        <Table
          caption="Providers"
          columns={COLUMNS}
          rows={providers}
          rowKey={(row) => row.id}
          rowLink={(row) => `/providers/${row.id}`}
        />
      )}
      <Pagination page={page} pageSize={pageSize} total={total} href={(to) => pageHref(search, to)} />
    </>
  );
}
