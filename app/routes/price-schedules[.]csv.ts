import type { LoaderFunctionArgs } from '@remix-run/node';
import { listPriceSchedules } from '../domain/price-schedules/price-schedules.server.ts';
import { scheduleCsvLines } from '../domain/price-schedules/schedules-csv.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const today = todayInLondon();
  const schedules = await withActor(request, ({ db, actor }) => listPriceSchedules(db, actor));
  return csvDownload(`price-schedules-${today}.csv`, scheduleCsvLines(schedules, today));
}
