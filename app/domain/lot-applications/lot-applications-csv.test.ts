import { expect, test } from 'vitest';
import { rowsOf } from '../../lib/csv-testing.ts';
import type { OwnLotApplication } from './lot-application.ts';
import { lotApplicationCsvLines } from './lot-applications-csv.server.ts';

const APPLICATION = {
  systemTitle: 'Homes with education',
  leadName: 'Kent County Council',
  lotNumber: 1,
  lotTitle: '-Homes',
  status: 'submitted',
  submittedAt: new Date('2026-06-30T23:30:00Z'),
  openQuestions: 2,
  answerDueOn: '2026-07-10',
  decidedAt: null,
} as OwnLotApplication;

test('each application is a line with what is to be done', async () => {
  const [row] = await rowsOf(lotApplicationCsvLines([APPLICATION]));
  expect(row).toMatchObject({
    system: 'Homes with education',
    lead: 'Kent County Council',
    lot: '1',
    lot_title: "'-Homes",
    status: 'submitted',
    submitted_on: '2026-07-01',
    open_questions: '2',
    answer_due_on: '2026-07-10',
    decided_on: '',
  });
  expect(row?.to_do).toMatch(/2 questions/);
});
