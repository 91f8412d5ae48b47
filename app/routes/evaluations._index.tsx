import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useLoaderData, useLocation } from '@remix-run/react';
import { WorkListFilter } from '../domain/evaluation/evaluation-form.ts';
import { listEvaluations } from '../domain/evaluation/evaluations.server.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatShortDate, londonDate, todayInLondon } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { Button } from '../ui/button.tsx';
import { DownloadLink } from '../ui/download-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { OutcomeTag, StageTag, TimeLeftTag } from '../ui/evaluation-status.tsx';
import { Select } from '../ui/fields.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';
import { type Column, Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Evaluations – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { of } = WorkListFilter.parse({ of: new URL(request.url).searchParams.get('of') });
  return withActor(request, async ({ db, actor }) => ({
    of,
    ...(await listEvaluations(db, actor, { of, page: pageOf(request), today: todayInLondon() })),
  }));
}

type Data = Awaited<ReturnType<typeof loader>>;
type Waiting = Data['waiting'][number];
type Decided = Data['decided']['rows'][number];

const lotOf = (row: { lotNumber: number; lotTitle: string; systemTitle: string }) => (
  <span className="block">
    Lot {row.lotNumber}, {row.lotTitle}
    <span className="block text-caption text-muted">{row.systemTitle}</span>
  </span>
);

const WAITING: Column<Waiting>[] = [
  { heading: 'Provider', cell: (row) => row.providerName },
  { heading: 'Applies to', cell: lotOf },
  { heading: 'Time left', cell: (row) => <TimeLeftTag left={row.left} /> },
  { heading: 'Due', cell: (row) => formatShortDate(row.dueOn), short: true },
  { heading: 'Stage', cell: (row) => <StageTag stage={row.stage} />, short: true },
  { heading: 'Evaluators', cell: (row) => <Evaluators evaluators={row.evaluators} /> },
];

const DECIDED: Column<Decided>[] = [
  { heading: 'Provider', cell: (row) => row.providerName },
  { heading: 'Applied to', cell: lotOf },
  { heading: 'Decision', cell: (row) => <OutcomeTag {...row} />, short: true },
  { heading: 'Decided', cell: (row) => row.decidedAt && formatShortDate(londonDate(row.decidedAt)), short: true },
  {
    heading: 'In time',
    cell: ({ daysLate }) =>
      daysLate === 0 ? 'Yes' : <span className="text-bad">{countOf(daysLate, 'working day')} late</span>,
    short: true,
  },
];

export default function Evaluations() {
  const { of, waiting, decided, lots } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <>
      <PageHeader
        title="Evaluations"
        lead="Applications to the lots that your authority leads, the least time left first."
        action={
          waiting.length + decided.total > 0 && <DownloadLink href={`/evaluations.csv${of ? `?of=${of}` : ''}`} />
        }
      />
      {lots.length > 0 && <Filter of={of} lots={lots} />}
      <Section title="Waiting for a decision">
        {waiting.length === 0 ? (
          <EmptyState title={of ? 'None waits in what you have chosen' : 'No application waits'}>
            {lots.length === 0
              ? 'Your authority leads no purchasing system. Applications to its lots come here once it does.'
              : 'A provider’s application comes here the moment it is submitted, and you are told by e-mail.'}
          </EmptyState>
        ) : (
          <Table
            caption="Applications that wait for a decision"
            columns={WAITING}
            rows={waiting}
            rowKey={(row) => row.id}
            rowLink={(row) => `/evaluations/${row.id}`}
          />
        )}
      </Section>
      {decided.total > 0 && (
        <Section title="Decided">
          <Table
            caption="Decided applications"
            columns={DECIDED}
            rows={decided.rows}
            rowKey={(row) => row.id}
            rowLink={(row) => `/evaluations/${row.id}`}
          />
          <Pagination {...decided} href={(page) => pageHref(search, page)} />
        </Section>
      )}
    </>
  );
}

function Evaluators({ evaluators }: Pick<Waiting, 'evaluators'>) {
  if (evaluators.length === 0) return <span className="text-muted">Nobody yet</span>;
  return evaluators.map(({ name, finished }) => (finished ? `${name} (finished)` : name)).join(', ');
}

function Filter({ of, lots }: Pick<Data, 'of' | 'lots'>) {
  const options = lots.flatMap(({ id, number, title, systemId, systemTitle }, index) => [
    ...(lots[index - 1]?.systemId === systemId ? [] : [{ value: systemId, label: systemTitle }]),
    { value: id, label: `– lot ${number}, ${title}` },
  ]);
  return (
    <Form method="get" className="mb-8 flex flex-wrap items-end gap-3 *:max-w-full">
      <Select
        field={{ name: 'of', initialValue: of ?? '' }}
        label="Purchasing system or lot"
        options={options}
        empty="All"
      />
      <Button look="secondary">Show</Button>
    </Form>
  );
}
