import type { LoaderFunctionArgs } from '@remix-run/node';
import { listProcurementTimeline, timelineCsv } from '../domain/market-oversight/procurement-timeline.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const contracts = await withActor(request, ({ db, actor }) => listProcurementTimeline(db, actor));
  return csvDownload(`procurement-timeline-${todayInLondon()}.csv`, timelineCsv(contracts));
}
