import { Form, Link } from '@remix-run/react';
import { ADMISSION_STATUSES } from '../domain/admissions/admission.ts';
import type { AdmissionRow } from '../domain/admissions/admissions.server.ts';
import { ADMISSION_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { formatShortDate } from '../lib/dates.ts';
import { AdmissionStatusTag, DocumentStateTag, HoldsTag } from './admission-status.tsx';
import { Button } from './button.tsx';
import { Select } from './fields.tsx';
import { type Column, Table } from './table.tsx';

/** Which of an admission's parties the list is for. */
export interface ListedFor {
  /** Of one system, so that its title is not said row by row. */
  oneSystem: boolean;
  /** A provider's own. */
  own: boolean;
}

const SYSTEM: Column<AdmissionRow> = { heading: 'Purchasing system', cell: (row) => row.systemTitle };
const PROVIDER: Column<AdmissionRow> = { heading: 'Provider', cell: (row) => row.providerName };
const DOCUMENTS: Column<AdmissionRow> = {
  heading: 'Documents',
  cell: (row) => (row.documents ? <DocumentStateTag state={row.documents} /> : '–'),
};
const REST: Column<AdmissionRow>[] = [
  { heading: 'Lot', cell: (row) => `${row.lotNumber}: ${row.lotTitle}` },
  { heading: 'Tier', cell: (row) => (row.tiers > 1 ? row.tier : '–'), figure: true },
  { heading: 'Status', cell: (row) => <AdmissionStatusTag {...row} />, short: true },
  { heading: 'Since', cell: (row) => row.admittedOn && formatShortDate(row.admittedOn), short: true },
  { heading: 'Holds', cell: (row) => <HoldsTag holds={row.holds} />, short: true },
];
const PRICES: Column<AdmissionRow> = {
  heading: 'Prices in force',
  cell: (row) =>
    row.scheduleId && row.pricesFrom ? (
      <Link className="link" to={`/price-schedules/${row.scheduleId}`}>
        <span className="sr-only">
          {row.providerName}, lot {row.lotNumber}:{' '}
        </span>
        since {formatShortDate(row.pricesFrom)}
      </Link>
    ) : (
      'None'
    ),
};

export function AdmissionTable({
  caption,
  rows,
  oneSystem,
  own,
}: ListedFor & { caption: string; rows: AdmissionRow[] }) {
  const documents = rows.some((row) => row.documents !== null) ? [DOCUMENTS] : [];
  const lead = own ? [SYSTEM] : oneSystem ? [PROVIDER] : [PROVIDER, SYSTEM];
  return (
    <Table
      caption={caption}
      columns={[...lead, ...REST, ...documents, PRICES]}
      rows={rows}
      rowKey={(row) => row.id}
      rowLink={(row) => `/admissions/${row.id}`}
    />
  );
}

interface FiltersProps {
  lots: { id: string; number: number; title: string }[];
  chosen: { lot?: string | undefined; status?: string | undefined; held: boolean };
  /** The list without filters. */
  all: string;
}

export function AdmissionFilters({ lots, chosen, all }: FiltersProps) {
  const filtered = chosen.lot !== undefined || chosen.status !== undefined || chosen.held;
  return (
    <Form method="get" className="print:hidden mb-6 flex flex-wrap items-end gap-x-6 gap-y-4 *:max-w-full">
      <Select
        field={{ name: 'lot', initialValue: chosen.lot }}
        label="Lot"
        empty="Every lot"
        options={lots.map(({ id, number, title }) => ({ value: id, label: `${number}: ${title}` }))}
      />
      <Select
        field={{ name: 'status', initialValue: chosen.status }}
        label="Status"
        empty="Every status"
        options={ADMISSION_STATUSES.map((status) => ({
          value: status,
          label: ADMISSION_STATUS[status]?.label ?? status,
        }))}
      />
      <Select
        field={{ name: 'held', initialValue: chosen.held ? 'yes' : undefined }}
        label="Holds"
        empty="With or without"
        options={[{ value: 'yes', label: 'With a hold' }]}
      />
      <Button look="secondary">Filter</Button>
      {filtered && (
        <Link className="link py-2.5" to={all}>
          See all
        </Link>
      )}
    </Form>
  );
}
