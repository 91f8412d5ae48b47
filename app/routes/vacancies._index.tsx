import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { requireProvider } from '../domain/services/services.server.ts';
import { listVacancies } from '../domain/vacancies/vacancies.server.ts';
import { canManageVacancy } from '../domain/vacancies/vacancy-policy.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatShortDate } from '../lib/dates.ts';
import { daysAgo, formatAges } from '../lib/phrases.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { VacancyStatusTag } from '../ui/vacancy-status.tsx';

export const meta: MetaFunction = () => [{ title: 'Vacancies – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requireProvider(actor);
    return {
      ...(await listVacancies(db, actor, { page: pageOf(request) })),
      now: new Date(),
      canPublish: canManageVacancy(actor, { providerId: actor.organisationId }),
    };
  });
}

type Row = Awaited<ReturnType<typeof loader>>['vacancies'][number];

export default function Vacancies() {
  const { vacancies, total, pageSize, page, now, canPublish } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const columns: Column<Row>[] = [
    { heading: 'Vacancy', cell: (row) => row.title },
    { heading: 'Service', cell: (row) => row.serviceName },
    { heading: 'Status', cell: (row) => <VacancyStatusTag status={row.status} /> },
    { heading: 'Places', cell: (row) => row.places, figure: true },
    { heading: 'Ages', cell: (row) => formatAges(row.ageFrom, row.ageTo), short: true },
    { heading: 'Available from', cell: (row) => formatShortDate(row.availableFrom), short: true },
    { heading: 'Confirmed', cell: (row) => (row.confirmedAt ? daysAgo(row.confirmedAt, now) : 'not yet'), short: true },
  ];
  return (
    <>
      <PageHeader
        title="Vacancies"
        lead="What brokers find of your services. Keep it true: confirm, change or withdraw."
        action={canPublish && <ButtonLink to="/vacancies/new">Publish a vacancy</ButtonLink>}
      />
      {total === 0 ? (
        <EmptyState title="You have no vacancies yet">
          Brokers see a place once you have published a vacancy for one of your services.
        </EmptyState>
      ) : (
        <Table
          caption="Your vacancies"
          columns={columns}
          rows={vacancies}
          rowKey={(row) => row.id}
          rowLink={(row) => `/vacancies/${row.id}`}
        />
      )}
      <Pagination page={page} pageSize={pageSize} total={total} href={(to) => pageHref(search, to)} />
    </>
  );
}
