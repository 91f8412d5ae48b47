import { expect, test } from 'vitest';
import { rowsOf } from '../../lib/csv-testing.ts';
import type { TimeLeft } from '../lot-applications/time-left.ts';
import type { WaitingEvaluation } from './evaluations.server.ts';
import { evaluationCsvLines } from './evaluations-csv.server.ts';

const HEAD = { id: '019f0000-0000-7000-8000-000000000001', providerName: '@Larch', lotNumber: 1, lotTitle: 'Homes' };

const WAITING: WaitingEvaluation = {
  ...{ ...HEAD, systemTitle: 'Homes with education', submittedAt: new Date('2026-06-30T23:30:00Z') },
  ...{ dueOn: '2026-11-30', left: { is: 'left', workingDays: 5 }, stage: 'being_scored' },
  evaluators: [
    { name: 'Ana Brooks', finished: true },
    { name: 'Bo Adeyemi', finished: false },
  ],
};

const DECIDED = {
  ...{ ...HEAD, systemTitle: 'Homes with education', tiers: 3, status: 'accepted', tier: 2, daysLate: 4 },
  ...{ dueOn: '2026-11-02', decidedAt: new Date('2026-11-08T10:00:00Z') },
};

const fileOf = (waiting: WaitingEvaluation[], decided = [DECIDED]) =>
  rowsOf(evaluationCsvLines({ waiting, decided: { rows: decided, total: decided.length, page: 1, pageSize: 20 } }));

const LINE = { provider: "'@Larch", system: 'Homes with education', lot: '1', lot_title: 'Homes' };

test('what waits comes first with its clock and who scores it, then what was decided', async () => {
  expect(await fileOf([WAITING])).toEqual([
    {
      ...{ ...LINE, status: 'submitted', submitted_on: '2026-07-01', due_on: '2026-11-30' },
      ...{ working_days_left: '5', clock_stands: 'no', stage: 'being_scored' },
      ...{ evaluators: 'Ana Brooks; Bo Adeyemi', evaluators_finished: '1' },
      ...{ decided_on: '', tier: '', working_days_late: '0' },
    },
    {
      ...{ ...LINE, status: 'accepted', submitted_on: '', due_on: '2026-11-02' },
      ...{ working_days_left: '', clock_stands: '', stage: '', evaluators: '', evaluators_finished: '' },
      ...{ decided_on: '2026-11-08', tier: '2', working_days_late: '4' },
    },
  ]);
});

test.each<[TimeLeft, left: string, stands: string, late: string]>([
  [{ is: 'overdue', workingDays: 3 }, '0', 'no', '3'],
  [{ is: 'due_today' }, '0', 'no', '0'],
  [{ is: 'standing', workingDays: 7 }, '7', 'yes', '0'],
])('the clock of one that waits: %j', async (left, days, stands, late) => {
  const [row] = await fileOf([{ ...WAITING, left }], []);
  expect([row?.working_days_left, row?.clock_stands, row?.working_days_late]).toEqual([days, stands, late]);
});
