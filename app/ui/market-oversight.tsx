import { Link } from '@remix-run/react';
import type { AreaCoverage, CoverageMap as Coverage } from '../domain/market-oversight/coverage.server.ts';
import type { DueItem } from '../domain/market-oversight/falling-due.server.ts';
import type { YearSpread } from '../domain/market-oversight/price-spread.server.ts';
import type { ExtraSpread, LineSpread } from '../domain/market-oversight/price-spread.ts';
import type { Spread } from '../domain/market-oversight/spread.ts';
import { formatDate, formatShortDate } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { ChartFrame } from './chart-frame.tsx';
import { CoverageMap, coverageFinding } from './coverage-map.tsx';
import { EmptyState } from './empty-state.tsx';
import { pounds, wholePounds } from './figures.ts';
import { SpreadChart } from './spread-chart.tsx';
import { StatusTag } from './status-tag.tsx';
import { type Column, Table } from './table.tsx';

const SPREAD_FIGURES: { heading: string; of: (spread: Spread) => string }[] = [
  { heading: 'Prices', of: ({ count }) => String(count) },
  { heading: 'Least (£)', of: ({ least }) => pounds(least) },
  { heading: 'Lower quartile (£)', of: ({ lowerQuartile }) => pounds(lowerQuartile) },
  { heading: 'Median (£)', of: ({ median }) => pounds(median) },
  { heading: 'Upper quartile (£)', of: ({ upperQuartile }) => pounds(upperQuartile) },
  { heading: 'Most (£)', of: ({ most }) => pounds(most) },
];

function spreadColumns<Row extends { spread: Spread }>(first: Column<Row>): Column<Row>[] {
  return [
    first,
    ...SPREAD_FIGURES.map(({ heading, of }) => ({ heading, figure: true, cell: ({ spread }: Row) => of(spread) })),
  ];
}

type Unit = ExtraSpread['unit'];

const PER: Record<Unit, string> = { week: 'a week', hour: 'an hour' };

const measure = (unit: Unit) =>
  `Pounds ${PER[unit]}: a rule from the least to the most, a box from the lower to the upper quartile, a dot at the median`;

