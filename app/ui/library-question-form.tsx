import { Link } from '@remix-run/react';
import type { ComponentProps, ReactNode } from 'react';
import { TOPICS } from '../domain/selection-questions/selection-question.ts';
import { Button, ButtonLink } from './button.tsx';
import type { FormErrors } from './error-summary.tsx';
import { type FieldState, Select } from './fields.tsx';
import { FormPage } from './form.tsx';
import { PageHeader } from './page-header.tsx';
import { QuestionContent } from './question-form.tsx';

const OPTIONS = TOPICS.map((topic) => ({ value: topic, label: topic }));

export function TopicQuestion({ field }: { field: FieldState }) {
  return <Select field={field} label="Topic" empty="Choose a topic" options={OPTIONS} />;
}

type Fields = ComponentProps<typeof QuestionContent>['fields'] & { topic: FieldState };

interface LibraryQuestionFormProps {
  title: string;
  lead: string;
  save: string;
  form: { id: string; allErrors: FormErrors };
  fields: Fields;
  /** Hidden fields. */
  children: ReactNode;
}

/** The page of a question of the library, new or changed: where it stands, and what it asks. */
export function LibraryQuestionForm({ title, lead, save, form, fields, children }: LibraryQuestionFormProps) {
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/question-library">
            Question library
          </Link>
        }
        title={title}
        lead={lead}
      />
      <FormPage id={form.id} errors={form.allErrors}>
        {children}
        <TopicQuestion field={fields.topic} />
        <QuestionContent fields={fields} />
        <div className="flex flex-wrap gap-3">
          <Button>{save}</Button>
          <ButtonLink to="/question-library" look="secondary">
            Cancel
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
