import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { ErrorSummary, type FormErrors } from './error-summary.tsx';

interface FormPageProps {
  id: string;
  errors: FormErrors;
  children: ReactNode;
  /** A search: its fields go into the address. */
  method?: 'get' | 'post';
}

/** A form with its errors above it. The server checks; the browser's own bubbles stay off. */
export function FormPage({ id, errors, children, method = 'post' }: FormPageProps) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <Form id={id} method={method} noValidate className="max-w-[640px] space-y-6">
        {children}
      </Form>
    </>
  );
}
