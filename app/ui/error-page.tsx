import { Link } from '@remix-run/react';

const PAGES: Record<number, { title: string; explanation: string }> = {
  400: {
    title: 'What was sent could not be read',
    explanation: 'It did not come from a form of ours. Go back, load the page again and send it once more.',
  },
  403: {
    title: 'You cannot do this',
    explanation:
      'Your role in your organisation does not allow it. An administrator of your organisation can change roles.',
  },
  404: {
    title: 'Page not found',
    explanation:
      'It is not here, or your organisation may not see it. Check the address, or start again from the first page.',
  },
  409: {
    title: 'This cannot be done now',
    explanation: 'Go back, load the page again and repeat your change if it is still needed.',
  },
  500: {
    title: 'Something went wrong',
    explanation: 'The fault is ours. Go back and try again; what you had saved before is safe.',
  },
  503: {
    title: 'Something went wrong',
    explanation: 'The portal cannot answer at the moment. Try again in a minute; what you had saved before is safe.',
  },
};

const pageOf = (status: number) => PAGES[status] ?? PAGES[status < 500 ? 400 : 500];

export const errorTitle = (status: number): string => pageOf(status)?.title ?? '';

interface Props {
  status: number;
  message?: string | undefined;
  /** Of a fault of ours: finds it in the log. */
  requestId?: string | undefined;
}

/** An error page says what to do and nothing internal. */
export function ErrorPage({ status, message, requestId }: Props) {
  return (
    <>
      <h1 className="text-title font-semibold tracking-tight">{errorTitle(status)}</h1>
      {message && <p className="mt-3 max-w-[65ch] font-medium">{message}</p>}
      <p className="mt-3 max-w-[65ch] text-muted">{pageOf(status)?.explanation}</p>
      {requestId && (
        <p className="mt-3 max-w-[65ch] text-muted">
          If it happens again, tell us this number: <span className="font-medium text-ink">{requestId}</span>
        </p>
      )}
      <p className="mt-6">
        <Link className="link" to="/">
          Go to the first page
        </Link>
      </p>
    </>
  );
}
