import { Link } from '@remix-run/react';
import { upliftStatusLabel } from '../domain/uplifts/uplift.ts';
import { formatShortDate, londonDate } from '../lib/dates.ts';
import { formatBps } from '../lib/percent.ts';
import { ButtonLink } from './button.tsx';
import { DownloadLink } from './download-link.tsx';
import { EmptyState } from './empty-state.tsx';
import { PageHeader } from './page-header.tsx';
import { StatusTag, type Tone } from './status-tag.tsx';
import { type Column, Table } from './table.tsx';

const TONES: Record<string, Tone> = {
  submitted: 'warning',
  accepted: 'good',
  accepted_in_part: 'good',
  refused: 'bad',
};

export const UpliftStatusTag = ({ status }: { status: string }) => (
  <StatusTag tone={TONES[status] ?? 'neutral'}>{upliftStatusLabel(status)}</StatusTag>
);

interface Row {
  id: string;
  providerName: string;
  systemTitle: string;
  lotNumber: number;
  lotTitle: string;
  fromDate: string;
  askedBps: number | null;
  status: string;
  submittedAt: Date;
}

const LOT: Column<Row> = {
  heading: 'Lot',
  cell: (row) => `Lot ${row.lotNumber}: ${row.lotTitle}, ${row.systemTitle}`,
};
const PROVIDER: Column<Row> = { heading: 'Provider', cell: (row) => row.providerName };
const COLUMNS: Column<Row>[] = [
  {
    heading: 'Asks for',
    cell: (row) => (row.askedBps === null ? 'line by line' : formatBps(row.askedBps)),
    figure: true,
  },
  { heading: 'From', cell: (row) => formatShortDate(row.fromDate), short: true },
  { heading: 'Asked on', cell: (row) => formatShortDate(londonDate(row.submittedAt)), short: true },
  { heading: 'Status', cell: (row) => <UpliftStatusTag status={row.status} /> },
];

/** Uplifts that a provider asked for, or that the authority which leads is asked for. */
export function UpliftList({ uplifts, own, canAsk }: { uplifts: Row[]; own: boolean; canAsk: boolean }) {
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/price-schedules">
            Prices
          </Link>
        }
        title="Uplifts"
        lead={
          own
            ? 'Higher prices that you asked for. One request in a lot is open at a time.'
            : 'Higher prices that providers ask for in the purchasing systems that you lead.'
        }
        action={
          <>
            {uplifts.length > 0 && <DownloadLink href="/uplifts.csv" />}
            {canAsk && <ButtonLink to="/uplifts/new">Ask for an uplift</ButtonLink>}
          </>
        }
      />
      {uplifts.length === 0 ? (
        <EmptyState title={own ? 'You have asked for no uplift' : 'No provider has asked for an uplift'}>
          {own
            ? 'An uplift raises prices that are in force, by a percentage or line by line. The authority sees what it costs and decides.'
            : 'When one does you get an e-mail, and see here what it would cost before you decide.'}
        </EmptyState>
      ) : (
        <Table
          caption="Uplifts"
          columns={own ? [LOT, ...COLUMNS] : [PROVIDER, LOT, ...COLUMNS]}
          rows={uplifts}
          rowKey={(row) => row.id}
          rowLink={(row) => `/uplifts/${row.id}`}
        />
      )}
    </>
  );
}
