import { expect, test } from 'vitest';
import { rowsOf } from '../../lib/csv-testing.ts';
import type { listUplifts } from './uplifts.server.ts';
import { upliftCsvLines } from './uplifts-csv.server.ts';

type Listed = Awaited<ReturnType<typeof listUplifts>>[number];

const UPLIFT = {
  providerName: '+Larch',
  systemTitle: 'Independent fostering framework',
  lotNumber: 1,
  lotTitle: 'Standard',
  method: 'percentage',
  askedBps: 525,
  fromDate: '2027-04-01',
  submittedAt: new Date('2026-06-30T23:30:00Z'),
  status: 'accepted_in_part',
  acceptedBps: 200,
  acceptedFrom: '2027-06-01',
  decidedAt: new Date('2026-11-20T12:00:00Z'),
  reason: 'Between us',
  decisionReason: 'Between us',
} as Listed;

const LINE = {
  provider: "'+Larch",
  system: 'Independent fostering framework',
  lot: '1',
  lot_title: 'Standard',
  method: 'percentage',
  asked_percent: '5.25',
  from: '2027-04-01',
  asked_on: '2026-07-01',
  status: 'accepted_in_part',
  accepted_percent: '2',
  accepted_from: '2027-06-01',
  decided_on: '2026-11-20',
};

test('each uplift is a line: what was asked for, and what was accepted', async () => {
  expect(await rowsOf(upliftCsvLines([UPLIFT]))).toEqual([LINE]);
});

test('one that asks line by line, and waits, has no percentage and no decision', async () => {
  const waiting = { askedBps: null, acceptedBps: null, acceptedFrom: null, decidedAt: null };
  const uplift = { ...UPLIFT, ...waiting, method: 'lines', status: 'submitted' };
  const nothing = { asked_percent: '', accepted_percent: '', accepted_from: '', decided_on: '' };
  expect(await rowsOf(upliftCsvLines([uplift]))).toEqual([
    { ...LINE, ...nothing, method: 'lines', status: 'submitted' },
  ]);
});
