import { Link } from '@remix-run/react';
import type { TimelineContract } from '../domain/market-oversight/procurement-timeline.server.ts';
import { formatDate, formatMonth } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { ChartFrame } from './chart-frame.tsx';
import { StatusTag } from './status-tag.tsx';
import { type Column, Table } from './table.tsx';
import { type Span, TimelineChart } from './timeline-chart.tsx';

interface ProcurementTimelineProps {
  contracts: TimelineContract[];
  authority: string;
  /** ISO. */
  today: string;
}

const SOURCES: Record<TimelineContract['source'], (name: string) => string> = {
  leads: () => 'Purchasing system you run',
  buys: (name) => `Purchasing system run by ${name}`,
  statement: (name) => `Statement: ${name}`,
};

/** Contracts with the start of their review and their end, as a chart and a table. */
export function ProcurementTimeline({ contracts, authority, today }: ProcurementTimelineProps) {
  const spans = spansOf(contracts);
  const finding = findingOf(contracts, today);
  const table = <ContractTable contracts={contracts} today={today} />;
  return (
    <div className="space-y-8">
      <ChartFrame
        title={finding}
        measure={
          spans.some(({ from }) => from === null)
            ? 'From the start of a review to the end of its contract; a dot at the end of one without a review before it'
            : 'From the start of a review to the end of its contract'
        }
        source={`purchasing systems of ${authority}, and its published statements`}
      >
        <TimelineChart spans={spans} description={finding} />
      </ChartFrame>
      {table}
    </div>
  );
}

/** Every contract: one without a review before its end has no beginning. */
export const spansOf = (contracts: readonly TimelineContract[]): Span[] =>
  contracts.map(({ contract, reviewStartsOn, expiresOn }) => ({
    label: contract,
    from: reviewStartsOn && reviewStartsOn < expiresOn ? reviewStartsOn : null,
    until: expiresOn,
  }));

function findingOf(contracts: readonly TimelineContract[], today: string): string {
  const running = contracts.filter(({ expiresOn }) => expiresOn >= today);
  const [next] = running
    .filter(({ reviewStartsOn }) => reviewStartsOn !== null && reviewStartsOn >= today)
    .toSorted((a, b) => (a.reviewStartsOn ?? '').localeCompare(b.reviewStartsOn ?? ''));
  const counted = `${countOf(running.length, 'contract')} still running`;
  return next?.reviewStartsOn
    ? `${counted}; the next review, of ${next.contract}, starts in ${formatMonth(next.reviewStartsOn)}`
    : counted;
}

function ContractTable({ contracts, today }: { contracts: TimelineContract[]; today: string }) {
  const columns: Column<TimelineContract>[] = [
    {
      heading: 'Contract',
      cell: ({ contract, to }) => (
        <Link className="link" to={to}>
          {contract}
        </Link>
      ),
    },
    { heading: 'From', cell: ({ source, sourceName }) => SOURCES[source](sourceName) },
    {
      heading: 'Review starts',
      short: true,
      cell: ({ reviewStartsOn }) => (reviewStartsOn ? formatMonth(reviewStartsOn) : 'Not set'),
    },
    {
      heading: 'Contract ends',
      short: true,
      cell: ({ expiresOn }) => (
        <>
          {formatDate(expiresOn)} {expiresOn < today && <StatusTag tone="neutral">Ended</StatusTag>}
        </>
      ),
    },
  ];
  return (
    <Table
      caption="Contracts, their reviews and their ends"
      columns={columns}
      rows={contracts}
      rowKey={({ to, contract, expiresOn }) => `${to} ${contract} ${expiresOn}`}
    />
  );
}
