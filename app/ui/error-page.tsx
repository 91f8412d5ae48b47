import { Link } from '@remix-run/react';

const TITLES: Record<number, string> = {
  400: 'What was sent could not be read',
  403: 'You cannot do this',
  404: 'Page not found',
  409: 'Someone has changed this meanwhile',
};
const EXPLANATIONS: Record<number, string> = {
  400: 'It did not come from a form of ours. Go back, load the page again and send it once more.',
  403: 'Your role in your organisation does not allow it. An administrator of your organisation can change roles.',
  404: 'It is not here, or your organisation may not see it. Check the address, or start again from the first page.',
  409: 'Go back, load the page again and repeat your change if it is still needed.',
};

export const errorTitle = (status: number): string => TITLES[status] ?? 'Something went wrong';

/** An error page says what to do and nothing internal. */
export function ErrorPage({ status, message }: { status: number; message?: string | undefined }) {
  const title = errorTitle(status);
  const explanation =
    EXPLANATIONS[status] ?? 'The fault is ours. Go back and try again; what you had saved before is safe.';
  return (
    <>
      <h1 className="text-title font-semibold tracking-tight">{title}</h1>
      {message && <p className="mt-3 max-w-[65ch] font-medium">{message}</p>}
      <p className="mt-3 max-w-[65ch] text-muted">{explanation}</p>
      <p className="mt-6">
        <Link className="link" to="/">
          Go to the first page
        </Link>
      </p>
    </>
  );
}
