import { Form, useLocation } from '@remix-run/react';
import { Button } from './button.tsx';
import { DateField, type FieldState } from './fields.tsx';

/** For lots whose fee follows the age. Posted to the address of the quote, so that the day is in no address. */
export function BirthdayQuestion({ field }: { field: FieldState }) {
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action={`${pathname}${search}`} noValidate className="max-w-[640px] space-y-4">
      <DateField
        field={field}
        label="The child’s next birthday"
        hint="Used for this answer alone: it is not stored, and is in no address. Do not enter the date of birth."
      />
      <Button look="secondary">Work out the price with the birthday</Button>
    </Form>
  );
}
