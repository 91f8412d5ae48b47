import { csvLines } from '../../lib/csv.server.ts';
import { londonDate } from '../../lib/dates.ts';
import { nextStep, type OwnLotApplication } from './lot-application.ts';

/** A provider's own applications as a file for spreadsheets, without its answers. */
export const lotApplicationCsvLines = (applications: readonly OwnLotApplication[]): AsyncGenerator<string> =>
  csvLines<OwnLotApplication>(
    {
      system: (row) => row.systemTitle,
      lead: (row) => row.leadName,
      lot: (row) => row.lotNumber,
      lot_title: (row) => row.lotTitle,
      status: (row) => row.status,
      submitted_on: (row) => row.submittedAt && londonDate(row.submittedAt),
      open_questions: (row) => row.openQuestions,
      answer_due_on: (row) => row.answerDueOn,
      decided_on: (row) => row.decidedAt && londonDate(row.decidedAt),
      to_do: nextStep,
    },
    applications,
  );
