import { Link } from '@remix-run/react';
import type { Change } from '../domain/audit/audit-changes.ts';
import { eventLabel, eventSubject } from '../domain/audit/audit-events.ts';
import { shortHash } from '../domain/audit/kept-heads.ts';
import { formatLondonTime } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { type Column, Table } from './table.tsx';

interface Event {
  id: string;
  sequence: number;
  occurredAt: Date;
  event: string;
  userId: string | null;
  userName: string | null;
  subjectId: string;
  reason: string | null;
  hash: string;
  changes: Change[];
}

interface AuditEventsProps {
  events: Event[];
  /** Addresses of the neighbouring pages. */
  older: string | null;
  newer: string | null;
}

const COLUMNS: Column<Event>[] = [
  { heading: 'What', cell: (row) => <What {...row} /> },
  { heading: 'Who', cell: (row) => row.userName ?? (row.userId ? 'Somebody who has left' : 'The portal itself') },
  { heading: 'About', cell: (row) => <About {...row} /> },
  { heading: 'Reason', cell: (row) => row.reason },
  { heading: 'When', cell: (row) => formatLondonTime(row.occurredAt), short: true },
  {
    heading: 'Event',
    cell: (row) => (
      <span className="text-muted">
        {row.sequence.toLocaleString('en-GB')} · <code>{shortHash(row.hash)}</code>
      </span>
    ),
    short: true,
  },
];

export function AuditEvents({ events, older, newer }: AuditEventsProps) {
  return (
    <>
      <Table caption="Events, newest first" columns={COLUMNS} rows={events} rowKey={(row) => row.id} />
      {(older || newer) && (
        <nav
          aria-label="Pages"
          className="print:hidden mt-6 flex items-center justify-between border-t border-line pt-4 text-table"
        >
          {newer ? (
            <Link className="link" rel="prev" to={newer}>
              ← Newer events
            </Link>
          ) : (
            <span />
          )}
          {older && (
            <Link className="link" rel="next" to={older}>
              Older events →
            </Link>
          )}
        </nav>
      )}
    </>
  );
}

function What({ event, changes }: Event) {
  if (changes.length === 0) return eventLabel(event);
  const wasThere = changes.some(({ before }) => before !== '–');
  return (
    <div className="w-full">
      <span className="font-medium">{eventLabel(event)}</span>
      <details className="mt-1 font-normal text-table">
        <summary className="link w-fit cursor-pointer">
          {wasThere ? `${countOf(changes.length, 'field')} changed` : 'What it says'}
        </summary>
        <dl className="mt-2 divide-y divide-line border-y border-line">
          {changes.map(({ field, before, after }) => (
            <div key={field} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-4 py-1.5">
              <dt className="text-muted">{field}</dt>
              <dd className="break-words">
                {wasThere && (
                  <>
                    <del className="text-muted no-underline">{before}</del>
                    <span className="sr-only"> became </span>
                    <span aria-hidden="true"> → </span>
                  </>
                )}
                <ins className="no-underline">{after}</ins>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

function About({ event, subjectId }: Event) {
  const { noun, address } = eventSubject(event, subjectId);
  if (!address) return noun;
  return (
    <Link className="link" to={address}>
      {noun}
    </Link>
  );
}
