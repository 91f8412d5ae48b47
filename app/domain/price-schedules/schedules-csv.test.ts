import { expect, test } from 'vitest';
import { rowsOf } from '../../lib/csv-testing.ts';
import type { listPriceSchedules } from './price-schedules.server.ts';
import { scheduleCsvLines } from './schedules-csv.server.ts';

type Listed = Awaited<ReturnType<typeof listPriceSchedules>>[number];

const SCHEDULE = {
  systemTitle: 'Independent fostering framework',
  lotNumber: 2,
  lotTitle: '@Enhanced',
  providerName: 'Larch, Birch & Sons',
  tier: 1,
  admissionStatus: 'active',
  status: 'approved',
  validFrom: '2026-04-01',
  validUntil: null,
  submittedAt: new Date('2026-03-02T23:30:00Z'),
  // An hour later in London.
  decidedAt: new Date('2026-04-01T23:30:00Z'),
  reason: '=Fuel',
} as Listed;

const fileOf = (schedule: Partial<Listed>, today = '2026-11-22') =>
  rowsOf(scheduleCsvLines([{ ...SCHEDULE, ...schedule }], today));

test('each schedule is a line of words and London’s dates, without a price', async () => {
  expect(await fileOf({})).toEqual([
    {
      system: 'Independent fostering framework',
      lot: '2',
      lot_title: "'@Enhanced",
      provider: 'Larch, Birch & Sons',
      tier: '1',
      place: 'active',
      status: 'approved',
      in_force: 'yes',
      valid_from: '2026-04-01',
      valid_until: '',
      submitted_on: '2026-03-02',
      decided_on: '2026-04-02',
      reason: "'=Fuel",
    },
  ]);
});

test.each<[string, Partial<Listed>, string]>([
  ['a draft', { status: 'draft', submittedAt: null, decidedAt: null }, 'no'],
  ['approved, and begins tomorrow', { validFrom: '2026-11-23' }, 'no'],
  ['superseded from tomorrow', { status: 'superseded', validUntil: '2026-11-23' }, 'yes'],
  ['superseded from today', { status: 'superseded', validUntil: '2026-11-22' }, 'no'],
])('%s: whether it is in force', async (_, schedule, inForce) => {
  const [row] = await fileOf(schedule);
  expect(row?.in_force).toBe(inForce);
});
