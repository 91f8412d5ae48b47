import {
  financialYearLabel,
  financialYearOf,
  periodLabel,
  quarterNumber,
  shortPeriodLabel,
} from '../domain/cost-comparison/financial-year.ts';
import { premiumFinding, reportedFinding } from '../domain/cost-comparison/findings.ts';
import { sourceLabel } from '../domain/cost-comparison/sources.ts';
import {
  FEW_PLACEMENTS,
  type QuarterComparison,
  type ReportedQuarter,
  type RouteFigures,
  type SpotAndFramework,
  type TypeComparison,
} from '../domain/cost-comparison/spot-and-framework.ts';
import { addDays, formatDate } from '../lib/dates.ts';
import { ChartFrame } from './chart-frame.tsx';
import { ColumnChart } from './column-chart.tsx';
import { EmptyState } from './empty-state.tsx';
import { count, pounds, wholePounds } from './figures.ts';
import { LineChart } from './line-chart.tsx';
import { StatusTag } from './status-tag.tsx';
import { Table } from './table.tsx';

const FRAMEWORK = { name: 'Framework', colour: 'var(--color-framework)' };
const SPOT = { name: 'Spot', colour: 'var(--color-spot)' };

/** New placements as published, framework beside spot. */
export function ReportedChart({ quarters }: { quarters: ReportedQuarter[] }) {
  const title = reportedFinding(quarters) ?? 'New placements by quarter';
  const sources = [...new Set(quarters.map(({ source }) => sourceLabel(source)))];
  return (
    <ChartFrame
      title={title}
      measure="New placements with independent fostering agencies a quarter"
      source={sources.join('; ')}
      table={
        <Table
          caption="New placements a quarter"
          columns={[
            { heading: 'Quarter', cell: (quarter) => periodLabel(quarter) },
            { heading: 'Framework placements', figure: true, cell: ({ framework }) => framework ?? '–' },
            { heading: 'Spot placements', figure: true, cell: ({ spot }) => spot ?? '–' },
            {
              heading: 'Spot share (%)',
              figure: true,
              cell: ({ framework, spot }) =>
                framework === undefined || spot === undefined || framework + spot === 0
                  ? '–'
                  : count((100 * spot) / (framework + spot), 1),
            },
          ]}
          rows={quarters}
          rowKey={({ from }) => from}
        />
      }
    >
      <ColumnChart
        series={[FRAMEWORK, SPOT]}
        groups={quarters.map((quarter) => {
          const { months, year } = shortPeriodLabel(quarter);
          return { label: months, sublabel: year, values: [quarter.framework, quarter.spot] };
        })}
        description={title}
      />
    </ChartFrame>
  );
}

interface WeeklyCostChartProps {
  quarters: QuarterComparison[];
  /** "fostering", "every kind of accommodation". */
  subject: string;
}

/** Average weekly cost by quarter from placements. */
export function WeeklyCostChart({ quarters, subject }: WeeklyCostChartProps) {
  const title = premiumFinding(quarters) ?? 'No quarter has both spot and framework placements to compare';
  const points = (route: 'framework' | 'spot') =>
    quarters.map((quarter) => ({ value: quarter[route].unitCostPence, weak: quarter[route].few }));
  const last = quarters.at(-1);
  return (
    <ChartFrame
      title={title}
      measure={`Average cost of a client week, ${subject}, £; hollow points stand on fewer than ${FEW_PLACEMENTS} placements`}
      source={`this authority’s placements and their fees${last ? `, nights up to ${formatDate(addDays(last.until, -1))}` : ''}`}
      table={<AveragesTable quarters={quarters} />}
    >
      <LineChart
        series={[
          { ...FRAMEWORK, points: points('framework') },
          { ...SPOT, dashed: true, points: points('spot') },
        ]}
        steps={quarters.map(({ from }) => ({
          label: `Q${quarterNumber(from)}`,
          band: financialYearLabel(financialYearOf(from)),
        }))}
        format={(pence) => `£${wholePounds(pence)}`}
        description={`${title}. Average weekly cost by quarter, framework and spot.`}
      />
    </ChartFrame>
  );
}

