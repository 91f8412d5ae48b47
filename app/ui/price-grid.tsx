import type { GridTable } from '../domain/price-schedules/lot-grid.ts';
import type { PriceValues } from '../domain/price-schedules/price-values.ts';
import type { FormErrors } from './error-summary.tsx';
import { PriceCell } from './price-cell.tsx';

interface PriceGridProps {
  table: GridTable;
  values: PriceValues;
  errors: FormErrors;
  /** Pence before, by the field's name. */
  before: Record<string, number>;
  beforeIs?: string;
  caption: string;
}

/** The whole grid of a lot: a row for each level and occupancy, a column for each age band, a field in each cell. */
export function PriceGrid({ table, values, errors, before, beforeIs, caption }: PriceGridProps) {
  const byOccupancy = table.rows.some((row) => row.occupancy !== null);
  return (
    <div className="overflow-x-auto p-1">
      <table className="records price-grid">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Level</th>
            {byOccupancy && <th scope="col">Children in the home</th>}
            {table.columns.map((column) => (
              <th key={column.key} scope="col">
                Ages {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className="lead">
                {row.label}
              </th>
              {byOccupancy && <td data-label="Children in the home">{row.occupancy ?? 'any number'}</td>}
              {row.cells.map((cell, index) => {
                const column = table.columns[index];
                if (!column) return null;
                return cell ? (
                  <td key={column.key} data-label={`Ages ${column.label}`}>
                    <PriceCell
                      name={cell.name}
                      label={cell.label}
                      value={values[cell.name] ?? ''}
                      errors={errors[cell.name]}
                      ceilingPence={cell.ceilingPence}
                      beforePence={before[cell.name]}
                      {...(beforeIs && { before: beforeIs })}
                    />
                  </td>
                ) : (
                  <td key={column.key} />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
