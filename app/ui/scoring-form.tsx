import type { CommentedMark, JudgedQuestion } from '../domain/evaluation/evaluation.ts';
import { passesByRule } from '../domain/evaluation/evaluation.ts';
import type { AnsweredQuestion } from '../domain/lot-applications/lot-application.ts';
import { Button, ButtonLink } from './button.tsx';
import type { FormErrors } from './error-summary.tsx';
import { assessmentOf, EvaluationAnswer } from './evaluation-answer.tsx';
import { FormPage } from './form.tsx';
import { Mark, MarkFields, type MarkFieldset } from './mark-fields.tsx';
import { type Column, Table } from './table.tsx';

interface ScoringFormProps {
  form: { id: string; allErrors: FormErrors };
  fields: MarkFieldset;
  order: string[];
  evaluation: { id: string; submission: number };
  questions: JudgedQuestion[];
  answers: AnsweredQuestion[];
}

const LABELS = {
  score: 'Your score',
  passes: 'Does the answer pass?',
  words: 'Comment',
  wordsHint: 'What the score rests on; the other evaluators read it once all have finished',
};

/** Each judged answer with the evaluator's own mark of it. */
export function ScoringForm({ form, fields, order, evaluation, questions, answers }: ScoringFormProps) {
  return (
    <FormPage id={form.id} errors={form.allErrors} order={order}>
      <input type="hidden" name="submission" value={evaluation.submission} />
      {questions.length === 0 && <p>No question of this lot is scored, or passed or failed: finish to go on.</p>}
      {questions.map((question, index) => {
        const answer = answers.find(({ id }) => id === question.id);
        return (
          <section key={question.id} className="border-t border-line pt-5" aria-labelledby={`question-${index + 1}`}>
            <h2 id={`question-${index + 1}`} className="font-semibold break-words">
              {index + 1}. {question.question}
            </h2>
            {answer && (
              <>
                <p className="text-caption text-muted">{assessmentOf(answer)}</p>
                <div className="my-3 border-l-2 border-accent bg-frame px-4 py-3">
                  <EvaluationAnswer answer={answer} />
                </div>
              </>
            )}
            <MarkFields
              question={question}
              fields={fields}
              labels={LABELS}
              byRule={answer ? passesByRule(answer, { answer: answer.answer, hasDocument: !!answer.document }) : null}
            />
          </section>
        );
      })}
      <div className="border-t border-line pt-5">
        <p className="mb-3 text-table text-muted">
          A draft can be changed. Once you finish, your scores stand as they are.
        </p>
        <div className="flex flex-wrap gap-3">
          <Button name="intent" value="save" look="secondary">
            Save draft
          </Button>
          <Button name="intent" value="finish">
            Finish scoring
          </Button>
          <ButtonLink to={`/evaluations/${evaluation.id}`} look="secondary">
            The whole application
          </ButtonLink>
        </div>
      </div>
    </FormPage>
  );
}

interface OwnScoresProps {
  questions: JudgedQuestion[];
  marks: CommentedMark[];
}

/** The same once they stand. */
export function OwnScores({ questions, marks }: OwnScoresProps) {
  const markOf = ({ id }: JudgedQuestion) => marks.find(({ questionId }) => questionId === id);
  const columns: Column<JudgedQuestion>[] = [
    { heading: 'Question', cell: ({ question }) => question },
    { heading: 'Your score', cell: (question) => <Mark question={question} mark={markOf(question)} />, short: true },
    {
      heading: 'Comment',
      cell: (question) => <span className="break-words whitespace-pre-wrap">{markOf(question)?.comment}</span>,
    },
  ];
  return <Table caption="Your scores" columns={columns} rows={questions} rowKey={({ id }) => id} />;
}
