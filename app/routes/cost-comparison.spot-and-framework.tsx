import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { SpotAndFrameworkQuery } from '../domain/cost-comparison/cost-comparison-form.ts';
import { compareQuarters, listReportedQuarters } from '../domain/cost-comparison/spot-and-framework.server.ts';
import { ACCOMMODATION_TYPES } from '../domain/services/accommodation.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Select } from '../ui/fields.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { ReportedChart, RouteTable, WeeklyCostChart } from '../ui/spot-and-framework.tsx';

export const meta: MetaFunction = () => [{ title: 'Spot and framework – Sufficiency Market' }];

const DEFAULT_TYPE = 'fostering';
const TYPE_OPTIONS = [
  ...ACCOMMODATION_TYPES.map(({ slug, label }) => ({ value: slug, label })),
  { value: 'all', label: 'Every kind of accommodation' },
];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const params = Object.fromEntries(new URL(request.url).searchParams);
    const asked = SpotAndFrameworkQuery.parse(params).type;
    const type = asked ?? DEFAULT_TYPE;
    const reported = await listReportedQuarters(db, actor);
    const today = todayInLondon();
    const compared = await compareQuarters(db, actor, { type: type === 'all' ? undefined : type, today });
    return { reported, ...compared, type, ignored: params.type !== undefined && asked === undefined };
  });
}

export default function SpotAndFrameworkPage() {
  const { reported, quarters, overall, type, ignored } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/cost-comparison">
            Cost comparison
          </Link>
        }
        title="Spot and framework"
        lead="Compare what is bought under your purchasing systems with what is bought outside them."
      />
      <Section id="as-reported" title="As reported">
        {reported.length === 0 ? (
          <EmptyState title="No published quarters">
            No published numbers of new placements have been loaded for your authority. The comparison from placements
            below does not need them.
          </EmptyState>
        ) : (
          <ReportedChart quarters={reported} />
        )}
      </Section>
      <Section
        id="from-placements"
        title="From placements"
        lead="Nights are charged at the fee in force, up to the day before a child leaves. A client week is 7 nights."
      >
        {ignored && (
          <div className="mb-4">
            <Warning>That is no kind of accommodation we know. Fostering is shown.</Warning>
          </div>
        )}
        <TypeFilter type={type} />
        <Comparison quarters={quarters} overall={overall} type={type} />
      </Section>
    </>
  );
}

function TypeFilter({ type }: { type: string }) {
  return (
    <Form method="get" action="#from-placements" className="print:hidden mb-6 flex flex-wrap items-end gap-3">
      <Select field={{ name: 'type', initialValue: type }} label="Kind of accommodation" options={TYPE_OPTIONS} />
      <Button look="secondary">Show</Button>
    </Form>
  );
}

type ComparisonProps = Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'quarters' | 'overall' | 'type'>;

function Comparison({ quarters, overall, type }: ComparisonProps) {
  const label = TYPE_OPTIONS.find(({ value }) => value === type)?.label ?? type;
  if (overall.framework.placements + overall.spot.placements === 0) {
    return (
      <EmptyState title={`${label}: no framework or spot placements in the last eight quarters`}>
        Choose another kind of accommodation. Placements awarded here, and placements that you import, are counted as
        soon as they have a charged night.
      </EmptyState>
    );
  }
  return (
    <div className="space-y-8 [&>table]:table-fixed">
      {type === 'all' && (
        <Warning>
          A mix of kinds is not like for like: the difference also shows which kinds are bought spot. Choose one kind to
          compare prices.
        </Warning>
      )}
      <WeeklyCostChart quarters={quarters} subject={label.toLowerCase()} />
      <RouteTable caption="Framework placements" route="framework" quarters={quarters} overall={overall} />
      <RouteTable caption="Spot placements" route="spot" quarters={quarters} overall={overall} />
    </div>
  );
}
