import type { FieldMetadata } from '@conform-to/react';
import type { JudgedQuestion } from '../domain/evaluation/evaluation.ts';
import { markNames } from '../domain/evaluation/evaluation-form.ts';
import { Choices, TextArea, TextField } from './fields.tsx';

export type MarkFieldset = Record<string, FieldMetadata<string> | undefined>;

interface MarkFieldsProps {
  question: JudgedQuestion;
  fields: MarkFieldset;
  labels: { score: string; passes: string; words: string; wordsHint: string };
  /** Of what passes or fails: what the question itself says. */
  byRule?: boolean | null;
}

const PASSES = [
  { value: 'yes', label: 'Passes' },
  { value: 'no', label: 'Does not pass' },
];

const field = (fields: MarkFieldset, name: string) => {
  const { errors, initialValue } = fields[name] ?? {};
  return { name, errors, initialValue };
};

/** A score, or whether it passes, with words to it; the names are those of evaluation-form.ts. */
export function MarkFields({ question, fields, labels, byRule = null }: MarkFieldsProps) {
  const names = markNames(question.id);
  return (
    <div className="space-y-4">
      {question.assessment === 'scored' ? (
        <TextField
          field={field(fields, names.score)}
          label={labels.score}
          hint={`A whole number from 0 to ${question.mostScore}`}
          width={3}
          inputMode="numeric"
        />
      ) : (
        <Choices
          field={field(fields, names.passes)}
          label={labels.passes}
          {...(byRule !== null && {
            hint: byRule ? 'By what the question asks, it passes' : 'By what the question asks, it does not pass',
          })}
          type="radio"
          columns
          options={PASSES}
        />
      )}
      <TextArea
        field={field(fields, names.words)}
        label={labels.words}
        hint={labels.wordsHint}
        rows={question.assessment === 'scored' ? 3 : 2}
      />
    </div>
  );
}

/** Of a score or of what passes, in words: "4 of 5". */
export function Mark({
  question,
  mark,
}: {
  question: Pick<JudgedQuestion, 'mostScore'>;
  mark: { score: number | null; passes: boolean | null } | undefined;
}) {
  if (mark?.score != null) return `${mark.score} of ${question.mostScore}`;
  if (mark?.passes != null) return mark.passes ? 'Passes' : 'Does not pass';
  return '–';
}

/** The names of all fields, in the order of the page. */
export const markOrder = (questions: readonly JudgedQuestion[]): string[] =>
  questions.flatMap(({ id }) => Object.values(markNames(id)));

/** What the fields start with. */
export function markValues(
  marks: readonly { questionId: string; score: number | null; passes: boolean | null; words: string }[],
): Record<string, string> {
  return Object.fromEntries(
    marks.flatMap(({ questionId, score, passes, words }) => {
      const names = markNames(questionId);
      return [
        ...(score === null ? [] : [[names.score, String(score)]]),
        ...(passes === null ? [] : [[names.passes, passes ? 'yes' : 'no']]),
        [names.words, words],
      ];
    }),
  );
}
