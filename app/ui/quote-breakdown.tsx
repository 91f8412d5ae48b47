import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { Quote } from '../domain/price-schedules/quote.ts';
import type { AdmissionQuote } from '../domain/price-schedules/quotes.server.ts';
import { addDays, formatDate, formatShortDate } from '../lib/dates.ts';
import { formatPence } from '../lib/money.ts';
import { countOf } from '../lib/phrases.ts';
import { EmptyState } from './empty-state.tsx';
import { Section } from './page-header.tsx';
import { StatusTag } from './status-tag.tsx';
import { SummaryList } from './summary-list.tsx';
import { type Column, Table } from './table.tsx';

interface QuoteBreakdownProps {
  priced: AdmissionQuote;
  /** Where fees of the lot follow the child's age: the form that asks for a birthday, and whether it was answered. */
  birthday: { question: ReactNode; isKnown: boolean } | null;
}

/** One quote, from its parts to the price of the stay. */
export function QuoteBreakdown({ priced, birthday }: QuoteBreakdownProps) {
  const { quote, schedules, startsOn } = priced;
  if (!quote) return <NoPrice startsOn={startsOn} inForce={schedules.length > 0} />;
  return (
    <>
      <Headline quote={quote} />
      <Section title="What the weekly price is made of">
        <Parts quote={quote} />
        <p className="mt-3 max-w-[75ch] text-caption text-muted">
          Discounts are taken from the fee alone, each rounded to the nearest penny.
          {priced.placementsInSystem !== null &&
            ` ${countOf(priced.placementsInSystem, 'child', 'children')} placed with the provider under the system already.`}
        </p>
      </Section>
      <Section title="Over the stay" lead="The stay is charged by the night, a seventh of the weekly price.">
        <Periods quote={quote} startsOn={startsOn} />
      </Section>
      {birthday && (
        <Section
          title="A birthday in the stay"
          id="birthday-in-the-stay"
          lead={
            birthday.isKnown
              ? 'Fees here follow the child’s age: the birthday that you entered is counted above.'
              : 'Fees here follow the child’s age: a birthday in the stay may change them, and is not counted yet.'
          }
        >
          {birthday.question}
        </Section>
      )}
      <Section title="Where the prices come from">
        <ul className="space-y-1">
          {schedules.map(({ id, validFrom, validUntil }) => (
            <li key={id}>
              <Link className="link" to={`/price-schedules/${id}`}>
                Price schedule from {formatDate(validFrom)}
              </Link>{' '}
              <span className="text-muted">
                {validUntil ? `until ${formatDate(addDays(validUntil, -1))}` : 'no end set'}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function NoPrice({ startsOn, inForce }: { startsOn: string; inForce: boolean }) {
  return inForce ? (
    <EmptyState title="There is no price for this child">
      The schedule in force on {formatDate(startsOn)} has none for a child of this age and level of need, for an add-on
      that you chose, or for so many hours. Change what the child needs, or ask the provider.
    </EmptyState>
  ) : (
    <EmptyState title={`No prices are in force on ${formatDate(startsOn)}`}>
      Choose another start date. Prices count from the day their schedule begins, once the authority that runs the
      system has approved it.
    </EmptyState>
  );
}

function Headline({ quote }: { quote: Quote }) {
  const { weeklyPence, netWeeklyPence, contributions, retainerWeeklyPence, weeks, totalPence, netTotalPence } = quote;
  const contributed = contributions.length > 0;
  return (
    <div className="mb-10">
      <p className="tabular-nums">
        <span className="text-title font-semibold">{formatPence(weeklyPence)}</span>{' '}
        <span className="text-muted">a week at the start</span>
      </p>
      <div className="mt-3 max-w-[640px] tabular-nums">
        <SummaryList
          rows={[
            ...(contributed
              ? [{ name: 'The week, less contributions', value: `${formatPence(netWeeklyPence)} a week` }]
              : []),
            { name: `Over ${countOf(weeks, 'week')}`, value: <strong>{formatPence(totalPence)}</strong> },
            ...(contributed ? [{ name: 'The same, less contributions', value: formatPence(netTotalPence) }] : []),
            ...(retainerWeeklyPence === null
              ? []
              : [{ name: 'While kept and empty', value: `${formatPence(retainerWeeklyPence)} a week` }]),
          ]}
        />
      </div>
    </div>
  );
}

interface Part {
  label: string;
  weeklyPence: number;
}

const PART_COLUMNS: Column<Part>[] = [
  { heading: 'Part', cell: (part) => part.label },
  { heading: 'A week', cell: (part) => formatPence(part.weeklyPence), figure: true },
];

function Parts({ quote }: { quote: Quote }) {
  const { parts, weeklyPence, contributions, netWeeklyPence } = quote;
  const totals = [
    { label: 'Weekly price', weeklyPence },
    ...contributions.map(({ label, weeklyPence: paid }) => ({ label: `${label} pays`, weeklyPence: paid })),
    ...(contributions.length > 0 ? [{ label: 'Weekly price less contributions', weeklyPence: netWeeklyPence }] : []),
  ];
  return (
    <div className="max-w-[640px]">
      <Table
        caption="Parts of the weekly price"
        columns={PART_COLUMNS}
        rows={parts}
        totalRows={totals}
        rowKey={(part) => part.label}
      />
    </div>
  );
}

type Period = Quote['periods'][number];

function Periods({ quote, startsOn }: { quote: Quote; startsOn: string }) {
  const columns: Column<Period>[] = [
    {
      heading: 'From',
      short: true,
      cell: ({ fromNight }) => formatShortDate(addDays(startsOn, fromNight)),
      total: 'The stay',
    },
    {
      heading: 'Last night',
      short: true,
      cell: ({ fromNight, nights }) => formatShortDate(addDays(startsOn, fromNight + nights - 1)),
    },
    {
      heading: 'Nights',
      figure: true,
      cell: ({ nights }) => nights.toLocaleString('en-GB'),
      total: (quote.weeks * 7).toLocaleString('en-GB'),
    },
    {
      heading: 'A week',
      figure: true,
      cell: ({ weeklyPence }) => formatPence(weeklyPence),
      total: formatPence(quote.totalPence),
    },
    {
      heading: 'Made of',
      cell: ({ parts, carriedOn }) => (
        <>
          {parts.map(({ label }) => label).join('; ')}
          {carriedOn && (
            <>
              {' '}
              <StatusTag tone="warning">Carried on: no price is agreed for then</StatusTag>
            </>
          )}
        </>
      ),
    },
  ];
  return (
    <Table
      caption="The stay by weekly price"
      columns={columns}
      rows={quote.periods}
      rowKey={({ fromNight }) => String(fromNight)}
    />
  );
}
