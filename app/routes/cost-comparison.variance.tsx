import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { VarianceQuery } from '../domain/cost-comparison/cost-comparison-form.ts';
import { financialYearLabel } from '../domain/cost-comparison/financial-year.ts';
import { listBudgetYears, listLineVariances } from '../domain/cost-comparison/line-variances.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Select } from '../ui/fields.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { VarianceMethod } from '../ui/variance-method.tsx';
import { LineChartFrame, type LineKey, LinesTable, LineTable, lineName, lineValue } from '../ui/variance-tables.tsx';

export const meta: MetaFunction = () => [{ title: 'Variance against budget – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const params = Object.fromEntries(new URL(request.url).searchParams);
    const asked = VarianceQuery.parse(params);
    const years = (await listBudgetYears(db, actor)).map(({ year }) => year);
    const year = years.find((each) => each === asked.year) ?? years[0];
    if (year === undefined) return { years, year: undefined };
    const lines = await listLineVariances(db, actor, { year, today: todayInLondon() });
    const line = lines.find((each) => asked.line && lineValue(each) === lineValue(asked.line));
    const missing = [
      params.year && asked.year !== year && missingYear(asked.year),
      params.line && !line && missingLine(asked.line, year),
    ];
    return { years, year, lines, line: line ?? lines[0], missing: missing.filter(Boolean) };
  });
}

const missingYear = (year: number | undefined) =>
  year === undefined ? 'That is not a financial year.' : `There is no budget for ${financialYearLabel(year)}.`;

const missingLine = (line: LineKey | undefined, year: number) =>
  line ? `${lineName(line)} has no budget in ${financialYearLabel(year)}.` : 'That is not a budget line.';

type Loaded = Extract<ReturnType<typeof useLoaderData<typeof loader>>, { year: number }>;

export default function VariancePage() {
  const loaded = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/cost-comparison">
            Cost comparison
          </Link>
        }
        title="Variance against budget"
        lead="See how much of the difference comes from more or fewer weeks, and how much from the price of a week."
      />
      {loaded.year === undefined ? (
        <EmptyState title="No budgets yet">
          Your authority has no budget here. Import budgets of weeks and unit cost by quarter (npm run import -- budgets
          FILE), and they are compared with placements as quarters end.
        </EmptyState>
      ) : (
        <Variances {...loaded} />
      )}
      <Section title="How it is worked out" id="method">
        <VarianceMethod />
      </Section>
    </>
  );
}

function Variances({ years, year, lines, line, missing }: Loaded) {
  const label = financialYearLabel(year);
  return (
    <>
      <Choice years={years} year={year} lines={lines} line={line} />
      {missing.length > 0 && line && (
        <div className="mb-6">
          <Warning>
            {missing.join(' ')} {lineName(line)}, {label} is shown.
          </Warning>
        </div>
      )}
      {line && <LineSection line={line} year={year} />}
      <Section
        title={`All lines of ${label}`}
        lead="Periods that have an actual. Choose a line to see them one by one."
      >
        {lines.some(({ toDate }) => toDate) ? (
          <LinesTable lines={lines} year={year} />
        ) : (
          <p className="text-muted">No quarter of {label} is over yet.</p>
        )}
      </Section>
    </>
  );
}

function LineSection({ line, year }: { line: NonNullable<Loaded['line']>; year: number }) {
  return (
    <Section title={`${lineName(line)}, ${financialYearLabel(year)}`} id="chosen-line">
      <div className="space-y-8">
        {line.toDate || line.forecast ? (
          <LineChartFrame line={line} year={year} />
        ) : (
          <EmptyState title="Nothing to compare yet">
            {line.basis === 'reported'
              ? 'The reports do not say what happened in these periods.'
              : 'Actual weeks and costs come from placements once a period is over.'}
          </EmptyState>
        )}
        <LineTable line={line} />
      </div>
    </Section>
  );
}

function Choice({ years, year, lines, line }: Omit<Loaded, 'missing'>) {
  return (
    <Form method="get" className="print:hidden mb-8 flex flex-wrap items-end gap-3">
      <Select
        field={{ name: 'year', initialValue: financialYearLabel(year) }}
        label="Financial year"
        options={years.map(financialYearLabel).map((value) => ({ value, label: value }))}
      />
      <Select
        field={{ name: 'line', initialValue: line && lineValue(line) }}
        label="Budget line"
        options={lines.map((each) => ({ value: lineValue(each), label: lineName(each) }))}
      />
      <Button look="secondary">Show</Button>
    </Form>
  );
}
