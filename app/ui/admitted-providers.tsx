import { Link } from '@remix-run/react';
import { ADMISSION_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { formatShortDate } from '../lib/dates.ts';
import { Section } from './page-header.tsx';
import { StatusTag } from './status-tag.tsx';
import { type Column, Table } from './table.tsx';

interface Admission {
  id: string;
  lotId: string;
  providerName: string;
  status: string;
  tier: number;
  admittedOn: string | null;
  scheduleId: string | null;
}

const COLUMNS: Column<Admission>[] = [
  { heading: 'Provider', cell: (row) => row.providerName },
  {
    heading: 'Status',
    cell: (row) => (
      <StatusTag tone={ADMISSION_STATUS[row.status]?.tone ?? 'neutral'}>
        {ADMISSION_STATUS[row.status]?.label}
      </StatusTag>
    ),
  },
  { heading: 'Tier', cell: (row) => row.tier },
  { heading: 'Since', cell: (row) => (row.admittedOn ? formatShortDate(row.admittedOn) : '') },
];

const PRICES: Column<Admission> = {
  heading: 'Prices',
  cell: (row) =>
    row.scheduleId && (
      <Link className="link" to={`/price-schedules/${row.scheduleId}`}>
        Prices in force<span className="sr-only"> of {row.providerName}</span>
      </Link>
    ),
};

const ADMISSION = (row: Admission) => `/admissions/${row.id}`;

interface AdmittedProvidersProps {
  lots: { id: string; number: number; title: string }[];
  /** What the reader may know of. */
  admissions: Admission[];
  seesPrices: boolean;
  /** Whether the reader may open an admission. */
  opens: boolean;
}

/** Who holds a place in each lot, or held one, as far as the reader may know: who only applied is not among them. */
export function AdmittedProviders({ lots, admissions, seesPrices, opens }: AdmittedProvidersProps) {
  return lots
    .map((lot) => ({
      lot,
      rows: admissions.filter(({ lotId, admittedOn }) => lotId === lot.id && admittedOn !== null),
    }))
    .filter(({ rows }) => rows.length > 0)
    .map(({ lot, rows }) => (
      <Section key={lot.id} title={`Admitted to lot ${lot.number}: ${lot.title}`}>
        <Table
          caption={`Providers in lot ${lot.number}`}
          columns={seesPrices ? [...COLUMNS, PRICES] : COLUMNS}
          rows={rows}
          rowKey={(row) => row.id}
          {...(opens ? { rowLink: ADMISSION } : {})}
        />
      </Section>
    ));
}
