import { parseWithZod } from '@conform-to/zod/v4';
import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { auditCsvLines, CSV_HEADER } from '../domain/audit/audit-csv.server.ts';
import { type AuditExport, beginAuditExport, nextOfExport } from '../domain/audit/audit-export.server.ts';
import { AuditFilterForm } from '../domain/audit/audit-filter-form.ts';
import { requireAuditReader } from '../domain/audit/audit-log.server.ts';
import { filterParams } from '../domain/audit/audit-params.ts';
import { csvDownload } from '../http/download.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const begun = await withActor(request, ({ db, actor }) => {
    requireAuditReader(actor);
    const submission = parseWithZod(filterParams(new URL(request.url).searchParams), { schema: AuditFilterForm });
    if (submission.status === 'success') return beginAuditExport(db, actor, submission.value);
    const [message] = Object.values(submission.error ?? {}).flat();
    throw data({ message: message ?? 'Go back and check the filters' }, { status: 400 });
  });
  return csvDownload(`audit-${todayInLondon()}.csv`, linesOf(request, begun));
}

/** A part of the file at a time, each in a visit of its own: an export is as long as a reader takes, a transaction must not be. */
async function* linesOf(request: Request, begun: AuditExport): AsyncGenerator<string> {
  yield CSV_HEADER;
  let after: number | null = 0;
  while (after !== null) {
    const from: number = after;
    const part = await withActor(request, ({ db, actor }) => nextOfExport(db, actor, begun, from));
    yield auditCsvLines(part.events);
    after = part.last;
  }
}
