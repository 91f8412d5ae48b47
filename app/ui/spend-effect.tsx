import type { ComparedPrice } from '../domain/price-schedules/price-comparison.ts';
import type { SpendEffect, SpendPart } from '../domain/uplifts/uplift-effect.ts';
import { formatPence } from '../lib/money.ts';
import { countOf } from '../lib/phrases.ts';
import { amountOf, changeOf } from './price-comparison.tsx';
import { type Column, Table } from './table.tsx';

interface LabelledEffect {
  /** "As asked", "As typed". */
  label: string;
  effect: SpendEffect;
}

interface Row extends SpendPart {
  key: string;
  label: string;
}

const signed = (pence: number) => (pence > 0 ? `+${formatPence(pence)}` : formatPence(pence));

const COLUMNS: Column<Row>[] = [
  { heading: 'Placed by', cell: (row) => row.label },
  { heading: 'Children', cell: (row) => row.children, figure: true },
  { heading: 'Present prices, a week', cell: (row) => formatPence(row.weeklyBeforePence), figure: true },
  { heading: 'New prices, a week', cell: (row) => formatPence(row.weeklyAfterPence), figure: true },
  { heading: 'Change a week', cell: (row) => signed(row.weeklyChangePence), figure: true },
  { heading: 'Change a year', cell: (row) => signed(row.yearlyChangePence), figure: true },
];

/** What other prices cost for the children who live there now: a table for each way to decide. */
export function SpendEffectTable({ effects }: { effects: LabelledEffect[] }) {
  return (
    <div className="space-y-6">
      {effects.map(({ label, effect }) => (
        <div key={label}>
          <p className="mb-2 font-medium">
            {label}: {headline(effect)}
          </p>
          <Table
            caption={`Effect on current spend, ${label.toLowerCase()}`}
            columns={COLUMNS}
            rows={[
              { ...effect.own, key: 'own', label: 'Your authority' },
              { ...effect.others, key: 'others', label: 'Other members' },
            ]}
            totalRows={[{ ...effect.all, key: 'all', label: 'All' }]}
            rowKey={(row) => row.key}
          />
          <LeftOut of={effect.all} />
          <Besides besides={effect.besides} />
        </div>
      ))}
      {effects[0] && <Basis of={effects[0].effect} />}
    </div>
  );
}

/** What the sums take for granted. */
function Basis({ of: { ageBasis, priceBasis } }: { of: SpendEffect }) {
  return (
    <div className="max-w-[65ch] space-y-2 text-caption text-muted">
      <p>
        Children who live there today and, as far as is recorded, still do when the new prices begin, at the weekly fee
        of their age and level of need on that day. Without add-ons, further hours and discounts. A year is the 365
        nights from that day; after a child’s recorded leaving day nothing is counted.
      </p>
      {priceBasis === 'at_start' && (
        <p>
          In this lot the prices in force at the start of a placement hold for the whole stay. Children who live there
          before the new prices begin keep theirs.
        </p>
      )}
      <p>
        {ageBasis === 'in_stay'
          ? 'In this lot the fee follows the child’s age. Placements record the age at the start and no birthday, so a child is taken to turn a year older on each anniversary of the day the placement began.'
          : 'In this lot the fee stays that of the child’s age at the start of the placement.'}
      </p>
    </div>
  );
}

/** Children whose prices are not what the schedules say. */
function LeftOut({ of: { unpriced, carriedOn } }: { of: SpendPart }) {
  if (unpriced + carriedOn === 0) return null;
  return (
    <p className="mt-3 max-w-[65ch]">
      {unpriced > 0 &&
        `${countOf(unpriced, 'child is', 'children are')} left out of the sums: what is charged for their age and level is not known. `}
      {carriedOn > 0 &&
        `The new prices have none for the age and level of ${countOf(carriedOn, 'child', 'children')}: the present price goes on for them.`}
    </p>
  );
}

/** What no sum can hold, since nobody knows how much of it the children buy. */
function Besides({ besides }: { besides: ComparedPrice[] }) {
  if (besides.length === 0) return null;
  return (
    <div className="mt-3 max-w-[65ch]">
      <p>
        Not in these sums, because a placement does not record which add-ons, further hours and discounts it has. Where
        a child has them, these change as well:
      </p>
      <ul className="mt-1 list-disc pl-5">
        {besides.map((row) => (
          <li key={row.key}>
            {row.label}: {row.before === null ? '' : `${amountOf(row, row.before)} now, `}
            {row.after === null ? '' : `${amountOf(row, row.after)} then, `}
            {changeOf(row)}
          </li>
        ))}
      </ul>
    </div>
  );
}

const change = (pence: number) =>
  pence === 0 ? 'no change' : `${formatPence(Math.abs(pence))} ${pence > 0 ? 'more' : 'less'}`;

function headline({ all, besides, priceBasis }: SpendEffect): string {
  const { children, unpriced, weeklyChangePence, yearlyChangePence } = all;
  if (children === 0)
    return 'no child who lives there now stays until the new prices begin, so current spend stays the same';
  const isSame = weeklyChangePence === 0 && yearlyChangePence === 0;
  const othersChange = besides.length > 0;
  if (isSame && priceBasis === 'at_start' && !othersChange)
    return 'those who live there now keep their prices, so current spend stays the same';
  if (unpriced === children)
    return 'the schedules have no price for those who live there now, so the cost is not known';
  if (isSame)
    return othersChange
      ? 'the weekly fees of those who live there now stay the same, but other prices change'
      : 'current spend stays the same';
  const sum = `${change(weeklyChangePence)} a week, ${change(yearlyChangePence)} a year, for ${countOf(children - unpriced, 'child', 'children')}`;
  return othersChange ? `${sum}, in weekly fees alone: other prices change too` : sum;
}
