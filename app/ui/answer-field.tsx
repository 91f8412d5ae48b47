import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { documentKindLabel } from '../domain/provider-profile/document-kinds.ts';
import type { ProviderDocument } from '../domain/provider-profile/provider-document.ts';
import { AGREED, type Question } from '../domain/selection-questions/selection-question.ts';
import { formatDate } from '../lib/dates.ts';
import { Choices, DateField, type FieldState, Group, Select, TextArea, TextField } from './fields.tsx';

interface AnswerFieldProps {
  /** Named answerName(question.id). */
  field: FieldState;
  question: Question & { required?: boolean };
  /** The provider's current documents. */
  documents: readonly ProviderDocument[];
}

const YES_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];
const LONG_ANSWER_WORDS = 300;

/** The control that answers a question, whatever its kind. */
export function AnswerField({ field, question, documents }: AnswerFieldProps) {
  const { kind, guidance, mostWords, required } = question;
  const label = required === false ? `${question.question} (optional)` : question.question;
  const hint = guidance && { hint: guidance };
  switch (kind) {
    case 'yes_no':
      return <Choices field={field} label={label} {...hint} type="radio" options={YES_NO} />;
    case 'declaration':
      return (
        <Choices
          field={field}
          label={label}
          {...hint}
          type="checkbox"
          options={[{ value: AGREED, label: 'We agree, for the organisation' }]}
        />
      );
    case 'number':
      return <TextField field={field} label={label} {...hint} width={12} inputMode="numeric" />;
    case 'date':
      return <DateField field={field} label={label} hint={guidance || 'For example 27 3 2027'} />;
    case 'document':
      return (
        <DocumentChoice field={field} label={label} guidance={guidance} question={question} documents={documents} />
      );
    case 'text':
      return (
        <TextArea
          field={field}
          label={label}
          hint={mostWords ? withLimit(guidance, mostWords) : guidance}
          rows={mostWords && mostWords < LONG_ANSWER_WORDS ? 5 : 10}
        />
      );
  }
}

const withLimit = (guidance: string, mostWords: number) =>
  `${guidance} At most ${mostWords.toLocaleString('en-GB')} words.`.trim();

interface DocumentChoiceProps extends AnswerFieldProps {
  label: string;
  guidance: string;
}

/** One of the provider's current documents of the kind that is asked for, or the way to upload one. */
function DocumentChoice({ field, label, guidance, question, documents }: DocumentChoiceProps) {
  const kind = question.documentKind ?? 'other';
  const ofKind = documents.filter((document) => document.documentKind === kind);
  const upload = `/profile/documents/new?kind=${kind}`;
  if (ofKind.length === 0) {
    return (
      <Group field={field} label={label} {...(guidance && { hint: guidance })}>
        <p>
          You have no current document of this kind: {documentKindLabel(kind)}.{' '}
          <Link id={field.name} className="link" to={upload}>
            Upload it to your profile
          </Link>
          <span className="text-muted"> (save first what you have typed here)</span>
        </p>
      </Group>
    );
  }
  const hint: ReactNode = (
    <>
      {guidance}{' '}
      <Link className="link" to={upload}>
        {kind === 'other' ? 'Upload another' : 'Upload a newer one'}
      </Link>
    </>
  );
  return (
    <Select
      field={field}
      label={label}
      hint={hint}
      empty="Choose a document"
      options={ofKind.map((document) => ({ value: document.id, label: documentInWords(document) }))}
    />
  );
}

const documentInWords = ({ title, expiresOn }: ProviderDocument) =>
  expiresOn ? `${title}, valid until ${formatDate(expiresOn)}` : title;
