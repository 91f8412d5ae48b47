import type { LoaderFunctionArgs } from '@remix-run/node';
import { AdmissionFilter } from '../domain/admissions/admission-form.ts';
import { getSystemOfMembers, listAdmissions, MOST_ADMISSIONS } from '../domain/admissions/admissions.server.ts';
import { admissionCsvLines } from '../domain/admissions/admissions-csv.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const today = todayInLondon();
  const admissions = await withActor(request, async ({ db, actor }) => {
    const { id: systemId } = await getSystemOfMembers(db, actor, idParam(params.systemId, 'Purchasing system'));
    const filter = AdmissionFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
    const query = { ...filter, systemId, page: 1, today, pageSize: MOST_ADMISSIONS };
    return (await listAdmissions(db, actor, query)).admissions;
  });
  return csvDownload(`admissions-${today}.csv`, admissionCsvLines(admissions));
}
