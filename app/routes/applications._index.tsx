import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { APPLICANT_KIND_LABELS } from '../domain/organisation-applications/application.ts';
import { listApplications } from '../domain/organisation-applications/applications.server.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatShortDate, londonDate } from '../lib/dates.ts';
import { ApplicationStatusTag } from '../ui/application-status.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';
import { type Column, Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Applications – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, ({ db, actor }) => listApplications(db, actor, { page: pageOf(request) }));
}

type Row = Awaited<ReturnType<typeof loader>>['applications'][number];

const COLUMNS: Column<Row>[] = [
  { heading: 'Organisation', cell: (row) => row.name },
  { heading: 'Kind', cell: (row) => APPLICANT_KIND_LABELS[row.kind] },
  { heading: 'Applicant', cell: (row) => row.applicantName },
  { heading: 'Received', cell: (row) => formatShortDate(londonDate(row.submittedAt)), short: true },
  { heading: 'Status', cell: (row) => <ApplicationStatusTag status={row.status} />, short: true },
];

export default function Applications() {
  const { applications, total, page, pageSize } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <>
      <PageHeader
        title="Applications"
        lead="Organisations that want to be here. Those that wait come first, the oldest at the top."
      />
      {total === 0 ? (
        <EmptyState title="Nobody has applied yet">
          Organisations apply at /apply, a public page; you get an e-mail for each.
        </EmptyState>
      ) : (
        <Table
          caption="Applications"
          columns={COLUMNS}
          rows={applications}
          rowKey={(row) => row.id}
          rowLink={(row) => `/applications/${row.id}`}
        />
      )}
      <Pagination page={page} pageSize={pageSize} total={total} href={(to) => pageHref(search, to)} />
    </>
  );
}
