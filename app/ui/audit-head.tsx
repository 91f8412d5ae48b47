import { Link } from '@remix-run/react';
import type { Head } from '../domain/audit/kept-heads.ts';
import { Section } from './page-header.tsx';

/** The newest event's number and hash, to be copied elsewhere. */
export function AuditHead({ head }: { head: Head }) {
  return (
    <Section
      title="Proof that nothing was removed"
      lead="Every event carries the hash of the one before. Copy the newest elsewhere: with it you can show later that no event up to it was changed or removed."
      id="head"
    >
      <p className="max-w-[76ch] border-y border-line py-3 text-table">
        Event {head.sequence.toLocaleString('en-GB')} · <code className="break-all">{head.hash}</code>
      </p>
      <p className="print:hidden mt-3 text-table">
        <Link className="link" to="/organisation/audit-head.json">
          Download it as JSON
        </Link>
      </p>
    </Section>
  );
}
