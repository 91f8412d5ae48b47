/** conform's `form.allErrors`: the messages by the name of the field; the empty name is the form itself. */
export type FormErrors = Record<string, string[]>;

interface ErrorSummaryProps {
  errors: FormErrors;
  /** The names of the fields as they stand on the page: their errors are told in that order. */
  order?: readonly string[];
}

/** What is wrong, each message a link to its field. The id of a control is its field's name. */
export function ErrorSummary({ errors, order = [] }: ErrorSummaryProps) {
  const messages = Object.entries(errors)
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .flatMap(([name, texts]) => texts.map((text) => ({ name, text })));
  if (messages.length === 0) return null;
  return (
    <div
      role="alert"
      aria-labelledby="error-summary-title"
      className="mb-6 max-w-[640px] rounded-md border-2 border-bad px-5 py-4"
    >
      <h2 id="error-summary-title" className="font-semibold">
        There is a problem
      </h2>
      <ul className="mt-2 space-y-1">
        {messages.map(({ name, text }) => (
          <li key={`${name} ${text}`} className="font-medium text-bad">
            {name ? (
              <a className="underline underline-offset-3" href={`#${name}`}>
                {text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
