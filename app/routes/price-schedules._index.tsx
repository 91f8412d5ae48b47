import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { isInForce, priceScheduleStatusLabel } from '../domain/price-schedules/price-schedule.ts';
import { listPriceSchedules } from '../domain/price-schedules/price-schedules.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatShortDate, todayInLondon } from '../lib/dates.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { StatusTag } from '../ui/status-tag.tsx';
import { type Column, Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Prices – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const today = todayInLondon();
    const schedules = await listPriceSchedules(db, actor);
    return { schedules: schedules.map((schedule) => ({ ...schedule, inForce: isInForce(schedule, today) })) };
  });
}

type Row = Awaited<ReturnType<typeof loader>>['schedules'][number];

const COLUMNS: Column<Row>[] = [
  { heading: 'Lot', cell: (row) => `Lot ${row.lotNumber}: ${row.lotTitle}` },
  {
    heading: 'Status',
    cell: (row) =>
      row.inForce ? (
        <StatusTag tone="good">In force</StatusTag>
      ) : (
        <StatusTag tone="neutral">{priceScheduleStatusLabel(row.status)}</StatusTag>
      ),
  },
  { heading: 'From', cell: (row) => formatShortDate(row.validFrom) },
  { heading: 'Until', cell: (row) => (row.validUntil ? formatShortDate(row.validUntil) : 'no end set') },
  { heading: 'Why it changed', cell: (row) => row.reason },
];

export default function PriceSchedules() {
  const { schedules } = useLoaderData<typeof loader>();
  const systems = [...new Set(schedules.map((schedule) => schedule.systemTitle))];
  return (
    <>
      <PageHeader title="Prices" lead="Your weekly fees under each purchasing system. No other provider sees them." />
      {systems.length === 0 && (
        <EmptyState title="You hold no prices yet">
          Prices belong to a place in a purchasing system’s lot. Look under Purchasing systems for those that take
          applications.
        </EmptyState>
      )}
      {systems.map((system) => (
        <Section key={system} title={system}>
          <Table
            caption={`Price schedules in ${system}`}
            columns={COLUMNS}
            rows={schedules.filter((schedule) => schedule.systemTitle === system)}
            rowKey={(row) => row.id}
            rowLink={(row) => `/price-schedules/${row.id}`}
          />
        </Section>
      ))}
    </>
  );
}
