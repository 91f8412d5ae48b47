import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { nextStep } from '../domain/lot-applications/lot-application.ts';
import { listOwnLotApplications, requireProvider } from '../domain/lot-applications/lot-applications.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatShortDate, londonDate } from '../lib/dates.ts';
import { ButtonLink } from '../ui/button.tsx';
import { DownloadLink } from '../ui/download-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LotApplicationStatusTag, lotInWords } from '../ui/lot-application.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Applications – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requireProvider(actor);
    return { applications: await listOwnLotApplications(db, actor) };
  });
}

export default function LotApplications() {
  const { applications } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Applications"
        lead="Your requests to join lots of purchasing systems: finish them, answer questions, follow the decision."
        action={
          <>
            {applications.length > 0 && <DownloadLink href="/lot-applications.csv" />}
            <ButtonLink to="/purchasing-systems" look="secondary">
              Find a lot to join
            </ButtonLink>
          </>
        }
      />
      {applications.length === 0 ? (
        <EmptyState title="You have not applied to any lot yet">
          <Link className="link" to="/purchasing-systems">
            Choose a purchasing system that is open
          </Link>{' '}
          and apply to one of its lots. An application starts from{' '}
          <Link className="link" to="/profile">
            your profile
          </Link>
          : what you answer there once, you need not answer again.
        </EmptyState>
      ) : (
        <Table
          caption="Your applications"
          rows={applications}
          rowKey={(row) => row.id}
          rowLink={(row) => `/lot-applications/${row.id}`}
          columns={[
            { heading: 'Lot', cell: lotInWords },
            { heading: 'Purchasing system', cell: (row) => row.systemTitle },
            { heading: 'Status', cell: (row) => <LotApplicationStatusTag status={row.status} /> },
            {
              heading: 'Submitted',
              cell: (row) => row.submittedAt && formatShortDate(londonDate(row.submittedAt)),
              short: true,
            },
            { heading: 'What to do', cell: nextStep },
          ]}
        />
      )}
    </>
  );
}
