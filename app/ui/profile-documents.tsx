import { Form, Link } from '@remix-run/react';
import { DOCUMENT_KINDS } from '../domain/provider-profile/document-kinds.ts';
import { DOCUMENT_STATE, documentState, type ProviderDocument } from '../domain/provider-profile/provider-document.ts';
import { formatShortDate } from '../lib/dates.ts';
import { Button } from './button.tsx';
import { StatusTag } from './status-tag.tsx';
import { type Column, Table } from './table.tsx';

interface Row {
  kind: string;
  label: string;
  document: ProviderDocument | undefined;
}

/** Every kind of document that authorities ask for, with the current one or none; then those of no such kind. */
function rowsOf(documents: readonly ProviderDocument[]): Row[] {
  return DOCUMENT_KINDS.flatMap(({ code, label }): Row[] => {
    const current = documents.filter(({ documentKind }) => documentKind === code);
    if (code === 'other') return current.map((document) => ({ kind: code, label: document.title, document }));
    return [{ kind: code, label, document: current[0] }];
  });
}

const COLUMNS: Column<Row & { today: string }>[] = [
  { heading: 'Document', cell: ({ label }) => label },
  {
    heading: 'Current file',
    cell: ({ label, document }) =>
      document && (
        <a className="link" href={`/files/${document.fileId}`}>
          {document.title === label ? 'Download' : document.title}
          {document.title === label && <span className="sr-only"> {label}</span>}
        </a>
      ),
  },
  {
    heading: 'Expires',
    cell: ({ document }) => (document ? (document.expiresOn ? formatShortDate(document.expiresOn) : 'Never') : ''),
    short: true,
  },
  { heading: 'Status', cell: ({ document, today }) => <StateTag document={document} today={today} /> },
];

const UPLOAD: Column<Row> = {
  heading: 'Change',
  cell: ({ kind, label, document }) =>
    kind === 'other' ? (
      document && <Removal document={document} />
    ) : (
      <Link className="link" to={`/profile/documents/new?kind=${kind}`}>
        {document ? 'Replace' : 'Upload'}
        <span className="sr-only"> {label}</span>
      </Link>
    ),
};

function Removal({ document: { id, title } }: { document: ProviderDocument }) {
  return (
    <details>
      <summary className="link cursor-pointer">
        Remove<span className="sr-only"> {title}</span>
      </summary>
      <Form method="post" className="mt-2 space-y-2">
        <p>The file is deleted. Drafts of applications that use it ask for a document again.</p>
        <Button name="document" value={id} look="danger">
          Remove “{title}”
        </Button>
      </Form>
    </details>
  );
}

function StateTag({ document, today }: { document: ProviderDocument | undefined; today: string }) {
  if (!document) return <StatusTag tone="neutral">Missing</StatusTag>;
  const { label, tone } = DOCUMENT_STATE[documentState(document.expiresOn, today)];
  return <StatusTag tone={tone}>{label}</StatusTag>;
}

interface ProfileDocumentsProps {
  documents: ProviderDocument[];
  today: string;
  canKeep: boolean;
}

export function ProfileDocuments({ documents, today, canKeep }: ProfileDocumentsProps) {
  return (
    <Table
      caption="Documents by kind"
      columns={canKeep ? [...COLUMNS, UPLOAD] : COLUMNS}
      rows={rowsOf(documents).map((row) => ({ ...row, today }))}
      rowKey={({ kind, document }) => document?.id ?? kind}
    />
  );
}

/** What getFile() shows of them. */
export function WhoSeesDocuments() {
  return (
    <p className="max-w-[65ch] text-table text-muted">
      Your documents are seen by people of your organisation. Commissioners of an authority that leads a purchasing
      system see those with which you answered an application that you submitted to them, once they have declared that
      they have no interest in it, and with them, as while you hold a place, the current ones that the system requires.
      Nobody else can open them.
    </p>
  );
}
