import type { LoaderFunctionArgs } from '@remix-run/node';
import { listUplifts } from '../domain/uplifts/uplifts.server.ts';
import { upliftCsvLines } from '../domain/uplifts/uplifts-csv.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const uplifts = await withActor(request, ({ db, actor }) => listUplifts(db, actor));
  return csvDownload(`uplifts-${todayInLondon()}.csv`, upliftCsvLines(uplifts));
}
