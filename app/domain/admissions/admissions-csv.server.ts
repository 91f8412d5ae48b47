import { stringify } from 'csv-stringify/sync';
import { escapeFormula } from '../../lib/formulas.ts';
import type { AdmissionRow } from './admissions.server.ts';

const COLUMNS = [
  'provider',
  'lot',
  'lot_title',
  'tier',
  'status',
  'suspended_by',
  'admitted_on',
  'suspended_on',
  'ended_on',
  'end_ground',
  'services_held',
  'documents',
  'prices_in_force_since',
];

const PART = 500;

/** Admissions as a file for spreadsheets, a part at a time: no prices are in it. */
export async function* admissionCsvLines(admissions: readonly AdmissionRow[]): AsyncGenerator<string> {
  yield `\ufeff${stringify([COLUMNS])}`;
  for (let start = 0; start < admissions.length; start += PART) {
    yield stringify(admissions.slice(start, start + PART).map(rowOf));
  }
}

const rowOf = (row: AdmissionRow) => [
  escapeFormula(row.providerName),
  row.lotNumber,
  escapeFormula(row.lotTitle),
  row.tier,
  row.status,
  row.suspension,
  row.admittedOn,
  row.suspendedOn,
  row.endedOn,
  row.endGround,
  row.holds,
  row.documents,
  row.pricesFrom,
];
