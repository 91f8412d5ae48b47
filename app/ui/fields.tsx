import type { ReactNode } from 'react';

/** What a field needs of conform's metadata: getFieldset()'s entries have it. */
export interface FieldState {
  name: string;
  errors?: string[] | undefined;
  /** What was typed, or the stored value at first. */
  initialValue?: unknown;
}

export interface FieldProps {
  field: FieldState;
  label: string;
  hint?: ReactNode;
}

const CONTROL = 'block min-h-11 rounded-md border bg-white px-3 py-2';
const border = (errors: string[] | undefined) => (errors?.length ? 'border-bad border-2' : 'border-control');

const typed = (value: unknown): string => (typeof value === 'string' ? value : '');

const describedBy = ({ field, hint }: Pick<FieldProps, 'field' | 'hint'>) =>
  [hint && `${field.name}-hint`, field.errors?.length && `${field.name}-error`].filter(Boolean).join(' ') || undefined;

function Hint({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div id={`${name}-hint`} className="text-table text-muted">
      {children}
    </div>
  );
}

function Errors({ field }: { field: FieldState }) {
  if (!field.errors?.length) return null;
  return (
    <p id={`${field.name}-error`} className="text-table font-medium text-bad">
      <span className="sr-only">Error: </span>
      {field.errors.join(' ')}
    </p>
  );
}

/** One label, one control: its hint and error tied to it. The control's id is the field's name. */
function Labelled({ field, label, hint, children }: FieldProps & { children: ReactNode }) {
  return (
    <div className={`min-w-0 max-w-full space-y-1 ${field.errors?.length ? 'border-l-4 border-bad pl-4' : ''}`}>
      <label htmlFor={field.name} className="block font-medium">
        {label}
      </label>
      {hint && <Hint name={field.name}>{hint}</Hint>}
      <Errors field={field} />
      {children}
    </div>
  );
}

interface TextFieldProps extends FieldProps {
  /** In characters: the control is as wide as what it holds. */
  width?: number;
  type?: 'text' | 'email' | 'password' | 'date';
  inputMode?: 'text' | 'numeric' | 'decimal';
  autoComplete?: string;
  prefix?: string;
}

export function TextField({ field, label, hint, width, prefix, type = 'text', ...attributes }: TextFieldProps) {
  const input = (
    <input
      id={field.name}
      name={field.name}
      type={type}
      defaultValue={type === 'password' ? undefined : typed(field.initialValue)}
      aria-invalid={field.errors?.length ? true : undefined}
      aria-describedby={describedBy({ field, hint })}
      className={`${CONTROL} ${border(field.errors)} ${width ? `holds-${width} max-w-full` : 'w-full'}`}
      spellCheck={type === 'text' ? undefined : false}
      {...attributes}
    />
  );
  return (
    <Labelled field={field} label={label} hint={hint}>
      {prefix ? (
        <div className="flex items-center gap-2">
          <span aria-hidden="true" className="text-muted">
            {prefix}
          </span>
          {input}
        </div>
      ) : (
        input
      )}
    </Labelled>
  );
}

export function TextArea({ field, label, hint, rows = 5 }: FieldProps & { rows?: number }) {
  return (
    <Labelled field={field} label={label} hint={hint}>
      <textarea
        id={field.name}
        name={field.name}
        rows={rows}
        defaultValue={typed(field.initialValue)}
        aria-invalid={field.errors?.length ? true : undefined}
        aria-describedby={describedBy({ field, hint })}
        className={`${CONTROL} ${border(field.errors)} w-full`}
      />
    </Labelled>
  );
}

export interface Option {
  value: string;
  label: string;
  /** What choosing it means; shown by radio buttons and checkboxes. */
  hint?: string;
}

interface SelectProps extends FieldProps {
  options: Option[];
  /** The first, empty choice: "Choose a service". */
  empty?: string;
}

