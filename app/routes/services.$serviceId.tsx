import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import {
  accommodationByCode,
  CATEGORY_LABELS,
  GENDER_LABELS,
  type Gender,
  REGISTRATION_LABELS,
} from '../domain/services/accommodation.ts';
import { needLabel } from '../domain/services/needs.ts';
import { canManageServices } from '../domain/services/service-policy.ts';
import { getService, requireProvider } from '../domain/services/services.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate } from '../lib/dates.ts';
import { formatAges } from '../lib/phrases.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Judgement } from '../ui/judgement.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { SummaryList } from '../ui/summary-list.tsx';
import { Table } from '../ui/table.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.service.name ?? 'Service'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requireProvider(actor);
    const service = await getService(db, actor, idParam(params.serviceId, 'Service'));
    return { service, canManage: canManageServices(actor, service) };
  });
}

export default function ServicePage() {
  const { service, canManage } = useLoaderData<typeof loader>();
  const address = [service.street, service.town, service.postcode].filter(Boolean).join(', ');
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/services">
            Services
          </Link>
        }
        title={service.name}
        lead={`${accommodationByCode(service.accommodationType).label} · URN ${service.urn}`}
        action={canManage && <ButtonLink to={`/vacancies/new?service=${service.id}`}>Publish a vacancy</ButtonLink>}
      />
      <SummaryList
        rows={[
          { name: 'Registration', value: REGISTRATION_LABELS[service.registrationStatus] },
          ...(service.category ? [{ name: 'Category', value: CATEGORY_LABELS[service.category] }] : []),
          { name: 'Registered places', value: service.registeredPlaces },
          { name: 'Ages', value: formatAges(service.ageFrom, service.ageTo) },
          { name: 'For', value: GENDER_LABELS[service.gender as Gender] },
          { name: 'Can meet', value: service.canMeet.map(needLabel).join(', ') || 'Not stated' },
          { name: 'Brokers see', value: `${service.outwardCode} ${service.postTown}, and distances from its middle` },
          { name: 'Address', value: address ? `${address} (only your organisation sees this)` : 'Not entered' },
        ]}
      />
      <Section title="Judgements">
        {service.judgements.length === 0 ? (
          <p className="text-muted">Not yet inspected.</p>
        ) : (
          <Table
            caption="Judgements of this service"
            rows={service.judgements}
            rowKey={(row) => row.inspectedOn}
            columns={[
              { heading: 'Inspected', cell: (row) => formatDate(row.inspectedOn) },
              { heading: 'Judgement', cell: (row) => <Judgement judgement={row.judgement} /> },
              { heading: 'Framework of inspection', cell: (row) => row.scaleVersion },
            ]}
          />
        )}
      </Section>
    </>
  );
}
