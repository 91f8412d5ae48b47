import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { getCostDesk } from '../domain/cost-comparison/cost-desk.server.ts';
import { financialYearLabel, periodLabel } from '../domain/cost-comparison/financial-year.ts';
import { differenceInWords, reportedFinding, varianceFinding } from '../domain/cost-comparison/findings.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { effectInPounds } from '../ui/figures.ts';
import { Headline } from '../ui/headline.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { TypesTable } from '../ui/spot-and-framework.tsx';
import { lineAddress, lineName } from '../ui/variance-tables.tsx';

export const meta: MetaFunction = () => [{ title: 'Cost comparison – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, ({ db, actor }) => getCostDesk(db, actor, { today: todayInLondon() }));
}

type Desk = ReturnType<typeof useLoaderData<typeof loader>>;

const PREMIUM = '/cost-comparison/spot-and-framework#from-placements';

export default function CostDeskPage() {
  const desk = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Cost comparison"
        lead="See what your placements cost: spot against framework, and spending against the budget, by volume and price."
      />
      <div className="grid gap-x-6 gap-y-8 sm:grid-cols-2 lg:grid-cols-4">
        <PremiumHeadline desk={desk} />
        <ToDateHeadline desk={desk} />
        <ReportedHeadline desk={desk} />
        <ForecastHeadline desk={desk} />
      </div>
      <Section
        title="Spot and framework by kind of accommodation"
        lead={`Average weekly cost of the nights charged, ${periodLabel(desk.period)}. Kinds are compared apart, since a place in a home costs several times one in fostering.`}
      >
        <TypesTable types={desk.types} />
      </Section>
    </>
  );
}

function PremiumHeadline({ desk }: { desk: Desk }) {
  const found = desk.types.find(({ differencePence }) => differencePence !== undefined);
  return (
    <Headline
      label="Spot above framework, a week"
      value={found?.differencePence === undefined ? 'No figures' : effectInPounds(found.differencePence)}
      to={found ? `/cost-comparison/spot-and-framework?type=${found.type}#from-placements` : PREMIUM}
      link="Compare spot and framework"
    >
      {found?.differencePence === undefined
        ? 'No kind of accommodation has both spot and framework placements in the last four quarters.'
        : `${found.label}, ${periodLabel(desk.period)}: spot cost ${differenceInWords(found.differencePence)} framework.`}
    </Headline>
  );
}

function ToDateHeadline({ desk: { toDate } }: { desk: Desk }) {
  return (
    <Headline
      label={toDate ? `Against budget, ${financialYearLabel(toDate.year)} so far` : 'Against budget'}
      value={toDate ? effectInPounds(toDate.variance.totalPence) : 'No budget'}
      to={`/cost-comparison/variance${toDate ? `?year=${financialYearLabel(toDate.year)}` : ''}`}
      link="See variance by volume and price"
    >
      {toDate
        ? `${varianceFinding(toDate.variance)}. All ${toDate.lines} budget lines, quarters that are over.`
        : 'No budget has a quarter that is over. Import budgets to compare them with placements.'}
    </Headline>
  );
}

function ReportedHeadline({ desk: { reported } }: { desk: Desk }) {
  const counts = reported.flatMap(({ spot }) => spot ?? []);
  return (
    <Headline
      label="New spot placements, as reported"
      value={counts.length > 1 ? `${counts.at(0)} to ${counts.at(-1)}` : 'Not reported'}
      to="/cost-comparison/spot-and-framework#as-reported"
      link="See the reported quarters"
    >
      {reportedFinding(reported) ?? 'No published quarters have been loaded for your authority.'}
      {counts.length > 1 && reported[0] && ` (${periodLabel(spanOf(reported))}).`}
    </Headline>
  );
}

function ForecastHeadline({ desk: { forecast } }: { desk: Desk }) {
  return (
    <Headline
      label={forecast ? `Reported forecast, ${financialYearLabel(forecast.year)}` : 'Reported forecast'}
      value={forecast ? effectInPounds(forecast.variance.totalPence) : 'Not reported'}
      to={forecast ? lineAddress(forecast.year, forecast.line) : '/cost-comparison/variance'}
      link="See the forecast against budget"
    >
      {forecast
        ? `${lineName(forecast.line)}. ${varianceFinding(forecast.variance)}.`
        : 'No full-year forecast has been loaded for your authority.'}
    </Headline>
  );
}

const spanOf = (quarters: Desk['reported']) => ({
  from: quarters.at(0)?.from ?? '',
  until: quarters.at(-1)?.until ?? '',
});
