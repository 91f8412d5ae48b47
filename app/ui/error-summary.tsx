/** conform's `form.allErrors`: the messages by the name of the field; the empty name is the form itself. */
export type FormErrors = Record<string, string[]>;

interface ErrorSummaryProps {
  errors: FormErrors;
  /** The id of a field by its name. */
  fieldId?: (name: string) => string;
}

/** What is wrong, each message a link to its field. Focus comes here by the page's title on load. */
export function ErrorSummary({ errors, fieldId = (name) => name }: ErrorSummaryProps) {
  const messages = Object.entries(errors).flatMap(([name, texts]) => texts.map((text) => ({ name, text })));
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
              <a className="underline underline-offset-3" href={`#${fieldId(name)}`}>
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
