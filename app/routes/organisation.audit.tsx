import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { type AuditFilterFields, AuditFilterForm } from '../domain/audit/audit-filter-form.ts';
import {
  findAuditHead,
  listAuditEvents,
  listAuditPeople,
  requireAuditReader,
} from '../domain/audit/audit-log.server.ts';
import { auditParams, filterParams } from '../domain/audit/audit-params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { AuditEvents } from '../ui/audit-events.tsx';
import { AuditFilterQuestions } from '../ui/audit-filter-questions.tsx';
import { AuditHead } from '../ui/audit-head.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Audit – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requireAuditReader(actor);
    const submission = parseWithZod(auditParams(new URL(request.url).searchParams), { schema: AuditFilterForm });
    const lastResult = submission.reply();
    const people = await listAuditPeople(db, actor);
    const head = (await findAuditHead(db, actor)) ?? null;
    if (submission.status !== 'success') return data({ lastResult, people, head, found: null }, { status: 400 });
    return { lastResult, people, head, found: await listAuditEvents(db, actor, submission.value) };
  });
}

export default function AuditPage() {
  const { lastResult, people, head, found } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<AuditFilterFields>({ id: 'audit', lastResult });
  const filters = filterParams(new URLSearchParams(useLocation().search));
  return (
    <>
      <PageHeader
        title="Audit"
        lead="What was done for the organisation, by whom and when. Nothing here can be changed or removed."
        action={
          found &&
          head && (
            <ButtonLink to={withQuery('/organisation/audit.csv', filters)} look="secondary">
              Export as CSV
            </ButtonLink>
          )
        }
      />
      <ErrorSummary errors={form.allErrors} order={ORDER} />
      {head && (
        <details
          className="print:hidden mb-8 rounded-md border border-line px-4 py-3"
          open={filters.size > 0 || undefined}
        >
          <summary className="link w-fit cursor-pointer font-medium">Filter the events</summary>
          <AuditFilterQuestions fields={fields} people={people} filtered={filters.size > 0} />
        </details>
      )}
      {found && <Found found={found} filters={filters} recorded={head !== null} />}
      {head && <AuditHead head={head} />}
    </>
  );
}

const ORDER = ['from', 'to', 'person', 'what', 'about', 'reason'];

interface FoundProps {
  found: Awaited<ReturnType<typeof listAuditEvents>>;
  filters: URLSearchParams;
  /** Whether there is any event, found or not. */
  recorded: boolean;
}

function Found({ found, filters, recorded }: FoundProps) {
  const { events, older, newer } = found;
  if (!recorded) {
    return (
      <EmptyState title="Nothing has been recorded yet">
        Whoever publishes, changes, confirms or withdraws something leaves an event here, from the next time on.
      </EmptyState>
    );
  }
  if (events.length === 0) {
    return (
      <EmptyState title="No event is like that">
        Take a filter away, or{' '}
        <Link className="link" to="/organisation/audit">
          see all events
        </Link>
        .
      </EmptyState>
    );
  }
  const page = (name: string, sequence: number | null) =>
    sequence === null ? null : withQuery('', new URLSearchParams([...filters, [name, String(sequence)]]));
  return <AuditEvents events={events} older={page('before', older)} newer={page('after', newer)} />;
}

const withQuery = (path: string, params: URLSearchParams) => (params.size > 0 ? `${path}?${params}` : path);
