import { csvLines } from '../../lib/csv.server.ts';
import type { listVisits } from './monitoring-visits.server.ts';
import type { listNotifications } from './notifications.server.ts';

type Visit = Awaited<ReturnType<typeof listVisits>>['visits'][number];
type Notification = Awaited<ReturnType<typeof listNotifications>>['notifications'][number];

/** Visits as a file for spreadsheets, without what was found: the report says it. */
export const visitCsvLines = (visits: readonly Visit[]): AsyncGenerator<string> =>
  csvLines<Visit>(
    {
      visited_on: (row) => row.visitedOn,
      provider: (row) => row.providerName,
      authority: (row) => row.authorityName,
      kind: (row) => row.kind,
      status: (row) => row.status,
      overall: (row) => row.overall,
      open_actions: (row) => row.openActions,
      overdue_actions: (row) => row.overdueActions,
    },
    visits,
  );

/** Notifications as a file for spreadsheets, without what happened: each of them says it. */
export const notificationCsvLines = (notifications: readonly Notification[]): AsyncGenerator<string> =>
  csvLines<Notification>(
    {
      provider: (row) => row.providerName,
      kind: (row) => row.kind,
      happened_at: (row) => row.happenedAt.toISOString(),
      notified_at: (row) => row.notifiedAt.toISOString(),
      minutes_taken: (row) => row.minutes,
      hours_allowed: (row) => row.withinHours,
      in_time: (row) => (row.late ? 'no' : 'yes'),
    },
    notifications,
  );
