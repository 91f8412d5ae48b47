import type { LoaderFunctionArgs } from '@remix-run/node';
import { listOwnLotApplications, requireProvider } from '../domain/lot-applications/lot-applications.server.ts';
import { lotApplicationCsvLines } from '../domain/lot-applications/lot-applications-csv.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const applications = await withActor(request, ({ db, actor }) => {
    requireProvider(actor);
    return listOwnLotApplications(db, actor);
  });
  return csvDownload(`applications-${todayInLondon()}.csv`, lotApplicationCsvLines(applications));
}
