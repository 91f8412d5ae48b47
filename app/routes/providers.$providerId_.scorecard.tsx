import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { getScorecard } from '../domain/monitoring/scorecard.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, todayInLondon } from '../lib/dates.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { ProviderLink } from '../ui/provider-link.tsx';
import { Scorecard } from '../ui/scorecard.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Scorecard of ${data?.scorecard.provider.name ?? 'a provider'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const [providerId, today] = [idParam(params.providerId, 'Scorecard'), todayInLondon()];
    return { scorecard: await getScorecard(db, actor, { providerId, today }), today, now: new Date() };
  });
}

export default function ScorecardPage() {
  const { scorecard, today, now } = useLoaderData<typeof loader>();
  const { provider, own } = scorecard;
  return (
    <>
      <PageHeader
        context={<ProviderLink providerId={provider.id} providerName={provider.name} />}
        title={`Scorecard of ${provider.name}`}
        lead={`What ${own ? 'this portal' : 'your authority'} knows on ${formatDate(today)}, each figure with its records. There is no score: judge for yourself.`}
      />
      <Scorecard scorecard={scorecard} now={now} />
    </>
  );
}
