import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { canOverseeMarket } from '../domain/market-oversight/market-oversight-policy.ts';
import { KIND_LABELS, SYSTEM_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { canCreateSystem } from '../domain/purchasing-systems/purchasing-system-policy.ts';
import { listPurchasingSystems } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { systemFilter, toSystemsWanted } from '../domain/purchasing-systems/system-filter-form.ts';
import { ACCOMMODATION_TYPES } from '../domain/services/accommodation.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { addDays, formatDate } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Select } from '../ui/fields.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { StatusTag } from '../ui/status-tag.tsx';

export const meta: MetaFunction = () => [{ title: 'Purchasing systems – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async ({ db, actor }) => {
    const filter = systemFilter(new URL(request.url).searchParams);
    return {
      filter,
      systems: await listPurchasingSystems(db, actor, toSystemsWanted(filter)),
      mayCreate: actor !== null && canCreateSystem(actor),
      oversees: actor !== null && canOverseeMarket(actor),
    };
  });
}

type Loaded = Awaited<ReturnType<typeof loader>>;

export default function PurchasingSystems() {
  const { filter, systems, mayCreate, oversees } = useLoaderData<typeof loader>();
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <>
      <PageHeader
        title="Purchasing systems"
        lead="How authorities buy placements: who runs each system, its lots, and how a provider joins."
        action={mayCreate && <ButtonLink to="/purchasing-systems/new">New purchasing system</ButtonLink>}
      />
      {oversees && (
        <p className="mb-6">
          <Link className="link" to="/procurement-timeline">
            See when your contracts are reviewed and end
          </Link>
        </p>
      )}
      <Filter filter={filter} />
      {systems.length === 0 && isFiltered && (
        <EmptyState title="No purchasing system fits">
          <Link className="link" to="/purchasing-systems">
            Show all of them
          </Link>
        </EmptyState>
      )}
      {systems.length === 0 && !isFiltered && (
        <EmptyState title="No purchasing system is published yet">
          They appear here when an authority publishes one.
        </EmptyState>
      )}
      <ul className="divide-y divide-line border-t border-line">
        {systems.map((system) => (
          <Entry key={system.id} system={system} />
        ))}
      </ul>
    </>
  );
}

const TYPES = ACCOMMODATION_TYPES.map(({ slug, label }) => ({ value: slug, label }));
const STATUSES = Object.entries(SYSTEM_STATUS)
  .filter(([value]) => value !== 'draft')
  .map(([value, { label }]) => ({ value, label }));

function Filter({ filter }: Pick<Loaded, 'filter'>) {
  return (
    <Form method="get" className="mb-6 flex flex-wrap items-end gap-x-6 gap-y-3">
      <Select
        field={{ name: 'type', initialValue: filter.type }}
        label="Kind of accommodation"
        empty="Any"
        options={TYPES}
      />
      <Select field={{ name: 'status', initialValue: filter.status }} label="Status" empty="Any" options={STATUSES} />
      <Button look="secondary">Show</Button>
    </Form>
  );
}

function Entry({ system }: { system: Loaded['systems'][number] }) {
  const status = SYSTEM_STATUS[system.status];
  return (
    <li className="py-5">
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
}
