import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';

export interface Column<Row> {
  heading: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned money or count: put the unit in the heading. */
  figure?: boolean;
  /** A date or another short value that stays on one line. */
  short?: boolean;
  /** What the column's foot says: a total. */
  total?: ReactNode;
}

interface TableProps<Row> {
  /** Read out to screen readers, and seen where `showCaption`. */
  caption: string;
  showCaption?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Totals and subtotals, set off by a rule, with the cells of any other row. */
  totalRows?: Row[];
  /** Where a click on the row leads; the first column becomes the real link. */
  rowLink?: (row: Row) => string;
}

/** A table of records; on a phone each row becomes a card with labelled values. */
export function Table<Row>({ caption, showCaption, columns, rows, totalRows = [], rowKey, rowLink }: TableProps<Row>) {
  const totals = columns.some((column) => column.total !== undefined);
  return (
    <table className="records">
      <caption className={showCaption ? 'mb-2 font-semibold' : 'sr-only'}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.heading} scope="col" className={column.figure ? 'figure' : undefined}>
              {column.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className={rowLink ? 'linked' : undefined}>
            {columns.map((column, index) => (
              <Cell key={column.heading} column={column} lead={index === 0}>
                {index === 0 && rowLink ? (
                  <Link to={rowLink(row)} className="row-link link font-medium">
                    {column.cell(row)}
                  </Link>
                ) : (
                  column.cell(row)
                )}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
      {(totals || totalRows.length > 0) && (
        <tfoot>
          {totalRows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) => (
                <Cell key={column.heading} column={column} lead={index === 0}>
                  {column.cell(row)}
                </Cell>
              ))}
            </tr>
          ))}
          {totals && (
            <tr>
              {columns.map((column, index) => (
                <Cell key={column.heading} column={column} lead={index === 0}>
                  {column.total}
                </Cell>
              ))}
            </tr>
          )}
        </tfoot>
      )}
    </table>
  );
}

interface CellProps<Row> {
  column: Column<Row>;
  lead: boolean;
  children: ReactNode;
}

function Cell<Row>({ column, lead, children }: CellProps<Row>) {
  const classes =
    [column.figure && 'figure', column.short && 'short', lead && 'lead'].filter(Boolean).join(' ') || undefined;
  if (lead) {
    return (
      <th scope="row" className={classes}>
        {children}
      </th>
    );
  }
  return (
    <td className={classes} data-label={column.heading}>
      {children}
    </td>
  );
}
