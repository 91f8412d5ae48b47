import { formatInstant } from '../lib/dates.ts';

interface MailProps {
  to: string;
  subject: string;
  text: string;
  sentAt: Date;
}

const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/;

/** An e-mail as it was sent, its links to click. */
export function Mail({ to, subject, text, sentAt }: MailProps) {
  return (
    <article className="border-t border-line py-6 first:border-t-0 first:pt-0">
      <h2 className="text-section font-semibold">{subject}</h2>
      <p className="mt-1 flex flex-wrap gap-x-4 text-table text-muted">
        <span className="break-all">To {to}</span>
        <time dateTime={sentAt.toISOString()}>{formatInstant(sentAt)}</time>
      </p>
      <p className="mt-3 max-w-[65ch] whitespace-pre-wrap break-words rounded-md bg-frame px-4 py-3">
        {text
          .trimEnd()
          .split(LINK)
          .map((part, index) =>
            index % 2 === 0 ? (
              part
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in their order
              <a key={index} className="link break-all" href={part}>
                {part}
              </a>
            ),
          )}
      </p>
    </article>
  );
}
