import { formatInstant } from '../lib/dates.ts';
import { StatusTag } from './status-tag.tsx';
import { Table } from './table.tsx';

interface Round {
  id: string;
  title: string;
  opensAt: Date;
  closesAt: Date;
  hasOpened: boolean;
  hasClosed: boolean;
}

/** The windows in which a purchasing system takes applications. */
export function RoundTable<Row extends Round>({ rounds, link }: { rounds: Row[]; link?: (round: Row) => string }) {
  return (
    <Table
      caption="Application rounds"
      rows={rounds}
      rowKey={({ id }) => id}
      {...(link && { rowLink: link })}
      columns={[
        { heading: 'Round', cell: ({ title }) => title },
        { heading: 'Opens', cell: ({ opensAt }) => formatInstant(opensAt) },
        { heading: 'Closes', cell: ({ closesAt }) => formatInstant(closesAt) },
        { heading: 'Status', cell: (round) => <RoundStatus round={round} /> },
      ]}
    />
  );
}

function RoundStatus({ round: { hasOpened, hasClosed } }: { round: Round }) {
  if (hasClosed) return <StatusTag tone="neutral">Closed</StatusTag>;
  return hasOpened ? <StatusTag tone="good">Open</StatusTag> : <StatusTag tone="warning">To come</StatusTag>;
}
