import { Form } from '@remix-run/react';
import {
  ADJUSTMENT_LABELS,
  chargedBy,
  type ModelAddOn,
  type ModelAdjustment,
  PRICE_MODELS,
  sizeLabel,
} from '../domain/purchasing-systems/price-model.ts';
import { PRICE_MODEL_LABELS } from '../domain/purchasing-systems/purchasing-system.ts';
import { formatPence } from '../lib/money.ts';
import { formatAges } from '../lib/phrases.ts';
import { Button } from './button.tsx';
import { Select } from './fields.tsx';
import { Warning } from './notice.tsx';
import { Section } from './page-header.tsx';
import { type Column, Table } from './table.tsx';

const MODELS = PRICE_MODELS.map((value) => ({ value, label: PRICE_MODEL_LABELS[value] ?? value }));

/** Starts again from the usual grid of another model. */
export function ModelChoice({ model, isUsual }: { model: string; isUsual: boolean }) {
  return (
    <div className="mb-8 max-w-[640px] space-y-4">
      <Form method="get" className="flex flex-wrap items-end gap-x-4 gap-y-3 border-b border-line pb-6">
        <Select field={{ name: 'model', initialValue: model }} label="Priced by" options={MODELS} />
        <Button look="secondary">Start from its usual grid</Button>
      </Form>
      {isUsual && (
        <p className="text-muted">
          This is the usual way, not saved yet: change what differs in your market, then save it.
        </p>
      )}
    </div>
  );
}

export interface GridPoint {
  level: string;
  label: string;
  ageFrom: number;
  ageTo: number;
  occupancyFrom: number;
  occupancyTo: number;
  ceilingPence: number | null;
}

const LEVEL: Column<GridPoint> = { heading: 'Level', cell: (point) => point.label };
const AGES: Column<GridPoint> = {
  heading: 'Ages',
  cell: (point) => formatAges(point.ageFrom, point.ageTo),
  short: true,
};
const SIZE: Column<GridPoint> = {
  heading: 'Places in the home',
  cell: (point) => sizeLabel(point) ?? 'Any number',
  short: true,
};

/** What a row of the grid is for, in the columns that make a difference. */
export const pointColumns = (points: readonly GridPoint[]): Column<GridPoint>[] => [
  LEVEL,
  AGES,
  ...(points.some((point) => sizeLabel(point)) ? [SIZE] : []),
];

interface PriceGridProps {
  caption: string;
  points: GridPoint[];
}

/** A lot's grid, with its ceilings where it has any. */
export function PriceGrid({ caption, points }: PriceGridProps) {
  const ceiling: Column<GridPoint> = {
    heading: 'Ceiling, £ a week',
    cell: (point) => (point.ceilingPence === null ? 'None' : formatPence(point.ceilingPence)),
    figure: true,
  };
  const hasCeilings = points.some((point) => point.ceilingPence !== null);
  return (
    <Table
      caption={caption}
      columns={[...pointColumns(points), ...(hasCeilings ? [ceiling] : [])]}
      rows={points}
      rowKey={(point) => `${point.level} ${point.ageFrom} ${point.occupancyFrom}`}
    />
  );
}

export const addOnLabel = ({ label, unit, ceilingPence }: ModelAddOn): string => {
  const charged = chargedBy(unit);
  return ceilingPence === null ? `${label}, ${charged}` : `${label}, at most ${formatPence(ceilingPence)} ${charged}`;
};

const adjustmentLabel = ({ kind, threshold, leastBps, mostBps }: ModelAdjustment): string => {
  const from = threshold > 0 ? ` (${threshold})` : '';
  return `${ADJUSTMENT_LABELS[kind]}${from}: ${leastBps / 100}% to ${mostBps / 100}%`;
};

interface FixedPricesProps {
  points: GridPoint[];
  content: { addOns: ModelAddOn[]; adjustments: ModelAdjustment[] };
}

/** How a published lot is priced. */
export function FixedPrices({ points, content: { addOns, adjustments } }: FixedPricesProps) {
  return (
    <div className="max-w-[760px]">
      <Warning>
        The lot is published, and providers price what they read: its grid stays as it is. Its price ceilings may still
        change, with a reason that these providers are told.
      </Warning>
      <div className="mt-6">
        <PriceGrid caption="Grid of prices" points={points} />
      </div>
      {addOns.length > 0 && (
        <Section title="Add-ons">
          <List items={addOns.map(addOnLabel)} />
        </Section>
      )}
      {adjustments.length > 0 && (
        <Section title="Discounts and retainers">
          <List items={adjustments.map(adjustmentLabel)} />
        </Section>
      )}
    </div>
  );
}

function List({ items }: { items: string[] }) {
  return (
    <ul className="list-disc space-y-1 pl-5">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
