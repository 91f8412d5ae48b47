import { csvLines } from '../../lib/csv.server.ts';
import type { AdmissionRow } from './admissions.server.ts';

/** Admissions as a file for spreadsheets: no prices are in it. */
export const admissionCsvLines = (admissions: readonly AdmissionRow[]): AsyncGenerator<string> =>
  csvLines(
    {
      provider: (row) => row.providerName,
      lot: (row) => row.lotNumber,
      lot_title: (row) => row.lotTitle,
      tier: (row) => row.tier,
      status: (row) => row.status,
      suspended_by: (row) => row.suspension,
      admitted_on: (row) => row.admittedOn,
      suspended_on: (row) => row.suspendedOn,
      ended_on: (row) => row.endedOn,
      end_ground: (row) => row.endGround,
      services_held: (row) => row.holds,
      documents: (row) => row.documents,
      prices_in_force_since: (row) => row.pricesFrom,
    },
    admissions,
  );
