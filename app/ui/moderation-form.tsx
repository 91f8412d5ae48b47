import type { JudgedQuestion } from '../domain/evaluation/evaluation.ts';
import { agreedMark } from '../domain/evaluation/evaluation.ts';
import type { EvaluatorsMark } from '../domain/evaluation/scores.server.ts';
import { Button, ButtonLink } from './button.tsx';
import type { FormErrors } from './error-summary.tsx';
import { FormPage } from './form.tsx';
import { Mark, MarkFields, type MarkFieldset, markOrder } from './mark-fields.tsx';
import { StatusTag } from './status-tag.tsx';
import { type Column, Table } from './table.tsx';

interface ModerationFormProps {
  form: { id: string; allErrors: FormErrors };
  fields: MarkFieldset;
  evaluation: { id: string; submission: number };
  /** Of what was agreed before, if anything was. */
  version: string;
  questions: JudgedQuestion[];
  evaluators: { userId: string; name: string }[];
  scores: EvaluatorsMark[];
}

const LABELS = {
  score: 'Agreed score',
  passes: 'Agreed: does the answer pass?',
  words: 'Reason',
  wordsHint: 'The provider reads it with the decision: name no evaluator',
};

/** Everybody's marks side by side, and what is agreed. */
export function ModerationForm({ form, fields, evaluation, version, questions, scores, ...rest }: ModerationFormProps) {
  return (
    <FormPage id={form.id} errors={form.allErrors} order={markOrder(questions)}>
      <input type="hidden" name="submission" value={evaluation.submission} />
      <input type="hidden" name="version" value={version} />
      {rest.evaluators.length === 1 && (
        <p className="text-table text-muted">One evaluator alone has scored this application.</p>
      )}
      {questions.length === 0 && <p>No question of this lot is scored, or passed or failed.</p>}
      {questions.map((question, index) => {
        const marks = scores.filter(({ questionId }) => questionId === question.id);
        return (
          <section key={question.id} className="border-t border-line pt-5" aria-labelledby={`question-${index + 1}`}>
            <h2 id={`question-${index + 1}`} className="font-semibold break-words">
              {index + 1}. {question.question}
            </h2>
            <p className="mt-1 flex flex-wrap gap-x-3 text-caption text-muted">
              {question.weight !== null && `Weight ${question.weight}`}
              {marks.length > 1 && <Agreement same={agreedMark(marks) !== undefined} />}
            </p>
            <div className="my-3">
              <Table
                caption={`Scores of question ${index + 1}`}
                columns={columnsFor(question)}
                rows={marks}
                rowKey={({ evaluatorId }) => evaluatorId}
              />
            </div>
            <MarkFields question={question} fields={fields} labels={LABELS} />
          </section>
        );
      })}
      <div className="flex flex-wrap gap-3 border-t border-line pt-5">
        <Button>Agree these scores</Button>
        <ButtonLink to={`/evaluations/${evaluation.id}`} look="secondary">
          Back to the application
        </ButtonLink>
      </div>
    </FormPage>
  );
}

function Agreement({ same }: { same: boolean }) {
  return same ? (
    <StatusTag tone="good">All gave the same</StatusTag>
  ) : (
    <StatusTag tone="warning">They differ: give a reason</StatusTag>
  );
}

const columnsFor = (question: JudgedQuestion): Column<EvaluatorsMark>[] => [
  { heading: 'Evaluator', cell: ({ evaluatorName }) => evaluatorName },
  { heading: 'Score', cell: (mark) => <Mark question={question} mark={mark} />, short: true },
  { heading: 'Comment', cell: ({ comment }) => <span className="break-words whitespace-pre-wrap">{comment}</span> },
];
