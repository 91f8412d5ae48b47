import type { ReactNode } from 'react';
import type { Intention, Milestone } from '../domain/market-position-statements/market-position-statement.ts';
import { categoryLabel, PART_HEADINGS } from '../domain/market-position-statements/market-position-statement.ts';
import type { Figure } from '../domain/market-position-statements/statement-figures.ts';
import { formatDate, formatMonth } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { ChartFrame } from './chart-frame.tsx';
import { Section } from './page-header.tsx';
import { Prose } from './prose.tsx';
import { StatementFigure } from './statement-figure.tsx';
import { SummaryList } from './summary-list.tsx';
import { Table } from './table.tsx';
import { TimelineChart } from './timeline-chart.tsx';

interface StatementBodyProps {
  statement: { intentions: Intention[]; milestones: Milestone[]; authorityName: string; isDraft: boolean };
  /** The written parts as safe HTML; "" where nothing is said. */
  html: { summary: string; need: string; supply: string; howToEngage: string };
  figures: Figure[];
}

/** A statement to be read: its contents, then part after part. */
export function StatementBody({ statement, html, figures }: StatementBodyProps) {
  const { intentions, milestones, authorityName, isDraft } = statement;
  const parts: { id: string; title: string; content: ReactNode }[] = [
    { id: 'need', title: PART_HEADINGS.need, content: html.need && <Prose html={html.need} /> },
    {
      id: 'supply',
      title: PART_HEADINGS.supply,
      content: (html.supply || figures.length > 0) && (
        <div className="space-y-6">
          {figures.map((figure) => (
            <StatementFigure key={figure.kind} figure={figure} live={isDraft} />
          ))}
          {html.supply && <Prose html={html.supply} />}
        </div>
      ),
    },
    {
      id: 'intentions',
      title: PART_HEADINGS.intentions,
      content: intentions.length > 0 && <IntentionList intentions={intentions} />,
    },
    {
      id: 'timeline',
      title: PART_HEADINGS.milestones,
      content: milestones.length > 0 && <Timeline milestones={milestones} authorityName={authorityName} />,
    },
    { id: 'engage', title: PART_HEADINGS.howToEngage, content: html.howToEngage && <Prose html={html.howToEngage} /> },
  ].filter((part) => part.content);
  return (
    <div className="grid items-start gap-x-16 gap-y-8 text-reading lg:grid-cols-[minmax(0,760px)_1fr]">
      {parts.length > 2 && <Contents parts={parts} />}
      <div className="min-w-0 lg:col-start-1 lg:row-start-1">
        <Prose html={html.summary} />
        {parts.map((part) => (
          <div key={part.id} className="mt-10">
            <Section id={part.id} title={part.title}>
              {part.content}
            </Section>
          </div>
        ))}
      </div>
    </div>
  );
}

function Contents({ parts }: { parts: { id: string; title: string }[] }) {
  return (
    <nav
      aria-label="Contents"
      className="print:hidden border-l-2 border-line pl-4 text-body lg:sticky lg:top-6 lg:col-start-2 lg:text-table"
    >
      <p className="font-semibold">Contents</p>
      <ol className="mt-1">
        {parts.map((part) => (
          <li key={part.id}>
            <a className="link inline-block py-1" href={`#${part.id}`}>
              {part.title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function IntentionList({ intentions }: { intentions: Intention[] }) {
  const rows = intentions.map(({ category, intention, places }, index) => ({
    key: `${index} ${category}`,
    name: categoryLabel(category),
    value: (
      <>
        <p className="break-words whitespace-pre-line">{intention}</p>
        {places !== null && <p className="mt-1 text-table text-muted">{countOf(places, 'more place')} wanted</p>}
      </>
    ),
  }));
  return <SummaryList rows={rows} />;
}

function Timeline({ milestones, authorityName }: { milestones: Milestone[]; authorityName: string }) {
  const [first] = milestones.toSorted((a, b) => a.reviewStartsOn.localeCompare(b.reviewStartsOn));
  const last = milestones.at(-1);
  if (!first || !last) return null;
  const ending = milestones.length === 1 ? 'ending' : 'the last ending';
  const finding = `${countOf(milestones.length, 'contract')} to review from ${formatMonth(first.reviewStartsOn)}, ${ending} in ${formatMonth(last.expiresOn)}`;
  return (
    <ChartFrame
      title={finding}
      measure="From the start of a review to the end of its contract"
      source={authorityName}
      table={
        <Table
          caption="Contracts and their reviews"
          rows={milestones}
          rowKey={(row) => `${row.contract} ${row.expiresOn}`}
          columns={[
            { heading: 'Contract', cell: (row) => row.contract },
            { heading: 'Review starts', cell: (row) => formatMonth(row.reviewStartsOn) },
            { heading: 'Contract ends', cell: (row) => formatDate(row.expiresOn) },
          ]}
        />
      }
    >
      <TimelineChart
        description={finding}
        spans={milestones.map(({ contract, reviewStartsOn, expiresOn }) => ({
          label: contract,
          from: reviewStartsOn,
          until: expiresOn,
        }))}
      />
    </ChartFrame>
  );
}
