import type { FormMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import { CATEGORIES } from '../domain/market-position-statements/market-position-statement.ts';
import type { StatementFields } from '../domain/market-position-statements/market-position-statement-form.ts';
import { ACCOMMODATION_TYPES } from '../domain/services/accommodation.ts';
import { Button, ButtonLink } from './button.tsx';
import { DateField, Select, TextArea, TextField } from './fields.tsx';
import { EnterButton, FormPage } from './form.tsx';
import { RowList, type RowsProps } from './row-list.tsx';

const TYPES = ACCOMMODATION_TYPES.map(({ slug, label }) => ({ value: slug, label }));
const CATEGORY_OPTIONS = CATEGORIES.map(({ code, label }) => ({ value: code, label }));
const MARKDOWN = 'Markdown: a line that starts with ## is a heading, with - a list item; **bold**; [words](https://…)';

export type StatementFormMetadata = FormMetadata<StatementFields>;

interface StatementFormProps {
  form: StatementFormMetadata;
  /** Hidden fields. */
  children: ReactNode;
  cancel: string;
}

/** A statement's questions, for a new one and for a draft. */
export function StatementForm({ form, children, cancel }: StatementFormProps) {
  const fields = form.getFieldset();
  return (
    <FormPage id={form.id} errors={form.allErrors}>
      {children}
      <EnterButton>Save draft</EnterButton>
      <TextField field={fields.title} label="Title" hint="Such as “Market position statement 2027 to 2030”" />
      <Select field={fields.accommodationType} label="What it covers" empty="The whole market" options={TYPES} />
      <TextArea
        field={fields.summary}
        label="Summary"
        hint="What a provider should take away, in 600 characters at most"
        rows={4}
      />
      <TextArea
        field={fields.need}
        label="What is needed (optional)"
        hint={`Children, forecasts, gaps; never anything that tells who one child is. ${MARKDOWN}`}
        rows={10}
      />
      <TextArea
        field={fields.supply}
        label="What there is (optional)"
        hint="Words about supply. The chart of registered places in your area is added for you."
        rows={10}
      />
      <Intentions form={form} field={fields.intentions} />
      <Milestones form={form} field={fields.milestones} />
      <TextArea
        field={fields.howToEngage}
        label="How to engage (optional)"
        hint="Whom to write to, provider forums, how to join your purchasing systems"
        rows={5}
      />
      <div className="flex flex-wrap gap-3">
        <Button>Save draft</Button>
        <ButtonLink to={cancel} look="secondary">
          Cancel
        </ButtonLink>
      </div>
    </FormPage>
  );
}

function Intentions({ form, field }: RowsProps<StatementFields, StatementFields['intentions'][number]>) {
  const rows = field.getFieldList().map((row) => {
    const { category, intention, places } = row.getFieldset();
    const questions = (
      <>
        <Select field={category} label="About" empty="Choose a category" options={CATEGORY_OPTIONS} />
        <TextArea field={intention} label="What you intend to do" rows={3} />
        <TextField
          field={places}
          label="More places wanted (optional)"
          hint="A number, where you have one"
          width={4}
          inputMode="numeric"
        />
      </>
    );
    return { name: row.name, questions };
  });
  return (
    <RowList
      form={form}
      field={field}
      label="Commissioning intentions (optional)"
      one="intention"
      add="Add an intention"
      start="category"
      rows={rows}
    />
  );
}

function Milestones({ form, field }: RowsProps<StatementFields, StatementFields['milestones'][number]>) {
  const rows = field.getFieldList().map((row) => {
    const { contract, expiresOn, reviewStartsOn } = row.getFieldset();
    const questions = (
      <>
        <TextField field={contract} label="Contract or framework" />
        <DateField
          field={reviewStartsOn}
          label="Review starts"
          hint="For example 1 4 2027: the month is what is kept"
        />
        <DateField field={expiresOn} label="Contract ends" hint="For example 31 3 2028" />
      </>
    );
    return { name: row.name, questions };
  });
  return (
    <RowList
      form={form}
      field={field}
      label="Procurement timeline (optional)"
      one="contract"
      add="Add a contract"
      start="contract"
      rows={rows}
    />
  );
}
