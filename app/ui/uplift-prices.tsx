import { gridTable, type LotGrid, type WrittenPrices } from '../domain/price-schedules/lot-grid.ts';
import { otherFields, type PriceValues } from '../domain/price-schedules/price-values.ts';
import { penceByField } from '../domain/uplifts/uplift.ts';
import type { FormErrors } from './error-summary.tsx';
import { PriceCell } from './price-cell.tsx';
import { PriceGrid } from './price-grid.tsx';

interface UpliftPricesProps {
  grid: LotGrid;
  now: WrittenPrices;
  values: PriceValues;
  errors: FormErrors;
  caption: string;
}

/** A field for every price that an uplift may raise, beside what it is now. */
export function UpliftPrices({ grid, now, values, errors, caption }: UpliftPricesProps) {
  const before = penceByField(now);
  const others = otherFields(grid).filter(({ name }) => name in before);
  return (
    <>
      <PriceGrid
        table={gridTable(grid)}
        values={values}
        errors={errors}
        before={before}
        beforeIs="now"
        caption={caption}
      />
      {others.length > 0 && (
        <div className="mt-6 grid items-start gap-6 sm:grid-cols-2 lg:grid-cols-3">
          {others.map(({ name, label, ceilingPence }) => (
            <div key={name}>
              <p className="mb-1 font-medium">{label}</p>
              <PriceCell
                name={name}
                label={label}
                value={values[name] ?? ''}
                errors={errors[name]}
                ceilingPence={ceilingPence}
                beforePence={before[name]}
                before="now"
              />
            </div>
          ))}
        </div>
      )}
    </>
  );
}
