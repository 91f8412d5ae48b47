import {
  NOTIFICATION_KIND_LABELS,
  type NotificationKind,
  sayMinutes,
} from '../domain/monitoring/provider-notification.ts';
import { formatInstant } from '../lib/dates.ts';
import { InTimeTag } from './monitoring-status.tsx';
import { type Column, Table } from './table.tsx';

export interface NotificationRow {
  id: string;
  providerName: string;
  kind: NotificationKind;
  happenedAt: Date;
  notifiedAt: Date;
  minutes: number;
  late: boolean;
}

interface NotificationTableProps {
  caption: string;
  notifications: NotificationRow[];
  /** Whether they are of several providers. */
  namesProvider: boolean;
}

/** Notifications with the time they took, each leading to what it says. */
export function NotificationTable({ caption, notifications, namesProvider }: NotificationTableProps) {
  const provider: Column<NotificationRow> = { heading: 'Provider', cell: (row) => row.providerName };
  return (
    <Table
      caption={caption}
      rows={notifications}
      rowKey={(row) => row.id}
      rowLink={(row) => `/notifications/${row.id}`}
      columns={[
        { heading: 'What', cell: (row) => NOTIFICATION_KIND_LABELS[row.kind] },
        ...(namesProvider ? [provider] : []),
        { heading: 'Happened', cell: (row) => formatInstant(row.happenedAt) },
        { heading: 'Notified', cell: (row) => formatInstant(row.notifiedAt) },
        { heading: 'Time it took', cell: (row) => sayMinutes(row.minutes) },
        { heading: 'In time', cell: (row) => <InTimeTag late={row.late} /> },
      ]}
    />
  );
}
