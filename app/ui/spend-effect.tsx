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
  { heading: 'Now, a week', cell: (row) => formatPence(row.weeklyBeforePence), figure: true },
  { heading: 'Then, a week', cell: (row) => formatPence(row.weeklyAfterPence), figure: true },
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
          <Besides besides={effect.besides} />
        </div>
      ))}
      <p className="max-w-[65ch] text-caption text-muted">
        Children who live there today, at the weekly fee of their age and level of need. Without add-ons, further hours
        and discounts. A year is 365 nights.
        {effects.some(({ effect }) => effect.all.unpriced > 0) &&
          ` ${countOf(Math.max(...effects.map(({ effect }) => effect.all.unpriced)), 'child is', 'children are')} left out of the sums: the schedule has no price for their age and level.`}
      </p>
    </div>
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

function headline({ all: { children, unpriced, weeklyChangePence, yearlyChangePence }, besides }: SpendEffect): string {
  if (children === 0) return 'nobody lives there now, so current spend stays the same';
  if (unpriced === children)
    return 'the schedules have no price for those who live there now, so the cost is not known';
  if (weeklyChangePence === 0)
    return besides.length > 0
      ? 'the weekly fees of those who live there now stay the same, but other prices change'
      : 'current spend stays the same';
  const more = weeklyChangePence > 0 ? 'more' : 'less';
  const sum = `${formatPence(Math.abs(weeklyChangePence))} a week ${more}, ${formatPence(Math.abs(yearlyChangePence))} a year, for ${countOf(children - unpriced, 'child', 'children')}`;
  return besides.length > 0 ? `${sum}, in weekly fees alone: other prices change too` : sum;
}
