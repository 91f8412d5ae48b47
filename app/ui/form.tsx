import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { ErrorSummary, type FormErrors } from './error-summary.tsx';

interface FormPageProps {
  id: string;
  errors: FormErrors;
  children: ReactNode;
  /** The names of the fields as they stand on the page, for the summary of errors. */
  order?: readonly string[];
  /** It sends a file. */
  upload?: boolean;
}

/** A form with its errors above it. The server checks; the browser's own bubbles stay off. */
export function FormPage({ id, errors, children, order, upload }: FormPageProps) {
  return (
    <>
      <ErrorSummary errors={errors} {...(order && { order })} />
      <Form
        id={id}
        method="post"
        noValidate
        className="max-w-[640px] space-y-6"
        {...(upload && { encType: 'multipart/form-data' })}
      >
        {children}
      </Form>
    </>
  );
}

/** The first button of a form is the one that Enter presses: without this it would be one that adds or removes a row, or fills in what is pasted. */
export function EnterButton({ children }: { children: ReactNode }) {
  return (
    <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only">
      {children}
    </button>
  );
}
