import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { AdmissionFilter } from '../domain/admissions/admission-form.ts';
import { getSystemOfMembers, listAdmissions } from '../domain/admissions/admissions.server.ts';
import { idParam } from '../http/params.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { AdmissionFilters, AdmissionTable } from '../ui/admission-list.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Admissions to ${data?.system.title ?? 'a purchasing system'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getSystemOfMembers(db, actor, idParam(params.systemId, 'Purchasing system'));
    const filter = AdmissionFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
    const query = { ...filter, systemId: system.id, page: pageOf(request), today: todayInLondon() };
    return { system, filter, found: await listAdmissions(db, actor, query) };
  });
}

export default function SystemAdmissionsPage() {
  const { system, filter, found } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const address = `/purchasing-systems/${system.id}`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            {system.title}
          </Link>
        }
        title="Admissions"
        lead={
          system.leads
            ? 'Who is admitted where. Open one to suspend, reinstate or end it, to change its tier or to lift a hold.'
            : 'Who is admitted where. The authority that runs the system decides on them.'
        }
        action={
          <ButtonLink to={`${address}/admissions.csv${search}`} look="secondary">
            Export as CSV
          </ButtonLink>
        }
      />
      <AdmissionFilters lots={system.lots} chosen={filter} all={`${address}/admissions`} />
      {found.total === 0 ? (
        <EmptyState title="No admission is like that">
          Take a filter away. Providers are here once they have applied to a lot.
        </EmptyState>
      ) : (
        <>
          <p className="mb-3 text-table text-muted">{countOf(found.total, 'admission')}</p>
          <AdmissionTable
            caption={`Admissions to ${system.title}`}
            rows={found.admissions}
            oneSystem={true}
            own={false}
          />
        </>
      )}
      <Pagination {...found} href={(page) => pageHref(search, page)} />
    </>
  );
}
