import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { AdmissionRecord } from '../domain/admissions/admission.server.ts';
import { CHANGE_LABELS, endGroundLabel } from '../domain/admissions/admission.ts';
import { asksForReview } from '../domain/admissions/placement-review.ts';
import { documentKindLabel } from '../domain/provider-profile/document-kinds.ts';
import { OFSTED_RULE_LABELS } from '../domain/purchasing-systems/purchasing-system.ts';
import { formatDate, formatInstant, formatShortDate, londonDate } from '../lib/dates.ts';
import { AdmissionStatusTag, DocumentStateTag } from './admission-status.tsx';
import { EmptyState } from './empty-state.tsx';
import { Judgement } from './judgement.tsx';
import { Section } from './page-header.tsx';
import { StatusTag } from './status-tag.tsx';
import { SummaryList } from './summary-list.tsx';
import { type Column, Table } from './table.tsx';

type Hold = AdmissionRecord['holds'][number];
type RequiredDocument = NonNullable<AdmissionRecord['documents']>[number];
type Change = NonNullable<AdmissionRecord['history']>[number];

/** How it stands, in a list of facts. */
export function AdmissionFacts({ admission }: { admission: AdmissionRecord }) {
  const { admittedOn, suspendedOn, endedOn, endGround, scheduleId, pricesFrom, tiers, tier } = admission;
  const rows: { name: string; value: ReactNode }[] = [
    { name: 'Status', value: <AdmissionStatusTag {...admission} /> },
    ...(tiers > 1 ? [{ name: 'Tier', value: `${tier} of ${tiers}` }] : []),
    ...(admittedOn ? [{ name: 'Admitted', value: formatDate(admittedOn) }] : []),
    ...(suspendedOn ? [{ name: 'Suspended', value: formatDate(suspendedOn) }] : []),
    ...(endedOn ? [{ name: 'Ended', value: formatDate(endedOn) }] : []),
    ...(endGround ? [{ name: 'Ground of the end', value: endGroundLabel(endGround) }] : []),
    {
      name: 'Prices in force',
      value:
        scheduleId && pricesFrom ? (
          <Link className="link" to={`/price-schedules/${scheduleId}`}>
            Since {formatDate(pricesFrom)}
          </Link>
        ) : (
          'None'
        ),
    },
    { name: 'Ofsted judgement the lot asks for', value: OFSTED_RULE_LABELS[admission.ofstedRule] },
    { name: 'Run by', value: admission.leadName },
  ];
  return <SummaryList rows={rows} />;
}

export function Holds({ admission }: { admission: AdmissionRecord }) {
  const { holds, canLift, canReview, id } = admission;
  const columns: Column<Hold>[] = [
    { heading: 'Service', cell: (hold) => (hold.serviceName ? `${hold.serviceName}, ${hold.urn}` : `URN ${hold.urn}`) },
    { heading: 'Judgement', cell: (hold) => <Judgement judgement={hold.judgement} /> },
    { heading: 'Inspected', cell: (hold) => formatShortDate(hold.inspectedOn), short: true },
    { heading: 'Held since', cell: (hold) => formatShortDate(londonDate(hold.placedAt)), short: true },
    {
      heading: 'Now',
      cell: (hold) =>
        hold.liftedAt ? (
          <>
            Lifted {formatShortDate(londonDate(hold.liftedAt))}
            {hold.liftedByName && `, ${hold.liftedByName}`}: <span className="break-words">{hold.liftReason}</span>
          </>
        ) : canLift ? (
          <Link className="link" to={`/admissions/${id}/holds/${hold.id}`}>
            Lift the hold<span className="sr-only"> on {hold.urn}</span>
          </Link>
        ) : (
          <StatusTag tone="bad">No new referrals</StatusTag>
        ),
    },
    ...(canReview && holds.some(({ judgement }) => asksForReview(judgement))
      ? [{ heading: 'Children there', cell: (hold: Hold) => <ReviewLink hold={hold} admissionId={id} /> }]
      : []),
  ];
  return (
    <Section
      id="holds"
      title="Holds on new referrals"
      lead="Placed the moment a judgement that breaks the lot’s rule is recorded. A better judgement lifts none: a commissioner decides."
    >
      {holds.length === 0 ? (
        <EmptyState title="No service is held">
          A judgement against the lot’s rule places a hold by itself; there is nothing to do until then.
        </EmptyState>
      ) : (
        <Table caption="Holds on new referrals" columns={columns} rows={holds} rowKey={(hold) => hold.id} />
      )}
    </Section>
  );
}

function ReviewLink({ hold, admissionId }: { hold: Hold; admissionId: string }) {
  if (!asksForReview(hold.judgement)) return '–';
  return (
    <Link className="link" to={`/admissions/${admissionId}/holds/${hold.id}/placements`}>
      Your placements<span className="sr-only"> in {hold.urn}</span>
    </Link>
  );
}

const DOCUMENT_COLUMNS: Column<RequiredDocument>[] = [
  { heading: 'Document', cell: (row) => documentKindLabel(row.documentKind) },
  { heading: 'State', cell: (row) => <DocumentStateTag state={row.state} />, short: true },
  {
    heading: 'Valid until',
    cell: (row) => (row.expiresOn ? formatShortDate(row.expiresOn) : row.state === 'missing' ? '–' : 'Does not expire'),
    short: true,
  },
  {
    heading: 'What follows',
    cell: (row) => {
      const follows = row.suspends ? 'Suspended by rule on the day after' : 'Notice alone';
      return row.dueBy && row.state === 'missing' ? `Due by ${formatShortDate(row.dueBy)}. ${follows}` : follows;
    },
  },
];

export function RequiredDocuments({ documents, own }: { documents: RequiredDocument[]; own: boolean }) {
  return (
    <Section
      title="Required documents"
      lead={
        own && (
          <>
            You are warned 30 and 7 days before one expires. Upload a new one in{' '}
            <Link className="link" to="/profile">
              your profile
            </Link>
            .
          </>
        )
      }
    >
      {documents.length === 0 ? (
        <EmptyState title="The system requires no documents">
          Its lead authority sets which ones a provider keeps in date.
        </EmptyState>
      ) : (
        <Table
          caption="Required documents"
          columns={DOCUMENT_COLUMNS}
          rows={documents}
          rowKey={(row) => row.documentKind}
        />
      )}
    </Section>
  );
}

const CHANGE_COLUMNS: Column<Change>[] = [
  {
    heading: 'What',
    cell: (row) =>
      row.change === 'tier_changed' ? `Moved to tier ${row.tier}` : (CHANGE_LABELS[row.change] ?? row.change),
  },
  { heading: 'When', cell: (row) => formatInstant(row.changedAt) },
  { heading: 'By', cell: (row) => row.by },
  {
    heading: 'Reason',
    cell: (row) => (
      <>
        {row.ground && <span className="block font-medium">{endGroundLabel(row.ground)}</span>}
        <span className="whitespace-pre-wrap break-words">{row.reason}</span>
      </>
    ),
  },
];

export function AdmissionHistory({ history }: { history: Change[] }) {
  return (
    <Section title="History">
      {history.length === 0 ? (
        <EmptyState title="Nothing has changed here yet">Each decision is kept with its reason.</EmptyState>
      ) : (
        <Table caption="History" columns={CHANGE_COLUMNS} rows={history} rowKey={(row) => row.id} />
      )}
    </Section>
  );
}
