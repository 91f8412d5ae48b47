import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import {
  adjustmentLabel,
  adjustmentShare,
  type GridRow,
  isInForce,
  priceGrid,
  priceScheduleStatusLabel,
} from '../domain/price-schedules/price-schedule.ts';
import { getPriceSchedule } from '../domain/price-schedules/price-schedules.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, todayInLondon } from '../lib/dates.ts';
import { formatPence } from '../lib/money.ts';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { StatusTag } from '../ui/status-tag.tsx';
import { SummaryList } from '../ui/summary-list.tsx';
import { type Column, Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Price schedule – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const schedule = await getPriceSchedule(db, actor, idParam(params.scheduleId, 'Price schedule'));
    const rows = priceGrid(schedule.prices, schedule.earlier?.prices.lines);
    return { schedule, rows, own: isFrom(actor, 'provider'), inForce: isInForce(schedule, todayInLondon()) };
  });
}

function change({ weeklyPence, earlierPence }: GridRow): string {
  if (earlierPence === null) return 'new';
  const percent = ((weeklyPence - earlierPence) / earlierPence) * 100;
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent).toFixed(1)}%`;
}

const COLUMNS: Column<GridRow>[] = [
  { heading: 'Level', cell: (row) => row.label },
  { heading: 'Ages', cell: (row) => row.ages },
  { heading: 'Weekly fee', cell: (row) => formatPence(row.weeklyPence), figure: true },
];
const WITH_EARLIER: Column<GridRow>[] = [
  ...COLUMNS,
  { heading: 'Before', cell: (row) => (row.earlierPence === null ? '–' : formatPence(row.earlierPence)), figure: true },
  { heading: 'Change', cell: change, figure: true },
];

export default function PriceSchedulePage() {
  const { schedule, rows, own, inForce } = useLoaderData<typeof loader>();
  const { prices, earlier } = schedule;
  return (
    <>
      <PageHeader
        context={
          own ? (
            <Link className="link" to="/price-schedules">
              Prices
            </Link>
          ) : (
            <Link className="link" to={`/purchasing-systems/${schedule.systemId}`}>
              {schedule.systemTitle}
            </Link>
          )
        }
        title={own ? `Prices in ${schedule.systemTitle}` : `Prices of ${schedule.providerName}`}
        lead={`Lot ${schedule.lotNumber}: ${schedule.lotTitle}. Fees are for a week of seven nights.`}
        action={
          inForce && (
            <ButtonLink look="secondary" to={`/quotes?admission=${schedule.admissionId}`}>
              Price a place
            </ButtonLink>
          )
        }
      />
      <SummaryList
        rows={[
          {
            name: 'Status',
            value: inForce ? (
              <StatusTag tone="good">In force</StatusTag>
            ) : (
              <StatusTag tone="neutral">{priceScheduleStatusLabel(schedule.status)}</StatusTag>
            ),
          },
          { name: 'From', value: formatDate(schedule.validFrom) },
          { name: 'Until', value: schedule.validUntil ? `before ${formatDate(schedule.validUntil)}` : 'No end set' },
          ...(schedule.tiers > 1 ? [{ name: 'Tier', value: schedule.tier }] : []),
          { name: 'Run by', value: schedule.leadName },
          ...(schedule.reason ? [{ name: 'Why it changed', value: schedule.reason }] : []),
          ...(prices.includedSupportHours === null
            ? []
            : [{ name: 'Support hours in the fee', value: `${prices.includedSupportHours} a week` }]),
          ...(prices.extraSupportHourPence === null
            ? []
            : [{ name: 'Each further hour', value: formatPence(prices.extraSupportHourPence) }]),
          ...prices.addOns.map((addOn) => ({
            name: addOn.label,
            value: `${formatPence(addOn.pence)} ${addOn.unit === 'hour' ? 'an hour' : 'a week'}`,
          })),
          ...prices.adjustments.map((adjustment) => ({
            name: adjustmentLabel(adjustment),
            value: adjustmentShare(adjustment),
          })),
        ]}
      />
      <Section
        title="Weekly fees"
        {...(earlier && { lead: `Beside the prices in force until ${formatDate(schedule.validFrom)}.` })}
      >
        <Table
          caption="Weekly fees by level and age"
          columns={earlier ? WITH_EARLIER : COLUMNS}
          rows={rows}
          rowKey={(row) => row.key}
        />
      </Section>
      {earlier && (
        <p className="mt-4">
          <Link className="link" to={`/price-schedules/${earlier.id}`}>
            See the schedule before this one
          </Link>
        </p>
      )}
    </>
  );
}
