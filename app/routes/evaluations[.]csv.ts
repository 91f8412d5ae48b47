import type { LoaderFunctionArgs } from '@remix-run/node';
import { WorkListFilter } from '../domain/evaluation/evaluation-form.ts';
import { listEvaluations } from '../domain/evaluation/evaluations.server.ts';
import { evaluationCsvLines } from '../domain/evaluation/evaluations-csv.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { MOST_IN_FILE } from '../lib/csv.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const today = todayInLondon();
  const { of } = WorkListFilter.parse({ of: new URL(request.url).searchParams.get('of') });
  const list = await withActor(request, ({ db, actor }) =>
    listEvaluations(db, actor, { of, page: 1, pageSize: MOST_IN_FILE, today }),
  );
  return csvDownload(`applications-to-lots-${today}.csv`, evaluationCsvLines(list));
}
