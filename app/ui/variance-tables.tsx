import { financialYearLabel, periodLabel } from '../domain/cost-comparison/financial-year.ts';
import { varianceFinding } from '../domain/cost-comparison/findings.ts';
import type { Figures, LineVariance } from '../domain/cost-comparison/line-variances.ts';
import { ROUTE_LABELS } from '../domain/cost-comparison/routes-of-purchase.ts';
import { sourceLabel } from '../domain/cost-comparison/sources.ts';
import { sumVariances, toWholePounds, type Variance } from '../domain/cost-comparison/variance.ts';
import { accommodationBySlug } from '../domain/services/accommodation.ts';
import { ChartFrame } from './chart-frame.tsx';
import { count, effect, pounds, wholePounds } from './figures.ts';
import { type Column, Table } from './table.tsx';
import { VarianceChart } from './variance-chart.tsx';

export type LineKey = Pick<LineVariance, 'type' | 'route'>;

/** "Fostering, in-house". */
export const lineName = ({ type, route }: LineKey): string =>
  `${accommodationBySlug(type).label}, ${ROUTE_LABELS[route].toLowerCase()}`;

/** The ?line= of a budget line. */
export const lineValue = ({ type, route }: LineKey): string => `${type}-${route}`;

export const lineAddress = (year: number, line: LineKey): string =>
  `/cost-comparison/variance?year=${financialYearLabel(year)}&line=${lineValue(line)}`;

interface Row {
  label: string;
  budget: Figures;
  actual: Figures | undefined;
  variance: Variance | undefined;
}

const ROUTE_COLOURS = {
  framework: 'var(--color-framework)',
  spot: 'var(--color-spot)',
  in_house: 'var(--color-in-house)',
  block: 'var(--color-block)',
};

/** The waterfall of one line: its reported forecast of the year where there is one, else its periods so far. */
export function LineChartFrame({ line, year }: { line: LineVariance; year: number }) {
  const { forecast, toDate } = line;
  const compared = forecast ?? toDate;
  if (!compared) return null;
  const { volumePence, pricePence } = compared.variance;
  const outcome = forecast ? 'Forecast' : 'Actual';
  const span = forecast ? 'the full year' : periodLabel(spanSoFar(line));
  return (
    <ChartFrame
      title={varianceFinding(compared.variance)}
      measure={`${lineName(line)}, ${financialYearLabel(year)}: cost in £, ${span}`}
      source={sourceOf(line)}
      table={<StepsTable budget={compared.budget.costPence} variance={compared.variance} outcome={outcome} />}
    >
      <VarianceChart
        budget={compared.budget.costPence}
        volume={volumePence}
        price={pricePence}
        outcome={{ label: outcome, colour: ROUTE_COLOURS[line.route] }}
      />
    </ChartFrame>
  );
}

function StepsTable({ budget, variance, outcome }: { budget: number; variance: Variance; outcome: string }) {
  const { volumePence, pricePence, totalPence } = toWholePounds(variance);
  const steps = [
    { step: 'Budget', amount: wholePounds(budget) },
    { step: 'Volume effect', amount: effect(volumePence) },
    { step: 'Price effect', amount: effect(pricePence) },
  ];
  return (
    <Table
      caption="From budget to outcome"
      columns={[
        { heading: 'Step', cell: ({ step }) => step, total: outcome },
        { heading: 'Cost (£)', figure: true, cell: ({ amount }) => amount, total: wholePounds(budget + totalPence) },
      ]}
      rows={steps}
      rowKey={({ step }) => step}
    />
  );
}

