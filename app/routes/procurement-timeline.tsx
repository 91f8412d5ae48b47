import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listProcurementTimeline } from '../domain/market-oversight/procurement-timeline.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProcurementTimeline } from '../ui/procurement-timeline.tsx';

export const meta: MetaFunction = () => [{ title: 'Procurement timeline – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => ({
    contracts: await listProcurementTimeline(db, actor),
    authority: actor.organisationName,
    today: todayInLondon(),
  }));
}

export default function ProcurementTimelinePage() {
  const { contracts, authority, today } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/purchasing-systems">
            Purchasing systems
          </Link>
        }
        title="Procurement timeline"
        lead="When the contracts you buy by expire, and when their reviews start: your purchasing systems, and what your published statements say."
        action={
          contracts.length > 0 && (
            <a className="link" href="/procurement-timeline.csv">
              Download as CSV
            </a>
          )
        }
      />
      {contracts.length === 0 ? (
        <EmptyState title="No contract has an end yet">
          Contracts appear here when your authority runs or joins a purchasing system, or publishes a statement with a
          procurement timeline.
        </EmptyState>
      ) : (
        <ProcurementTimeline contracts={contracts} authority={authority} today={today} />
      )}
    </>
  );
}
