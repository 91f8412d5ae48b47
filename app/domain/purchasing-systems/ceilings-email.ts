import { formatPence } from '../../lib/money.ts';
import { pointKey } from '../price-schedules/price-point.ts';
import { chargedBy, type ModelAddOn, type PricePoint, pointLabel } from './price-model.ts';

interface About {
  leadName: string;
  systemTitle: string;
  lot: { number: number; title: string };
  reason: string;
  /** The public page of the system, which shows them. */
  address: string;
}

interface Ceilings {
  /** By `pointKey`, pence for 7 nights; null: no ceiling. */
  ceilings: Record<string, number | null>;
  /** By code, pence a week or an hour. */
  addOnCeilings: Record<string, number | null>;
  hourlyCeilingPence: number | null;
  leastIncludedHours: number | null;
}

interface Grid {
  points: readonly (PricePoint & { label: string })[];
  addOns: readonly { code: string; label: string; unit: ModelAddOn['unit'] }[];
}

const pounds = (pence: number | null | undefined): string => (pence == null ? 'none' : formatPence(pence));

const hours = (count: number | null): string => (count === null ? 'no bound' : String(count));

/** "Core. Ages 11 to 15: £4,000.00 before, £3,800.00 from now on", for each that changes. Ceilings are public, prices are not. */
function changesInWords({ points, addOns }: Grid, before: Ceilings, after: Ceilings): string[] {
  const changes: [string, string, string][] = [
    ...points.map((point): [string, string, string] => [
      `${point.label}. ${pointLabel(point)}`,
      pounds(before.ceilings[pointKey(point)]),
      pounds(after.ceilings[pointKey(point)]),
    ]),
    ...addOns.map(({ code, label, unit }): [string, string, string] => [
      `${label}, ${chargedBy(unit)}`,
      pounds(before.addOnCeilings[code]),
      pounds(after.addOnCeilings[code]),
    ]),
    ['Each further hour of support', pounds(before.hourlyCeilingPence), pounds(after.hourlyCeilingPence)],
    ['Hours a week that the fee includes at least', hours(before.leastIncludedHours), hours(after.leastIncludedHours)],
  ];
  return changes
    .filter(([, old, now]) => old !== now)
    .map(([what, old, now]) => `${what}: ${old} before, ${now} from now on`);
}

/** To a provider that is admitted to the lot or applies for it. */
export const ceilingsEmail = (
  { leadName, systemTitle, lot, reason, address }: About,
  grid: Grid,
  before: Ceilings,
  after: Ceilings,
) => ({
  subject: `Price ceilings of lot ${lot.number} of “${systemTitle}” change`,
  text: [
    `${leadName} has changed the price ceilings of lot ${lot.number}, ${lot.title}, of its purchasing system “${systemTitle}”, for this reason:`,
    reason,
    changesInWords(grid, before, after).join('\n'),
    'Prices approved before stay as they are. Prices and uplifts that are decided from now on are held to these ceilings.',
    address,
  ].join('\n\n'),
});
