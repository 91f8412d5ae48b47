import type { FormMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import type { RoundFields } from '../domain/purchasing-systems/application-round-form.ts';
import { Button, ButtonLink } from './button.tsx';
import { Choices, DateField, type FieldState, TextField } from './fields.tsx';
import { FormPage } from './form.tsx';

const OCCURRENCES = [
  { value: 'first', label: 'The first time, in summer time' },
  { value: 'second', label: 'The second time, after clocks went back' },
];

const ORDER = ['title', 'opensOn', 'opensTime', 'opensWhich', 'closesOn', 'closesTime', 'closesWhich'];

interface RoundFormProps {
  form: FormMetadata<RoundFields>;
  /** Hidden fields. */
  children?: ReactNode;
  submit: string;
  cancel?: string;
}

/** A round's questions. */
export function RoundForm({ form, children, submit, cancel }: RoundFormProps) {
  const fields = form.getFieldset();
  return (
    <FormPage id={form.id} errors={form.allErrors} order={ORDER}>
      {children}
      <TextField field={fields.title} label="Title" hint="Such as “Spring 2027”" width={36} />
      <DateField field={fields.opensOn} label="Day it opens" hint="For example 1 3 2027" />
      <TextField field={fields.opensTime} label="Time it opens" hint="24-hour clock in London, like 09:00" width={5} />
      <Which field={fields.opensWhich} />
      <DateField field={fields.closesOn} label="Day it closes" hint="For example 31 3 2027" />
      <TextField
        field={fields.closesTime}
        label="Time it closes"
        hint="The first moment that is too late, like 17:00"
        width={5}
      />
      <Which field={fields.closesWhich} />
      <div className="flex flex-wrap gap-3">
        <Button>{submit}</Button>
        {cancel && (
          <ButtonLink to={cancel} look="secondary">
            Cancel
          </ButtonLink>
        )}
      </div>
    </FormPage>
  );
}

/** Asked for a time in the hour that comes twice when clocks go back, and not otherwise. */
function Which({ field }: { field: FieldState }) {
  if (!field.errors?.length && !field.initialValue) return null;
  return <Choices field={field} label="Which of the two" type="radio" options={OCCURRENCES} />;
}