export function Select({ field, label, hint, options, empty }: SelectProps) {
  return (
    <Labelled field={field} label={label} hint={hint}>
      <select
        id={field.name}
        name={field.name}
        defaultValue={typed(field.initialValue)}
        aria-invalid={field.errors?.length ? true : undefined}
        aria-describedby={describedBy({ field, hint })}
        className={`${CONTROL} ${border(field.errors)} max-w-full`}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** A fieldset with a legend, for controls that answer one question together. */
export function Group({ field, label, hint, children }: FieldProps & { children: ReactNode }) {
  return (
    <fieldset
      className={`min-w-0 space-y-2 ${field.errors?.length ? 'border-l-4 border-bad pl-4' : ''}`}
      aria-describedby={describedBy({ field, hint })}
    >
      <legend className="font-medium">{label}</legend>
      {hint && <Hint name={field.name}>{hint}</Hint>}
      <Errors field={field} />
      {children}
    </fieldset>
  );
}

interface ChoicesProps extends FieldProps {
  type: 'radio' | 'checkbox';
  options: Option[];
  columns?: boolean;
}

/** Radio buttons, or checkboxes where several may be chosen. */
export function Choices({ field, label, hint, type, options, columns }: ChoicesProps) {
  const chosen = [field.initialValue].flat();
  return (
    <Group field={field} label={label} hint={hint}>
      <div className={columns ? 'grid gap-x-6 sm:grid-cols-2' : ''}>
        {options.map((option, index) => {
          const id = index === 0 ? field.name : `${field.name}-${option.value}`;
          return (
            <label key={option.value} htmlFor={id} className="flex min-h-9 cursor-pointer items-start gap-3 py-1.5">
              <input
                id={id}
                name={field.name}
                type={type}
                value={option.value}
                defaultChecked={chosen.includes(option.value)}
                className="mt-0.5 size-5 shrink-0 accent-accent"
              />
              <span>
                {option.label}
                {option.hint && <span className="block text-table text-muted">{option.hint}</span>}
              </span>
            </label>
          );
        })}
      </div>
    </Group>
  );
}

/** One checkbox that says yes; unticked it sends nothing. */
export function Tick({ field, label }: Pick<FieldProps, 'field' | 'label'>) {
  return (
    <div>
      <Errors field={field} />
      <label htmlFor={field.name} className="flex min-h-9 cursor-pointer items-start gap-3 py-1.5">
        <input
          id={field.name}
          name={field.name}
          type="checkbox"
          value="yes"
          defaultChecked={field.initialValue === 'yes'}
          className="mt-0.5 size-5 shrink-0 accent-accent"
        />
        <span>{label}</span>
      </label>
    </div>
  );
}

const DATE_PARTS = [
  { part: 'day', label: 'Day', width: 2 },
  { part: 'month', label: 'Month', width: 2 },
  { part: 'year', label: 'Year', width: 4 },
] as const;

/** A date in three fields: NAME.day, NAME.month and NAME.year. */
export function DateField({ field, label, hint }: FieldProps) {
  const values = (field.initialValue ?? {}) as Record<string, unknown>;
  return (
    <Group field={field} label={label} hint={hint}>
      <div className="flex gap-4">
        {DATE_PARTS.map(({ part, label: partLabel, width }, index) => {
          const id = index === 0 ? field.name : `${field.name}.${part}`;
          return (
            <div key={part}>
              <label htmlFor={id} className="block text-table">
                {partLabel}
              </label>
              <input
                id={id}
                name={`${field.name}.${part}`}
                inputMode="numeric"
                defaultValue={typed(values[part])}
                className={`${CONTROL} ${border(field.errors)} holds-${width}`}
              />
            </div>
          );
        })}
      </div>
    </Group>
  );
}

/** A file to choose; browsers forget it when the form comes back with errors. */
export function FileField({ field, label, hint, accept }: FieldProps & { accept: readonly string[] }) {
  return (
    <Labelled field={field} label={label} hint={hint}>
      <input
        id={field.name}
        name={field.name}
        type="file"
        accept={accept.join(',')}
        aria-invalid={field.errors?.length ? true : undefined}
        aria-describedby={describedBy({ field, hint })}
        className={`${CONTROL} ${border(field.errors)} w-full file:mr-3 file:rounded file:border-0 file:bg-frame file:px-3 file:py-1 file:font-medium`}
      />
    </Labelled>
  );
}
