import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { hasScorecard } from '../domain/monitoring/scorecard.server.ts';
import { accommodationByCode } from '../domain/services/accommodation.ts';
import { getProvider } from '../domain/services/directory.server.ts';
import { idParam } from '../http/params.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { Judgement } from '../ui/judgement.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { ScorecardLink } from '../ui/scorecard-link.tsx';
import { SummaryList } from '../ui/summary-list.tsx';
import { Table } from '../ui/table.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.provider.name ?? 'Provider'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withVisitor(request, async ({ db, actor }) => {
    const provider = await getProvider(db, idParam(params.providerId, 'Provider'));
    return { provider, scorecard: actor !== null && (await hasScorecard(db, actor, provider.id)) };
  });
}

export default function ProviderPage() {
  const { provider, scorecard } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/providers">
            Providers
          </Link>
        }
        title={provider.name}
        lead={provider.about}
        action={scorecard && <ScorecardLink providerId={provider.id} />}
      />
      <SummaryList
        rows={[
          {
            name: 'Kinds',
            value: provider.accommodationTypes.map((code) => accommodationByCode(code).label).join(', ') || 'None yet',
          },
          { name: 'Works in', value: provider.areas.join(', ') || 'Nowhere yet' },
          ...(provider.companyNumber ? [{ name: 'Company number', value: provider.companyNumber }] : []),
        ]}
      />
      <Section
        title="Latest judgements"
        lead="Ofsted’s latest judgement of each service; the services themselves are not named."
      >
        <Table
          caption="Services by kind and latest judgement"
          rows={provider.judgements}
          rowKey={(row) => `${row.accommodationType} ${row.judgement}`}
          columns={[
            { heading: 'Kind', cell: (row) => accommodationByCode(row.accommodationType).label },
            {
              heading: 'Judgement',
              cell: (row) => <Judgement judgement={row.judgement} />,
            },
            { heading: 'Services', cell: (row) => row.services, figure: true },
          ]}
        />
      </Section>
    </>
  );
}
