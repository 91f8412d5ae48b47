import { Form } from '@remix-run/react';
import { formatBytes } from '../domain/files/stored-file.ts';
import type { SystemDocument } from '../domain/files/system-documents.server.ts';
import { formatShortDate, londonDate } from '../lib/dates.ts';
import { Button } from './button.tsx';
import { type Column, Table } from './table.tsx';

interface Listed extends SystemDocument {
  /** On the page of those who run the system: whether it cannot be taken away. */
  stays?: boolean;
}

const COLUMNS: Column<Listed>[] = [
  {
    heading: 'Document',
    cell: (document) => (
      <a className="link font-medium" href={`/files/${document.fileId}`}>
        {document.title}
      </a>
    ),
  },
  { heading: 'File', cell: ({ name, bytes }) => `${name}, ${formatBytes(bytes)}` },
  { heading: 'Added', cell: ({ addedAt }) => formatShortDate(londonDate(addedAt)), short: true },
];

const REMOVE: Column<Listed> = {
  heading: 'Remove',
  cell: (document) =>
    document.stays ? (
      'It stays'
    ) : (
      <details>
        <summary className="link cursor-pointer">Remove</summary>
        <Form method="post" className="mt-2 space-y-2">
          <p>Nobody will find it on the page of the system any more.</p>
          <Button name="document" value={document.id} look="danger">
            Remove “{document.title}”
          </Button>
        </Form>
      </details>
    ),
};

/** The documents that are shown with a purchasing system. */
export function SystemDocuments({ documents }: { documents: Listed[] }) {
  const removable = documents.some(({ stays }) => stays === false);
  return (
    <Table
      caption="Documents of this purchasing system"
      columns={removable ? [...COLUMNS, REMOVE] : COLUMNS}
      rows={documents}
      rowKey={({ id }) => id}
    />
  );
}
