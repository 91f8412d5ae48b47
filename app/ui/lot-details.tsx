import { Link } from '@remix-run/react';
import type { ModelAddOn } from '../domain/purchasing-systems/price-model.ts';
import { OFSTED_RULE_LABELS, PRICE_MODEL_LABELS } from '../domain/purchasing-systems/purchasing-system.ts';
import { accommodationByCode } from '../domain/services/accommodation.ts';
import { formatPence } from '../lib/money.ts';
import { noticeAndUplifts } from './lot-terms.tsx';
import { addOnLabel, type GridPoint, PriceGrid } from './price-model.tsx';
import { SummaryList } from './summary-list.tsx';

interface LotDetailsProps {
  lot: {
    id: string;
    number: number;
    title: string;
    description: string;
    accommodationType: number;
    tiers: number;
    priceModel: string;
    ofstedRule: string;
    noticeDays: number;
    upliftMonthDay: string | null;
    hourlyCeilingPence: number | null;
    leastIncludedHours: number | null;
  };
  points: GridPoint[];
  addOns: ModelAddOn[];
  /** Where a provider applies, where it may: to a lot that is priced. */
  apply: string | null;
}

/** A lot as providers read it before they apply: its terms, and the most that it pays. Prices are not here. */
export function LotDetails({ lot, points, addOns, apply }: LotDetailsProps) {
  const hasCeilings = points.some((point) => point.ceilingPence !== null);
  return (
    <article aria-labelledby={`lot-${lot.id}`} className="mt-8 first:mt-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h3 id={`lot-${lot.id}`} className="font-semibold">
          Lot {lot.number}: {lot.title}
        </h3>
        {apply && points.length > 0 && (
          <Link to={apply} className="link font-medium">
            Apply<span className="sr-only"> to lot {lot.number}</span>
          </Link>
        )}
      </div>
      {lot.description && <p className="mt-1 max-w-[65ch] whitespace-pre-wrap break-words">{lot.description}</p>}
      <div className="mt-3">
        <SummaryList
          rows={[
            { name: 'Kind', value: accommodationByCode(lot.accommodationType).label },
            { name: 'Tiers', value: lot.tiers === 1 ? 'None: all are asked alike' : lot.tiers },
            { name: 'Ofsted judgement', value: OFSTED_RULE_LABELS[lot.ofstedRule] },
            { name: 'Priced by', value: PRICE_MODEL_LABELS[lot.priceModel] },
            ...hoursOfSupport(lot),
            ...(addOns.length > 0 ? [{ name: 'Add-ons', value: addOns.map(addOnLabel).join('; ') }] : []),
            ...noticeAndUplifts(lot),
          ]}
        />
      </div>
      {points.length > 0 && (
        <details className="mt-3">
          <summary className="cursor-pointer text-accent">
            {hasCeilings ? 'Price ceilings' : 'What is priced'}
            <span className="sr-only"> in lot {lot.number}</span>
          </summary>
          <div className="mt-3 max-w-[640px]">
            <PriceGrid caption={`Grid of lot ${lot.number}`} points={points} />
          </div>
        </details>
      )}
    </article>
  );
}

/** What the core fee includes at least, and what a further hour costs at most. */
function hoursOfSupport({ hourlyCeilingPence, leastIncludedHours }: LotDetailsProps['lot']) {
  return [
    ...(leastIncludedHours === null
      ? []
      : [{ name: 'Hours in the fee', value: `${leastIncludedHours} or more a week` }]),
    ...(hourlyCeilingPence === null
      ? []
      : [{ name: 'Each further hour', value: `At most ${formatPence(hourlyCeilingPence)}` }]),
  ];
}
