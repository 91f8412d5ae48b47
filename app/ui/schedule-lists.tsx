import { formatShortDate, londonDate } from '../lib/dates.ts';
import { ButtonLink } from './button.tsx';
import { DownloadLink } from './download-link.tsx';
import { EmptyState } from './empty-state.tsx';
import { PageHeader, Section } from './page-header.tsx';
import { UpliftsLink } from './schedule-actions.tsx';
import { ScheduleStatusTag } from './schedule-status.tsx';
import { type Column, Table } from './table.tsx';

interface Row {
  id: string;
  systemTitle: string;
  lotNumber: number;
  lotTitle: string;
  providerName: string;
  status: string;
  admissionStatus: string;
  inForce: boolean;
  validFrom: string;
  validUntil: string | null;
  reason: string;
  submittedAt: Date | null;
  decidedAt: Date | null;
}

const LOT: Column<Row> = { heading: 'Lot', cell: (row) => `Lot ${row.lotNumber}: ${row.lotTitle}` };
const FROM: Column<Row> = { heading: 'From', cell: (row) => formatShortDate(row.validFrom), short: true };

function decidedOn({ decidedAt }: Pick<Row, 'decidedAt'>) {
  return decidedAt ? formatShortDate(londonDate(decidedAt)) : '–';
}

const OWN: Column<Row>[] = [
  LOT,
  { heading: 'Status', cell: (row) => <ScheduleStatusTag status={row.status} inForce={row.inForce} /> },
  FROM,
  { heading: 'Until', cell: (row) => (row.validUntil ? formatShortDate(row.validUntil) : 'no end set'), short: true },
  { heading: 'Decided', cell: decidedOn, short: true },
  { heading: 'Why it changed', cell: (row) => <span className="break-words">{row.reason.slice(0, 200)}</span> },
];

const TO_DECIDE: Column<Row>[] = [
  { heading: 'Provider', cell: (row) => row.providerName },
  LOT,
  FROM,
  { heading: 'Submitted', cell: (row) => row.submittedAt && formatShortDate(londonDate(row.submittedAt)), short: true },
  {
    heading: 'Place in the lot',
    cell: (row) => (row.admissionStatus === 'pending' ? 'not decided yet' : row.admissionStatus),
  },
];

type Listed = Pick<Row, 'id' | 'status' | 'inForce' | 'validFrom' | 'validUntil' | 'decidedAt'>;

const HISTORY: Column<Listed>[] = [
  { heading: 'From', cell: (row) => formatShortDate(row.validFrom), short: true },
  { heading: 'Until', cell: (row) => (row.validUntil ? formatShortDate(row.validUntil) : 'no end set'), short: true },
  { heading: 'Status', cell: (row) => <ScheduleStatusTag status={row.status} inForce={row.inForce} /> },
  { heading: 'Decided', cell: decidedOn, short: true },
];

/** What a provider charges in a lot over time, the latest first. */
export function AdmissionSchedules({ schedules }: { schedules: Listed[] }) {
  return (
    <Section id="prices" title="Price schedules" lead="Each follows the one before it, the latest first.">
      {schedules.length === 0 ? (
        <EmptyState title="No price schedules yet">They are here once the provider has submitted prices.</EmptyState>
      ) : (
        <Table
          caption="Price schedules"
          columns={HISTORY}
          rows={schedules}
          rowKey={(row) => row.id}
          rowLink={(row) => `/price-schedules/${row.id}`}
        />
      )}
    </Section>
  );
}

const FILE = <DownloadLink href="/price-schedules.csv" />;

interface ListProps {
  schedules: Row[];
  columns: Column<Row>[];
  caption: (system: string) => string;
}

function BySystem({ schedules, columns, caption }: ListProps) {
  return [...Map.groupBy(schedules, (schedule) => schedule.systemTitle)].map(([system, rows]) => (
    <Section key={system} title={system}>
      <Table
        caption={caption(system)}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowLink={(row) => `/price-schedules/${row.id}`}
      />
    </Section>
  ));
}

/** A provider's schedules by system and lot: drafts, current, future and past ones. */
export function OwnSchedules({ schedules, canWrite }: { schedules: Row[]; canWrite: boolean }) {
  return (
    <>
      <PageHeader
        title="Prices"
        lead="Your weekly fees under each purchasing system. No other provider sees them."
        action={
          <>
            {schedules.length > 0 && FILE}
            {canWrite && (
              <>
                <ButtonLink to="/uplifts/new" look="secondary">
                  Ask for an uplift
                </ButtonLink>
                <ButtonLink to="/price-schedules/new">New schedule</ButtonLink>
              </>
            )}
          </>
        }
      />
      {schedules.length === 0 && (
        <EmptyState title="You hold no prices yet">
          Prices belong to a place in a purchasing system’s lot. Look under Purchasing systems for those that take
          applications.
        </EmptyState>
      )}
      <BySystem schedules={schedules} columns={OWN} caption={(system) => `Price schedules in ${system}`} />
      <p className="mt-6">
        <UpliftsLink /> that you asked for.
      </p>
    </>
  );
}

/** What waits for the authority that leads. */
export function SchedulesToDecide({ schedules }: { schedules: Row[] }) {
  return (
    <>
      <PageHeader
        title="Prices to decide"
        lead="Prices that providers have submitted in the purchasing systems that you lead."
        action={schedules.length > 0 && FILE}
      />
      {schedules.length === 0 && (
        <EmptyState title="No prices wait for a decision">
          Providers submit new prices from time to time: you get an e-mail when one does.
        </EmptyState>
      )}
      <BySystem schedules={schedules} columns={TO_DECIDE} caption={(system) => `Prices to decide in ${system}`} />
      <p className="mt-6">
        <UpliftsLink /> that providers ask for.
      </p>
    </>
  );
}
