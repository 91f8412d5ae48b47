/** What somebody wrote for a form that is not there any more: it is theirs to copy. */
export function NotSent({ text }: { text: unknown }) {
  if (typeof text !== 'string' || text === '') return null;
  return (
    <div className="mb-6 max-w-[640px]">
      <p className="font-medium">What you wrote was not sent:</p>
      <blockquote className="mt-1 border-l-2 border-line pl-4 whitespace-pre-wrap break-words text-muted">
        {text}
      </blockquote>
    </div>
  );
}
