import type { LoaderFunctionArgs } from '@remix-run/node';
import { notificationCsvLines } from '../domain/monitoring/monitoring-csv.server.ts';
import { listNotifications } from '../domain/monitoring/notifications.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { MOST_IN_FILE } from '../lib/csv.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { notifications } = await withActor(request, ({ db, actor }) =>
    listNotifications(db, actor, { page: 1, pageSize: MOST_IN_FILE }),
  );
  return csvDownload(`notifications-${todayInLondon()}.csv`, notificationCsvLines(notifications));
}
