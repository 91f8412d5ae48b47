import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { AdmissionRow } from './admissions.server.ts';
import { admissionCsvLines } from './admissions-csv.server.ts';

const ROW = {
  providerName: 'Larch, Birch & Sons',
  lotNumber: 2,
  lotTitle: 'Homes',
  tier: 1,
  status: 'suspended',
  suspension: 'document',
  admittedOn: '2026-04-01',
  suspendedOn: '2026-11-22',
  endedOn: null,
  endGround: null,
  holds: 3,
  documents: 'expired',
  scheduleId: '019f0000-0000-7000-8000-000000000001',
  pricesFrom: '2026-04-01',
} as AdmissionRow;

async function fileOf(...rows: Partial<AdmissionRow>[]) {
  let file = '';
  for await (const part of admissionCsvLines(rows.map((row) => ({ ...ROW, ...row })))) file += part;
  return parse(file, { bom: true, columns: true }) as Record<string, string>[];
}

test('each admission is a line of words and dates, without a price', async () => {
  expect(await fileOf({})).toEqual([
    {
      provider: 'Larch, Birch & Sons',
      lot: '2',
      lot_title: 'Homes',
      tier: '1',
      status: 'suspended',
      suspended_by: 'document',
      admitted_on: '2026-04-01',
      suspended_on: '2026-11-22',
      ended_on: '',
      end_ground: '',
      services_held: '3',
      documents: 'expired',
      prices_in_force_since: '2026-04-01',
    },
  ]);
});

test.each(['=cmd|calc', '+1', '-1', '@SUM(A1)', '\t=1', "'=1", '＝1'])(
  '%j is no formula in a spreadsheet',
  async (text) => {
    const [row] = await fileOf({ providerName: text, lotTitle: text });
    expect([row?.provider, row?.lot_title]).toEqual([`'${text}`, `'${text}`]);
  },
);

test('a file of many is whole', async () => {
  expect(await fileOf(...Array.from({ length: 1_201 }, (_, index) => ({ lotNumber: index })))).toHaveLength(1_201);
});
