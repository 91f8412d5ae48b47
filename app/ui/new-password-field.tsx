import { type FieldState, TextField } from './fields.tsx';

export function NewPasswordField({ field }: { field: FieldState }) {
  return (
    <TextField
      field={field}
      label="New password"
      hint="12 characters or more, any you like. Four words that have nothing to do with each other are easy to remember; a password manager makes a better one."
      type="password"
      autoComplete="new-password"
      width={36}
    />
  );
}
