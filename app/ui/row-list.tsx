import type { FieldMetadata, FormMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { type FieldState, Group } from './fields.tsx';

interface RowListProps<Fields extends Record<string, unknown>> {
  form: FormMetadata<Fields>;
  field: FieldState;
  label: string;
  hint?: ReactNode;
  /** What one row is: "intention". */
  one: string;
  /** The button, where there is no row yet. */
  add: string;
  /** The first field of a row: adding one leads there. */
  start: string;
  rows: { name: string; questions: ReactNode }[];
  /** Short questions, which stand beside each other with the button that removes them. */
  inline?: boolean;
}

/** What the rows of one field of a form are drawn from. */
export interface RowsProps<Fields extends Record<string, unknown>, Row> {
  form: FormMetadata<Fields>;
  field: FieldMetadata<Row[], Fields>;
}

/** Rows that people add and remove; each button sends the form and comes back to the place. */
export function RowList<Fields extends Record<string, unknown>>({
  form,
  field,
  label,
  hint,
  one,
  add,
  start,
  rows,
  inline,
}: RowListProps<Fields>) {
  return (
    <div id={field.name} className="border-t border-line pt-6">
      <Group field={{ name: field.name, errors: field.errors }} label={label} {...(hint ? { hint } : {})}>
        <div className="space-y-6">
          {rows.map((row, index) => (
            <fieldset key={row.name} id={row.name} className="min-w-0 border-l-2 border-line pl-4">
              <legend className={inline ? 'sr-only' : 'pt-2 text-table font-medium text-muted'}>
                {`${one.charAt(0).toUpperCase()}${one.slice(1)} ${index + 1}`}
              </legend>
              <div className={inline ? 'flex flex-wrap items-end gap-x-6 gap-y-3' : 'mt-2 space-y-4'}>
                {row.questions}
                <Button
                  {...form.remove.getButtonProps({ name: field.name, index })}
                  formAction={`#${field.name}`}
                  look="secondary"
                >
                  {`Remove ${one} ${index + 1}`}
                </Button>
              </div>
            </fieldset>
          ))}
          <Button
            {...form.insert.getButtonProps({ name: field.name })}
            formAction={`#${field.name}[${rows.length}].${start}`}
            look="secondary"
          >
            {rows.length === 0 ? add : `Add another ${one}`}
          </Button>
        </div>
      </Group>
    </div>
  );
}
