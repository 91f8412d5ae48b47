import {
  type ActionProgress,
  actionStatus,
  FEELING_LABELS,
  type Feeling,
  type Overall,
  RATING_LABELS,
  type Rating,
  type Ratings,
  STANDARDS,
  VISIT_KIND_LABELS,
  type VisitKind,
} from '../domain/monitoring/monitoring-visit.ts';
import { sayServiceOrWhole } from '../domain/services/service-words.ts';
import { formatDate, formatShortDate } from '../lib/dates.ts';
import { EmptyState } from './empty-state.tsx';
import { ActionStatusTag, OverallTag } from './monitoring-status.tsx';
import { Section } from './page-header.tsx';
import { StatusTag, type Tone } from './status-tag.tsx';
import { SummaryList } from './summary-list.tsx';
import { Table } from './table.tsx';

interface Report {
  id: string;
  kind: VisitKind;
  visitedOn: string;
  visitors: string;
  urn: string | null;
  accommodationType: number | null;
  areaName: string | null;
  authorityName: string;
  providerName: string;
  ratings: Ratings;
  findings: string;
  youngInspectors: string;
  youngInspectorsRating: Feeling | null;
  overall: Overall | null;
  actions: ({ id: string; action: string; owner: string } & ActionProgress)[];
}

interface VisitReportProps {
  visit: Report;
  /** ISO date. */
  today: string;
  /** Whether the reader reports on its actions, or closes them. */
  follows: boolean;
}

/** The report of a visit to be read. */
export function VisitReport({ visit, today, follows }: VisitReportProps) {
  return (
    <>
      <SummaryList
        rows={[
          { name: 'Authority', value: visit.authorityName },
          { name: 'Provider', value: visit.providerName },
          { name: 'Service', value: sayServiceOrWhole(visit) },
          { name: 'Visited', value: `${formatDate(visit.visitedOn)}, ${VISIT_KIND_LABELS[visit.kind].toLowerCase()}` },
          { name: 'Who visited', value: visit.visitors },
          { name: 'Overall', value: <OverallTag overall={visit.overall} /> },
        ]}
      />
      <Section
        title="Actions"
        lead={follows && visit.actions.length > 0 && 'Open one to say that it is done, or to close it.'}
      >
        <ActionTable visit={visit} today={today} />
      </Section>
      <Section title="What was found">
        <Written text={visit.findings} />
      </Section>
      <Section title="What young inspectors saw and said">
        {visit.youngInspectorsRating && (
          <p className="mb-2">How they felt about it: {FEELING_LABELS[visit.youngInspectorsRating].toLowerCase()}.</p>
        )}
        <Written text={visit.youngInspectors} />
      </Section>
      <Section title="Standards">
        <Standards ratings={visit.ratings} />
      </Section>
    </>
  );
}

function Written({ text }: { text: string }) {
  if (text === '') return <p className="text-muted">Nothing is written here.</p>;
  return <p className="max-w-[65ch] whitespace-pre-wrap break-words">{text}</p>;
}

const TONES: Record<Rating, Tone> = { met: 'good', partly_met: 'warning', not_met: 'bad' };

function Standards({ ratings }: { ratings: Ratings }) {
  const rated = STANDARDS.flatMap(({ code, label }) => {
    const rating = ratings[code];
    return rating ? [{ name: label, value: <StatusTag tone={TONES[rating]}>{RATING_LABELS[rating]}</StatusTag> }] : [];
  });
  const others = STANDARDS.filter(({ code }) => !ratings[code]).map(({ label }) => label.toLowerCase());
  return (
    <>
      {rated.length > 0 && <SummaryList rows={rated} />}
      {others.length > 0 && <p className="mt-3 max-w-[65ch] text-muted">Not looked at: {others.join('; ')}.</p>}
    </>
  );
}

function ActionTable({ visit, today }: { visit: Report; today: string }) {
  if (visit.actions.length === 0) {
    return <EmptyState title="No actions">Nothing was asked of the provider after this visit.</EmptyState>;
  }
  return (
    <Table
      caption="Actions after the visit"
      rows={visit.actions}
      rowKey={(row) => row.id}
      rowLink={(row) => `/monitoring-visits/${visit.id}/actions/${row.id}`}
      columns={[
        { heading: 'Action', cell: (row) => row.action },
        { heading: 'Who does it', cell: (row) => row.owner },
        { heading: 'Due', cell: (row) => formatShortDate(row.dueOn), short: true },
        { heading: 'Status', cell: (row) => <ActionStatusTag status={actionStatus(row, today)} /> },
      ]}
    />
  );
}