/** Period by period, then so far, then the year's forecast. */
export function LineTable({ line }: { line: LineVariance }) {
  const { periods, toDate, forecast } = line;
  const rows = periods.map((period): Row => ({ label: periodLabel(period), ...period }));
  const totals: Row[] = [];
  if (toDate) totals.push({ label: `So far (${toDate.periods} of ${periods.length})`, ...toDate });
  if (forecast) totals.push({ label: 'Full-year forecast', ...forecast, actual: forecast.forecast });
  const decimals = [...rows, ...totals].some(({ budget, actual }) =>
    [budget.weeks, actual?.weeks ?? 0].some((weeks) => !Number.isInteger(weeks)),
  );
  return (
    <Table
      caption={`${lineName(line)}: budget against actual`}
      showCaption
      columns={lineColumns(decimals ? 1 : 0)}
      rows={rows}
      totalRows={totals}
      rowKey={({ label }) => label}
    />
  );
}

function lineColumns(weekDecimals: number): Column<Row>[] {
  const figure = (heading: string, of: (row: Row) => string | undefined): Column<Row> => ({
    heading,
    figure: true,
    cell: (row) => of(row) ?? '–',
  });
  const inPounds = (part: keyof Variance) => (row: Row) => row.variance && effect(toWholePounds(row.variance)[part]);
  return [
    { heading: 'Period', cell: ({ label }) => label },
    figure('Budget weeks', ({ budget }) => count(budget.weeks, weekDecimals)),
    figure('Actual weeks', ({ actual }) => actual && count(actual.weeks, weekDecimals)),
    figure('Budget (£ a week)', ({ budget }) => optionalPounds(budget.unitCostPence)),
    figure('Actual (£ a week)', ({ actual }) => optionalPounds(actual?.unitCostPence)),
    figure('Volume effect (£)', inPounds('volumePence')),
    figure('Price effect (£)', inPounds('pricePence')),
    figure('Total (£)', inPounds('totalPence')),
  ];
}

/** Every line of a year so far; each row leads to its periods. */
export function LinesTable({ lines, year }: { lines: LineVariance[]; year: number }) {
  const compared = lines.flatMap((line) => (line.toDate ? [{ line, ...line.toDate }] : []));
  const total = toWholePounds(sumVariances(compared.map(({ variance }) => variance)));
  const sum = (of: (row: (typeof compared)[number]) => number) =>
    wholePounds(compared.reduce((reached, row) => reached + of(row), 0));
  return (
    <Table
      caption={`All budget lines of ${financialYearLabel(year)} so far`}
      columns={[
        { heading: 'Line', cell: ({ line }) => lineName(line), total: 'All lines' },
        {
          heading: 'Budget (£)',
          figure: true,
          cell: ({ budget }) => wholePounds(budget.costPence),
          total: sum(({ budget }) => budget.costPence),
        },
        {
          heading: 'Actual (£)',
          figure: true,
          cell: ({ actual }) => wholePounds(actual.costPence),
          total: sum(({ actual }) => actual.costPence),
        },
        {
          heading: 'Volume effect (£)',
          figure: true,
          cell: ({ variance }) => effect(toWholePounds(variance).volumePence),
          total: effect(total.volumePence),
        },
        {
          heading: 'Price effect (£)',
          figure: true,
          cell: ({ variance }) => effect(toWholePounds(variance).pricePence),
          total: effect(total.pricePence),
        },
        {
          heading: 'Total (£)',
          figure: true,
          cell: ({ variance }) => effect(toWholePounds(variance).totalPence),
          total: effect(total.totalPence),
        },
      ]}
      rows={compared}
      rowKey={({ line }) => lineValue(line)}
      rowLink={({ line }) => lineAddress(year, line)}
    />
  );
}

const optionalPounds = (pence: number | undefined) => (pence === undefined ? undefined : pounds(pence));

function spanSoFar({ periods }: LineVariance) {
  const past = periods.filter(({ actual }) => actual);
  return { from: past.at(0)?.from ?? '', until: past.at(-1)?.until ?? '' };
}

function sourceOf({ basis, budgetSource }: LineVariance): string {
  const budget = sourceLabel(budgetSource);
  return basis === 'reported' ? budget : `${budget} (budget); this authority’s placements and their fees (actual)`;
}
