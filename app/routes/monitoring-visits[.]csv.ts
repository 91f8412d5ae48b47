import type { LoaderFunctionArgs } from '@remix-run/node';
import { visitCsvLines } from '../domain/monitoring/monitoring-csv.server.ts';
import { listVisits } from '../domain/monitoring/monitoring-visits.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { MOST_IN_FILE } from '../lib/csv.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const today = todayInLondon();
  const { visits } = await withActor(request, ({ db, actor }) =>
    listVisits(db, actor, { page: 1, pageSize: MOST_IN_FILE, today }),
  );
  return csvDownload(`monitoring-visits-${today}.csv`, visitCsvLines(visits));
}
