import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { accommodationByCode } from '../domain/services/accommodation.ts';
import { listServices, requireProvider } from '../domain/services/services.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatAges } from '../lib/phrases.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Judgement } from '../ui/judgement.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { type Column, Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Services – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requireProvider(actor);
    return { services: await listServices(db, actor) };
  });
}

type Row = Awaited<ReturnType<typeof loader>>['services'][number];

const COLUMNS: Column<Row>[] = [
  { heading: 'Service', cell: (row) => row.name },
  { heading: 'URN', cell: (row) => row.urn },
  { heading: 'Kind', cell: (row) => accommodationByCode(row.accommodationType).label },
  { heading: 'Area', cell: (row) => `${row.outwardCode} ${row.postTown}` },
  { heading: 'Ages', cell: (row) => formatAges(row.ageFrom, row.ageTo), short: true },
  { heading: 'Judgement', cell: (row) => <Judgement judgement={row.judgement} /> },
  { heading: 'Registered places', cell: (row) => row.registeredPlaces, figure: true },
  { heading: 'Published vacancies', cell: (row) => row.publishedVacancies ?? 0, figure: true },
];

export default function Services() {
  const { services } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Services"
        lead="What Ofsted registers of your organisation. Vacancies are published in a service."
      />
      {services.length === 0 ? (
        <EmptyState title="Your organisation has no services here">
          The operator of this portal enters a provider’s services when it is admitted.
        </EmptyState>
      ) : (
        <Table
          caption="Your services"
          columns={COLUMNS}
          rows={services}
          rowKey={(row) => row.id}
          rowLink={(row) => `/services/${row.id}`}
        />
      )}
    </>
  );
}
