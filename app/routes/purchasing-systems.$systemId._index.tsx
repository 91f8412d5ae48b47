import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { canOverseeMarket } from '../domain/market-oversight/market-oversight-policy.ts';
import { canReadPrices } from '../domain/price-schedules/price-schedule-policy.ts';
import {
  ADMISSION_STATUS,
  KIND_LABELS,
  OFSTED_RULE_LABELS,
  PRICE_MODEL_LABELS,
  REGIME_LABELS,
  SYSTEM_STATUS,
} from '../domain/purchasing-systems/purchasing-system.ts';
import { getPurchasingSystem, listAdmissions } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { accommodationByCode } from '../domain/services/accommodation.ts';
import { idParam } from '../http/params.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { addDays, formatDate, formatShortDate, todayInLondon } from '../lib/dates.ts';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { StatusTag } from '../ui/status-tag.tsx';
import { SummaryList } from '../ui/summary-list.tsx';
import { type Column, Table } from '../ui/table.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.system.title ?? 'Purchasing system'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withVisitor(request, async ({ db, actor }) => {
    const system = await getPurchasingSystem(db, actor, idParam(params.systemId, 'Purchasing system'));
    const admissions = await listAdmissions(db, actor, { systemId: system.id, on: todayInLondon() });
    const oversees =
      actor !== null && canOverseeMarket(actor) && system.members.some(({ id }) => id === actor.organisationId);
    return { system, admissions, oversees, seesPrices: actor !== null && canReadPrices(actor) };
  });
}

type Loaded = Awaited<ReturnType<typeof loader>>;
type Admission = Loaded['admissions'][number];
type Lot = Loaded['system']['lots'][number];

const LOT_COLUMNS: Column<Lot>[] = [
  { heading: 'Lot', cell: (lot) => `Lot ${lot.number}: ${lot.title}` },
  { heading: 'Kind', cell: (lot) => accommodationByCode(lot.accommodationType).label },
  { heading: 'Priced by', cell: (lot) => PRICE_MODEL_LABELS[lot.priceModel] },
  { heading: 'Ofsted judgement', cell: (lot) => OFSTED_RULE_LABELS[lot.ofstedRule] },
  { heading: 'Tiers', cell: (lot) => lot.tiers, figure: true },
];

const ADMISSION_COLUMNS: Column<Admission>[] = [
  { heading: 'Provider', cell: (row) => row.providerName },
  {
    heading: 'Status',
    cell: (row) => (
      <StatusTag tone={ADMISSION_STATUS[row.status]?.tone ?? 'neutral'}>
        {ADMISSION_STATUS[row.status]?.label}
      </StatusTag>
    ),
  },
  { heading: 'Tier', cell: (row) => row.tier },
  { heading: 'Since', cell: (row) => (row.admittedOn ? formatShortDate(row.admittedOn) : '') },
];

const PRICES: Column<Admission> = {
  heading: 'Prices',
  cell: (row) =>
    row.scheduleId && (
      <Link className="link" to={`/price-schedules/${row.scheduleId}`}>
        Prices in force
      </Link>
    ),
};

export default function PurchasingSystemPage() {
  const { system, admissions, oversees, seesPrices } = useLoaderData<typeof loader>();
  const status = SYSTEM_STATUS[system.status];
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/purchasing-systems">
            Purchasing systems
          </Link>
        }
        title={system.title}
        lead={system.summary}
        action={
          oversees && (
            <ButtonLink look="secondary" to={`/purchasing-systems/${system.id}/oversight`}>
              Prices, coverage and dates
            </ButtonLink>
          )
        }
      />
      <SummaryList
        rows={[
          { name: 'Status', value: status && <StatusTag tone={status.tone}>{status.label}</StatusTag> },
          { name: 'Kind', value: `${KIND_LABELS[system.kind]}, ${REGIME_LABELS[system.regime]}` },
          { name: 'Run by', value: system.leadName },
          { name: 'Authorities that may buy', value: system.members.map((member) => member.name).join(', ') },
          { name: 'In force', value: `${formatDate(system.startsOn)} to ${formatDate(addDays(system.endsOn, -1))}` },
        ]}
      />
      <Section title="Lots">
        <Table caption="Lots of this system" columns={LOT_COLUMNS} rows={system.lots} rowKey={(lot) => lot.id} />
      </Section>
      {system.howToJoin && (
        <Section title="How to join">
          <p className="max-w-[65ch]">{system.howToJoin}</p>
        </Section>
      )}
      {system.lots
        .map((lot) => ({ lot, rows: admissions.filter((admission) => admission.lotId === lot.id) }))
        .filter(({ rows }) => rows.length > 0)
        .map(({ lot, rows }) => (
          <Section key={lot.id} title={`Admitted to lot ${lot.number}: ${lot.title}`}>
            <Table
              caption={`Providers in lot ${lot.number}`}
              columns={seesPrices ? [...ADMISSION_COLUMNS, PRICES] : ADMISSION_COLUMNS}
              rows={rows}
              rowKey={(row) => row.id}
            />
          </Section>
        ))}
    </>
  );
}
