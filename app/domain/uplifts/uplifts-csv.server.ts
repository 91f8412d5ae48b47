import { csvLines } from '../../lib/csv.server.ts';
import { londonDate } from '../../lib/dates.ts';
import { bpsToTyped } from '../../lib/percent.ts';
import type { listUplifts } from './uplifts.server.ts';

type Listed = Awaited<ReturnType<typeof listUplifts>>[number];

const percent = (bps: number | null) => (bps === null ? null : bpsToTyped(bps));

/** Uplifts as a file for spreadsheets: of those that ask line by line there is no percentage. */
export const upliftCsvLines = (uplifts: readonly Listed[]): AsyncGenerator<string> =>
  csvLines<Listed>(
    {
      provider: (row) => row.providerName,
      system: (row) => row.systemTitle,
      lot: (row) => row.lotNumber,
      lot_title: (row) => row.lotTitle,
      method: (row) => row.method,
      asked_percent: (row) => percent(row.askedBps),
      from: (row) => row.fromDate,
      asked_on: (row) => londonDate(row.submittedAt),
      status: (row) => row.status,
      accepted_percent: (row) => percent(row.acceptedBps),
      accepted_from: (row) => row.acceptedFrom,
      decided_on: (row) => row.decidedAt && londonDate(row.decidedAt),
    },
    uplifts,
  );