/** What a lot's providers ask for each line, in force on a day. */
export function LotSpread({
  lines,
  on,
  href,
}: {
  lines: LineSpread[];
  on: string;
  href: (line: LineSpread) => string;
}) {
  if (lines.length === 0) {
    return (
      <EmptyState title="No prices are in force in this lot">
        They appear here when an admitted provider’s price schedule is approved and has begun.
      </EmptyState>
    );
  }
  const title = spreadFinding(lines);
  return (
    <>
      <ChartFrame
        title={title}
        measure={measure('week')}
        source={`price schedules in force on ${formatDate(on)} of the providers admitted to the lot. A quartile that falls between two prices lies between them in proportion (Hyndman and Fan’s definition 7)`}
        table={
          <Table
            caption="Spread of prices by line"
            columns={spreadColumns<LineSpread>({ heading: 'Line', cell: ({ label }) => label })}
            rows={lines}
            rowKey={({ key }) => key}
          />
        }
      >
        <SpreadChart description={title} rows={lines} />
      </ChartFrame>
      <details className="mt-4">
        <summary className="link w-fit cursor-pointer">See how the prices of another line went</summary>
        <ul className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-2">
          {lines.map((line) => (
            <li key={line.key}>
              <Link className="link" to={href(line)}>
                {line.label}
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** What they ask beside: each on its own scale, so in figures alone. */
export function LotExtras({ extras, href }: { extras: ExtraSpread[]; href: (extra: ExtraSpread) => string }) {
  if (extras.length === 0) return null;
  return (
    <div className="mt-8">
      <Table
        caption="Further hours of support and add-ons"
        showCaption
        columns={spreadColumns<ExtraSpread>({ heading: 'What is priced', cell: ({ label }) => label })}
        rows={extras}
        rowKey={({ key }) => key}
        rowLink={href}
      />
      <p className="mt-3 text-caption text-muted">
        From the same price schedules. A provider that names no price for an add-on does not offer it.
      </p>
    </div>
  );
}

function spreadFinding(lines: readonly LineSpread[]): string {
  const share = ({ spread }: LineSpread) => spread.most / spread.least;
  const [widest] = lines.toSorted((a, b) => share(b) - share(a));
  if (!widest || widest.spread.count < 2) return 'One provider alone has prices';
  const percent = Math.round((share(widest) - 1) * 100);
  return percent === 0
    ? 'All providers ask the same'
    : `Prices differ most for ${widest.label}: the dearest is ${percent}% above the cheapest`;
}

/** One line's prices, year by year. */
export function LineHistory({ label, unit, years }: { label: string; unit: Unit; years: YearSpread[] }) {
  const first = years.at(0);
  const last = years.at(-1);
  if (!first || !last) {
    return (
      <EmptyState title={`No price has been in force for ${label}`}>
        Years appear here once a provider’s prices have been in force on their last day.
      </EmptyState>
    );
  }
  const title = historyFinding(first, last, unit);
  return (
    <ChartFrame
      title={`${label}: ${title}`}
      measure={measure(unit)}
      source={`price schedules in force on the last day of each financial year, and on ${formatDate(last.on)}, of the providers admitted then`}
      table={
        <Table
          caption={`Prices for ${label} by year`}
          columns={spreadColumns<YearSpread>({
            heading: 'Year',
            cell: ({ year, on }) => `${year}, on ${formatShortDate(on)}`,
          })}
          rows={years}
          rowKey={({ on }) => on}
        />
      }
    >
      <SpreadChart
        description={`${label}: ${title}`}
        rows={years.map(({ year, on, spread }) => ({ key: on, label: year, spread }))}
      />
    </ChartFrame>
  );
}

function historyFinding(first: YearSpread, last: YearSpread, unit: Unit): string {
  // A rate for an hour is told to the penny: whole pounds would hide how it moved.
  const say = ({ spread }: YearSpread) => `£${unit === 'hour' ? pounds(spread.median) : wholePounds(spread.median)}`;
  const now = `${say(last)} ${PER[unit]}`;
  if (first.on === last.on) return `the median is ${now}`;
  const change = last.spread.median - first.spread.median;
  const verb = change > 0 ? 'rose' : 'fell';
  return change === 0
    ? `the median has stayed at ${now} since ${first.year}`
    : `the median ${verb} from ${say(first)} ${PER[unit]} in ${first.year} to ${say(last)}`;
}

const COVERAGE_COLUMNS: Column<AreaCoverage>[] = [
  { heading: 'Authority area', cell: ({ areaName }) => areaName },
  { heading: 'Services', figure: true, cell: ({ services }) => services },
  { heading: 'Registered places', figure: true, cell: ({ places }) => places },
  { heading: 'Providers', cell: ({ providers }) => providers.join(', ') },
];

/** Where a lot's providers are, no more exactly than the authority area. */
export function LotCoverage({ areas, map, on }: { areas: AreaCoverage[]; map: Coverage | undefined; on: string }) {
  if (areas.length === 0) {
    return (
      <EmptyState title="No admitted provider has a service of this kind yet">
        Areas appear here when providers are admitted to the lot and have a registered service of its kind.
      </EmptyState>
    );
  }
  const finding = coverageFinding(areas);
  const table = (
    <Table
      caption="Admitted services by authority area"
      columns={COVERAGE_COLUMNS}
      rows={areas}
      rowKey={(row) => row.onsCode}
    />
  );
  if (!map) return table;
  const unmapped = areas.filter(({ onsCode }) => !map.areas.some((area) => area.onsCode === onsCode));
  return (
    <ChartFrame
      title={finding}
      measure="Registered places of the providers admitted to the lot, by authority area: the darker, the more"
      source={`services registered on ${formatDate(on)}; boundaries by Natural Earth, coarse, as before 2019${unmapped.length > 0 ? `. Not on the map: ${unmapped.map(({ areaName }) => areaName).join(', ')}` : ''}`}
      table={table}
    >
      <CoverageMap map={map} description={`Map of England: ${finding}. The table below has the same figures.`} />
    </ChartFrame>
  );
}

/** What is to be done in a system, the earliest first. */
export function FallingDue({ items, today, days }: { items: DueItem[]; today: string; days: number }) {
  const columns: Column<DueItem>[] = [
    { heading: 'What', cell: ({ what }) => what },
    { heading: 'About', cell: ({ about }) => about },
    {
      heading: 'Date',
      short: true,
      cell: ({ on }) => (
        <>
          {formatShortDate(on)} {on < today && <StatusTag tone="warning">Past</StatusTag>}
        </>
      ),
    },
  ];
  return (
    <>
      <Table
        caption="What falls due"
        columns={columns}
        rows={items}
        rowKey={({ key }) => key}
        rowLink={({ to }) => to}
      />
      <p className="mt-3 text-caption text-muted">
        {countOf(items.length, 'item')}: what is past, and the {days} days ahead; the system’s own dates whenever they
        are.
      </p>
    </>
  );
}
