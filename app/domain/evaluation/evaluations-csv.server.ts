import { type CsvColumns, csvLines } from '../../lib/csv.server.ts';
import { londonDate } from '../../lib/dates.ts';
import type { listEvaluations, WaitingEvaluation } from './evaluations.server.ts';

type WorkList = Awaited<ReturnType<typeof listEvaluations>>;
type Decided = WorkList['decided']['rows'][number];
type Row = ({ waits: true } & WaitingEvaluation) | ({ waits: false } & Decided);

const whileItWaits =
  <Cell>(cell: (row: WaitingEvaluation) => Cell) =>
  (row: Row) =>
    row.waits ? cell(row) : null;

const onceDecided =
  <Cell>(cell: (row: Decided) => Cell) =>
  (row: Row) =>
    row.waits ? null : cell(row);

const COLUMNS: CsvColumns<Row> = {
  provider: (row) => row.providerName,
  system: (row) => row.systemTitle,
  lot: (row) => row.lotNumber,
  lot_title: (row) => row.lotTitle,
  status: (row) => (row.waits ? 'submitted' : row.status),
  submitted_on: whileItWaits(({ submittedAt }) => londonDate(submittedAt)),
  due_on: (row) => row.dueOn,
  working_days_left: whileItWaits(({ left }) =>
    'workingDays' in left && left.is !== 'overdue' ? left.workingDays : 0,
  ),
  clock_stands: whileItWaits(({ left }) => (left.is === 'standing' ? 'yes' : 'no')),
  stage: whileItWaits(({ stage }) => stage),
  evaluators: whileItWaits(({ evaluators }) => evaluators.map(({ name }) => name).join('; ')),
  evaluators_finished: whileItWaits(({ evaluators }) => evaluators.filter(({ finished }) => finished).length),
  decided_on: onceDecided(({ decidedAt }) => decidedAt && londonDate(decidedAt)),
  tier: onceDecided(({ tier }) => tier),
  working_days_late: (row) => (row.waits ? lateSoFar(row) : row.daysLate),
};

const lateSoFar = ({ left }: WaitingEvaluation): number => (left.is === 'overdue' ? left.workingDays : 0);

/** The work list as a file for spreadsheets: what waits, then what was decided. No answer and no score is in it. */
export const evaluationCsvLines = ({
  waiting,
  decided,
}: Pick<WorkList, 'waiting' | 'decided'>): AsyncGenerator<string> =>
  csvLines(COLUMNS, [
    ...waiting.map((row): Row => ({ waits: true, ...row })),
    ...decided.rows.map((row): Row => ({ waits: false, ...row })),
  ]);
