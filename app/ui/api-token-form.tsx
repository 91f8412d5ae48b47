import { TOKEN_LIFETIMES } from '../domain/accounts/api-token.ts';
import { Button } from './button.tsx';
import type { FormErrors } from './error-summary.tsx';
import { Choices, type FieldState, TextField } from './fields.tsx';
import { FormPage } from './form.tsx';

const QUESTIONS = ['name', 'scopes', 'days'] as const;

const SCOPES = [
  { value: 'read', label: 'Read what you can see' },
  { value: 'write', label: 'Change what you can change' },
];
const LIFETIMES = TOKEN_LIFETIMES.map((days) => ({ value: days, label: `${days} days` }));

interface NewTokenFormProps {
  /** The uuid that makes one token of it, however often it is sent. */
  formKey: string;
  fields: Record<(typeof QUESTIONS)[number], FieldState>;
  errors: FormErrors;
}

export function NewTokenForm({ formKey, fields, errors }: NewTokenFormProps) {
  return (
    <FormPage id="token" errors={errors} order={QUESTIONS}>
      <input type="hidden" name="key" value={formKey} />
      <TextField
        field={fields.name}
        label="Name"
        hint="What uses it, such as “Case management system”"
        width={36}
        autoComplete="off"
      />
      <Choices
        field={fields.scopes}
        label="What programs may do with it"
        hint="Never more than you may do yourself"
        type="checkbox"
        options={SCOPES}
      />
      <Choices field={fields.days} label="How long it works" type="radio" options={LIFETIMES} />
      <Button name="intent" value="create">
        Create token
      </Button>
    </FormPage>
  );
}

/** The token itself: in this answer alone. Null where the form was sent before. */
export function NewToken({ secret }: { secret: string | null }) {
  if (secret === null) {
    return (
      <div role="status" className="mb-6 rounded-md border-l-4 border-warning bg-warning-tint px-4 py-3">
        <p className="font-medium">This form was sent before: it made one token, which is in the list below.</p>
        <p className="mt-1">A token is shown once. If you did not copy it, revoke it and create another one.</p>
      </div>
    );
  }
  return (
    <div role="status" className="mb-6 rounded-md border-l-4 border-good bg-good-tint px-4 py-3">
      <p className="font-medium">Token created. Copy it now: it is not shown again.</p>
      <code className="mt-2 block w-fit max-w-full select-all break-all rounded border border-line bg-white px-3 py-2">
        {secret}
      </code>
      <p className="mt-2 text-table">
        Keep it as you keep a password: whoever has it acts in your name. We do not keep it and cannot show it to you
        later.
      </p>
    </div>
  );
}
