import type { ComponentProps } from 'react';
import { TOPICS } from '../domain/selection-questions/selection-question.ts';
import { type FieldState, Select } from './fields.tsx';
import { QuestionContent } from './question-form.tsx';

const OPTIONS = TOPICS.map((topic) => ({ value: topic, label: topic }));

export function TopicQuestion({ field }: { field: FieldState }) {
  return <Select field={field} label="Topic" empty="Choose a topic" options={OPTIONS} />;
}

type Fields = ComponentProps<typeof QuestionContent>['fields'] & { topic: FieldState };

/** A question of the library: where it stands, and what it asks. */
export function LibraryQuestionQuestions({ fields }: { fields: Fields }) {
  return (
    <>
      <TopicQuestion field={fields.topic} />
      <QuestionContent fields={fields} />
    </>
  );
}