function AveragesTable({ quarters }: { quarters: QuarterComparison[] }) {
  return (
    <Table
      caption="Average cost of a client week"
      columns={[
        { heading: 'Quarter', cell: quarterName },
        { heading: 'Framework (£ a week)', figure: true, cell: ({ framework }) => average(framework) },
        { heading: 'Spot (£ a week)', figure: true, cell: ({ spot }) => average(spot) },
        {
          heading: 'Spot less framework (£ a week)',
          figure: true,
          cell: ({ differencePence }) => difference(differencePence),
        },
      ]}
      rows={quarters}
      rowKey={({ from }) => from}
    />
  );
}

interface RouteTableProps {
  caption: string;
  route: 'framework' | 'spot';
  quarters: QuarterComparison[];
  overall: SpotAndFramework;
}

/** One route, quarter by quarter: what the averages stand on. */
export function RouteTable({ caption, route, quarters, overall }: RouteTableProps) {
  const all = overall[route];
  if (all.started + all.placements === 0) {
    return (
      <div>
        <p className="text-table font-semibold">{caption}</p>
        <p className="mt-1 text-table text-muted">None in these quarters.</p>
      </div>
    );
  }
  return (
    <Table
      caption={caption}
      showCaption
      columns={[
        { heading: 'Quarter', cell: quarterName, total: 'All quarters' },
        {
          heading: 'New placements',
          figure: true,
          cell: (quarter) => count(quarter[route].started),
          total: count(all.started),
        },
        { heading: 'Placements charged', figure: true, cell: (quarter) => count(quarter[route].placements) },
        {
          heading: 'Client weeks',
          figure: true,
          cell: (quarter) => count(quarter[route].weeks, 1),
          total: count(all.weeks, 1),
        },
        {
          heading: 'Cost (£)',
          figure: true,
          cell: (quarter) => wholePounds(quarter[route].costPence),
          total: wholePounds(all.costPence),
        },
        {
          heading: 'Average (£ a week)',
          figure: true,
          cell: (quarter) => average(quarter[route]),
          total: all.unitCostPence === undefined ? '–' : pounds(all.unitCostPence),
        },
      ]}
      rows={quarters}
      rowKey={({ from }) => from}
    />
  );
}

/** Every kind of accommodation over one period; each row leads to its quarters. */
export function TypesTable({ types }: { types: TypeComparison[] }) {
  if (types.every(({ framework, spot }) => framework.placements + spot.placements === 0)) {
    return (
      <EmptyState title="No framework or spot placements in these quarters">
        Placements awarded here, and placements that you import, are compared as soon as they have a charged night.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="Spot and framework by kind of accommodation"
      columns={[
        { heading: 'Kind', cell: ({ label }) => label },
        { heading: 'Framework weeks', figure: true, cell: ({ framework }) => count(framework.weeks, 1) },
        { heading: 'Spot weeks', figure: true, cell: ({ spot }) => count(spot.weeks, 1) },
        { heading: 'Framework (£ a week)', figure: true, cell: ({ framework }) => average(framework) },
        { heading: 'Spot (£ a week)', figure: true, cell: ({ spot }) => average(spot) },
        {
          heading: 'Spot less framework (£ a week)',
          figure: true,
          cell: ({ differencePence }) => difference(differencePence),
        },
      ]}
      rows={types}
      rowKey={({ type }) => type}
      rowLink={({ type }) => `/cost-comparison/spot-and-framework?type=${type}#from-placements`}
    />
  );
}

const quarterName = (quarter: QuarterComparison) => `${periodLabel(quarter)}${quarter.whole ? '' : ' (so far)'}`;

const difference = (pence: number | undefined) =>
  pence === undefined ? '–' : `${pence > 0 ? '+' : ''}${pounds(pence)}`;

function average({ unitCostPence, few }: RouteFigures) {
  if (unitCostPence === undefined) return '–';
  return (
    <>
      {few && (
        <>
          <StatusTag tone="warning">Under {FEW_PLACEMENTS}</StatusTag>{' '}
        </>
      )}
      {pounds(unitCostPence)}
    </>
  );
}
