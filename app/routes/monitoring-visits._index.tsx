import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import { canMonitor } from '../domain/monitoring/monitoring-policy.ts';
import { listVisits } from '../domain/monitoring/monitoring-visits.server.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { ButtonLink } from '../ui/button.tsx';
import { DownloadLink } from '../ui/download-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';
import { VisitTable } from '../ui/visit-table.tsx';

export const meta: MetaFunction = () => [{ title: 'Monitoring visits – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => ({
    list: await listVisits(db, actor, { page: pageOf(request), today: todayInLondon() }),
    own: isFrom(actor, 'provider'),
    canRecord: canMonitor(actor),
  }));
}

export default function Visits() {
  const { list, own, canRecord } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <>
      <PageHeader
        title="Monitoring visits"
        lead={
          own
            ? 'Visits that are announced to you, what authorities found when they visited, and what they ask you to do.'
            : 'Visits of your authority, planned ones among them, and finished reports of authorities that share a purchasing system with it.'
        }
        action={
          <>
            {list.total > 0 && <DownloadLink href="/monitoring-visits.csv" />}
            {canRecord && (
              <>
                <ButtonLink to="/monitoring-visits/plan" look="secondary">
                  Plan a visit
                </ButtonLink>
                <ButtonLink to="/monitoring-visits/new">Record a visit</ButtonLink>
              </>
            )}
          </>
        }
      />
      {list.total === 0 ? (
        <EmptyState title="There are no visits yet">
          {own
            ? 'A report is here once the authority that visited you has finished it; you get an e-mail.'
            : 'A commissioner records the first one. Brokers of your authority read it here as well.'}
        </EmptyState>
      ) : (
        <VisitTable caption="Visits, the latest first" visits={list.visits} of={own ? 'authority' : 'provider'} />
      )}
      <Pagination {...list} href={(page) => pageHref(search, page)} />
    </>
  );
}
