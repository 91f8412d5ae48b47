import type { LoaderFunctionArgs } from '@remix-run/node';
import { findAuditHead } from '../domain/audit/audit-log.server.ts';
import { writeKeptHead } from '../domain/audit/kept-heads.ts';
import { DomainError } from '../domain/errors.ts';
import { withActor } from '../http/with-actor.server.ts';

/** A line as "npm run audit:verify -- --heads FILE" reads it. */
export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const head = await findAuditHead(db, actor);
    if (!head) throw new DomainError('not-found', 'Nothing has been recorded yet');
    return new Response(writeKeptHead({ ...head, at: new Date().toISOString() }), {
      headers: {
        'Content-Type': 'application/json',
        'Content-Disposition': `attachment; filename="audit-head-${head.sequence}.json"`,
        'Cache-Control': 'no-store',
      },
    });
  });
}
