import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { canOverseeMarket } from '../domain/market-oversight/market-oversight-policy.ts';
import { KIND_LABELS, SYSTEM_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { listPurchasingSystems } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { addDays, formatDate } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { StatusTag } from '../ui/status-tag.tsx';

export const meta: MetaFunction = () => [{ title: 'Purchasing systems – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async ({ db, actor }) => ({
    systems: await listPurchasingSystems(db, actor),
    oversees: actor !== null && canOverseeMarket(actor),
  }));
}

export default function PurchasingSystems() {
  const { systems, oversees } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Purchasing systems"
        lead="How authorities buy placements: who runs each system, its lots, and how a provider joins."
      />
      {oversees && (
        <p className="mb-6">
          <Link className="link" to="/procurement-timeline">
            See when your contracts are reviewed and end
          </Link>
        </p>
      )}
      {systems.length === 0 && (
        <EmptyState title="No purchasing system is published yet">
          They appear here when an authority publishes one.
        </EmptyState>
      )}
      <ul className="divide-y divide-line border-t border-line">
        {systems.map((system) => {
          const status = SYSTEM_STATUS[system.status];
          return (
            <li key={system.id} className="py-5">
              <h2 className="text-section font-semibold">
                <Link className="link" to={`/purchasing-systems/${system.id}`}>
                  {system.title}
                </Link>
              </h2>
              <p className="mt-1 max-w-[75ch]">{system.summary}</p>
              <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-table text-muted">
                {status && <StatusTag tone={status.tone}>{status.label}</StatusTag>}
                <span>{KIND_LABELS[system.kind]}</span>
                <span>Run by {system.leadName}</span>
                <span>{countOf(system.lots.length, 'lot')}</span>
                <span>{countOf(system.members.length, 'authority', 'authorities')}</span>
                <span>until {formatDate(addDays(system.endsOn, -1))}</span>
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}
