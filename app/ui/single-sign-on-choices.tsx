import { ErrorSummary } from './error-summary.tsx';

/** Why somebody comes back from their organisation's sign-in without being signed in. */
export function SingleSignOnProblem({ problem }: { problem: string | null }) {
  return problem && <ErrorSummary errors={{ '': [problem] }} />;
}

/** The other ways to sign in, below the password; nothing where there are none. */
export function SingleSignOnChoices({ choices }: { choices: readonly { name: string; address: string }[] }) {
  if (choices.length === 0) return null;
  return (
    <section aria-labelledby="single-sign-on" className="mt-12 max-w-[640px] border-t border-line pt-6">
      <h2 id="single-sign-on" className="text-section font-semibold">
        Sign in with your organisation
      </h2>
      <ul className="mt-4 flex flex-col items-start gap-3">
        {choices.map(({ name, address }) => (
          <li key={address}>
            {/* It leads to another site. Names are long: a button of ours would not wrap. */}
            <a
              href={address}
              className="inline-flex min-h-11 items-center rounded-md border border-control bg-white px-4 py-2 font-medium text-ink hover:bg-frame"
            >
              Sign in with {name}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
