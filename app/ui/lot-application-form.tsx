import { type SubmissionResult, useForm } from '@conform-to/react';
import { type FullLotApplication, lotGroups } from '../domain/lot-applications/lot-application.ts';
import type { ProviderDocument } from '../domain/provider-profile/provider-document.ts';
import { type AnswerFields, answerName } from '../domain/selection-questions/answer-form.ts';
import { AnswerField } from './answer-field.tsx';
import { Button, ButtonLink } from './button.tsx';
import { FormPage } from './form.tsx';

interface LotApplicationFormProps {
  application: FullLotApplication;
  documents: ProviderDocument[];
  stored: AnswerFields & { revision: string };
  lastResult: SubmissionResult<string[]> | null;
}

/** Every question of an application. */
export function LotApplicationForm({ application, documents, stored, lastResult }: LotApplicationFormProps) {
  const { id, questions } = application;
  const [form, fields] = useForm<AnswerFields & { revision: string }>({
    id: 'answers',
    lastResult,
    defaultValue: stored,
  });
  const answers = fields.answers.getFieldset();
  const fromLibrary = questions.some(({ libraryQuestionId, kind }) => libraryQuestionId && kind !== 'document');
  return (
    <FormPage id={form.id} errors={form.allErrors} order={questions.map((question) => answerName(question.id))}>
      <input type="hidden" name="revision" value={fields.revision.initialValue ?? stored.revision} />
      {lotGroups(questions).map(({ title, asked }) => (
        <section key={title} className="space-y-6" aria-label={title}>
          <h2 className="border-b border-line pb-2 text-section font-semibold">{title}</h2>
          {asked.map((question) => {
            const field = answers[question.id];
            return field && <AnswerField key={question.id} field={field} question={question} documents={documents} />;
          })}
        </section>
      ))}
      <div className="flex flex-wrap gap-3">
        <Button>Save draft</Button>
        {fromLibrary && (
          <Button name="keep" value="profile" look="secondary">
            Save, and keep in your profile
          </Button>
        )}
        <ButtonLink to={`/lot-applications/${id}`} look="secondary">
          Cancel
        </ButtonLink>
      </div>
      {fromLibrary && (
        <p className="text-table text-muted">
          Your profile keeps answers to questions that authorities share: your next application starts from them.
        </p>
      )}
    </FormPage>
  );
}
