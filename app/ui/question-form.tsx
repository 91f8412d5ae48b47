import type { FieldMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import { DOCUMENT_KINDS } from '../domain/provider-profile/document-kinds.ts';
import {
  ASSESSMENT_LABELS,
  ASSESSMENTS,
  QUESTION_KIND_LABELS,
  QUESTION_KINDS,
} from '../domain/selection-questions/selection-question.ts';
import { Choices, type FieldState, Select, TextArea, TextField } from './fields.tsx';

type Field = Pick<FieldMetadata<unknown>, 'name' | 'errors' | 'initialValue'>;

interface ContentFields {
  kind: Field;
  question: Field;
  guidance: Field;
  documentKind: Field;
  assessment: Field;
  passAnswer: Field;
  leastNumber: Field;
  mostWords: Field;
}

const KINDS = QUESTION_KINDS.map((value) => ({ value, label: QUESTION_KIND_LABELS[value] }));
const WAYS = ASSESSMENTS.map((value) => ({ value, label: ASSESSMENT_LABELS[value] }));
const DOCUMENTS = DOCUMENT_KINDS.map(({ code, label }) => ({ value: code, label }));
const YES_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** What a question asks and how its answer is judged: of the library, and of a purchasing system. */
export function QuestionContent({ fields, scoring }: { fields: ContentFields; scoring?: ReactNode }) {
  return (
    <>
      <TextArea field={fields.question} label="Question" rows={3} hint="As applicants read it, in plain words" />
      <TextArea field={fields.guidance} label="Guidance (optional)" rows={3} hint="What a good answer covers" />
      <Choices field={fields.kind} label="Kind of answer" type="radio" options={KINDS} columns />
      <TextField
        field={fields.mostWords}
        label="Text: most words (optional)"
        hint="From 10 to 2,000"
        width={5}
        inputMode="numeric"
      />
      <Select
        field={fields.documentKind}
        label="Document: which"
        hint="For a question that asks for a document"
        empty="No document"
        options={DOCUMENTS}
      />
      <Choices field={fields.assessment} label="How the answer is judged" type="radio" options={WAYS} />
      <Choices
        field={fields.passAnswer}
        label="Yes or no, pass or fail: which answer passes"
        type="radio"
        options={YES_NO}
        columns
      />
      <TextField
        field={fields.leastNumber}
        label="Number, pass or fail: the least that passes (optional)"
        width={10}
        inputMode="numeric"
      />
      {scoring}
    </>
  );
}

interface AskedFields extends ContentFields {
  lotId: Field;
  required: Field;
  weight: Field;
  mostScore: Field;
}

interface QuestionFieldsProps {
  fields: AskedFields;
  lots: readonly { id: string; number: number; title: string }[];
}

/** A question of a purchasing system: whom it is asked, and its marks, besides what it asks. */
export function QuestionQuestions({ fields, lots }: QuestionFieldsProps) {
  const options = lots.map(({ id, number, title }) => ({ value: id, label: `Lot ${number}: ${title}` }));
  return (
    <>
      <Select field={fields.lotId} label="Asked of" empty="Applicants to every lot" options={options} />
      <QuestionContent fields={fields} scoring={<Scoring weight={fields.weight} mostScore={fields.mostScore} />} />
      <Choices field={fields.required} label="Must it be answered?" type="radio" options={YES_NO} columns />
    </>
  );
}

function Scoring({ weight, mostScore }: { weight: FieldState; mostScore: FieldState }) {
  return (
    <>
      <TextField
        field={weight}
        label="Scored: weight, in per cent"
        hint="Its share of the marks: those of all questions in a lot add up to 100"
        width={3}
        inputMode="numeric"
      />
      <TextField field={mostScore} label="Scored: most score" hint="Such as 5 or 10" width={3} inputMode="numeric" />
    </>
  );
}
