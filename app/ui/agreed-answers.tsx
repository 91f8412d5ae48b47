import type { JudgedAnswer } from '../domain/evaluation/decision.server.ts';
import { formatTotal } from '../domain/evaluation/score-total.ts';
import { Mark } from './mark-fields.tsx';
import { StatusTag } from './status-tag.tsx';
import { type Column, Table } from './table.tsx';

interface AgreedAnswersProps {
  answers: JudgedAnswer[];
  /** Out of 100, in hundredths; null where nothing is scored. */
  total: number | null;
}

const reason: Column<JudgedAnswer> = {
  heading: 'Reason',
  cell: ({ agreed }) => <span className="break-words whitespace-pre-wrap">{agreed.reason || '–'}</span>,
};

const question: Column<JudgedAnswer> = { heading: 'Question', cell: (answer) => answer.question };

const PASSED: Column<JudgedAnswer>[] = [
  question,
  {
    heading: 'Result',
    cell: ({ agreed: { passes } }) => (
      <StatusTag tone={passes ? 'good' : 'bad'}>{passes ? 'Passes' : 'Does not pass'}</StatusTag>
    ),
    short: true,
  },
  reason,
];

const SCORED: Column<JudgedAnswer>[] = [
  question,
  { heading: 'Weight', cell: ({ weight }) => weight, figure: true },
  { heading: 'Agreed score', cell: (answer) => <Mark question={answer} mark={answer.agreed} />, figure: true },
  reason,
];

/** What was agreed on each question, without who gave what; the total out of 100. */
export function AgreedAnswers({ answers, total }: AgreedAnswersProps) {
  const passed = answers.filter(({ assessment }) => assessment === 'pass_fail');
  const scored = answers.filter(({ assessment }) => assessment === 'scored');
  return (
    <div className="space-y-8">
      {total !== null && (
        <div>
          <p>
            <span className="text-title font-semibold tabular-nums">{formatTotal(total)}</span> out of 100
          </p>
          <p className="max-w-[65ch] text-table text-muted">
            Each score as a share of the most it could be, by its weight; rounded once, to two places.
          </p>
        </div>
      )}
      {passed.length > 0 && (
        <Table caption="Passed or failed" showCaption columns={PASSED} rows={passed} rowKey={({ id }) => id} />
      )}
      {scored.length > 0 && (
        <Table caption="Scored" showCaption columns={SCORED} rows={scored} rowKey={({ id }) => id} />
      )}
    </div>
  );
}
