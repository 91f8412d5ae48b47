import { Form } from '@remix-run/react';
import { type ClipboardEvent, useRef, useState } from 'react';
import { gridTable, type LotGrid } from '../domain/price-schedules/lot-grid.ts';
import { type PasteStart, placePasted } from '../domain/price-schedules/pasted-prices.ts';
import type { PlacedPrices } from '../domain/price-schedules/price-schedule-csv.ts';
import { otherFields, type PriceValues } from '../domain/price-schedules/price-values.ts';
import { Button, ButtonLink } from './button.tsx';
import { ErrorSummary, type FormErrors } from './error-summary.tsx';
import { DateField, TextArea, TextField } from './fields.tsx';
import { EnterButton } from './form.tsx';
import { PasteBox, PasteReport } from './paste-box.tsx';
import { PriceCell } from './price-cell.tsx';
import { PriceGrid } from './price-grid.tsx';

interface EditorProps {
  grid: LotGrid;
  /** What was typed, or is stored, by the names of the fields. */
  values: PriceValues;
  errors: FormErrors;
  /** What the server made of the paste box. */
  placed: PlacedPrices | null;
  /** Pence of the schedule before, by the names of the fields. */
  before: Record<string, number>;
  cancel: string;
  csv: string;
}

/** The editor of a schedule: everything that it prices on one page. It works without script, which checks and pastes as people type. */
export function PriceScheduleEditor({
  grid,
  values: given,
  errors,
  placed: answered,
  before,
  cancel,
  csv,
}: EditorProps) {
  const form = useRef<HTMLFormElement>(null);
  // Cells are made anew with each paste: they hold what is typed themselves.
  const [{ values, placed, turn }, setPasted] = useState({ values: given, placed: answered, turn: 0 });
  const table = gridTable(grid);
  const order = ['validFrom', ...table.rows.flatMap((row) => row.cells.flatMap((cell) => cell?.name ?? []))];
  const others = otherFields(grid);

  const paste = (text: string, start?: PasteStart) => {
    if (!form.current) return;
    const typed = Object.fromEntries([...new FormData(form.current)].map(([name, value]) => [name, String(value)]));
    const result = placePasted(grid, text, start);
    setPasted({ values: { ...typed, ...result.values }, placed: result, turn: turn + 1 });
  };
  const pasteIntoCell = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    const name = event.target instanceof HTMLInputElement ? event.target.name : '';
    const row = table.rows.findIndex(({ cells }) => cells.some((cell) => cell?.name === name));
    if (row === -1 || !/[\t\n\r]/.test(text.trim())) return;
    event.preventDefault();
    paste(text, { row, column: table.rows[row]?.cells.findIndex((cell) => cell?.name === name) ?? 0 });
  };
  const field = (name: string) => ({ name, errors: errors[name], initialValue: values[name] ?? '' });
  return (
    <>
      <ErrorSummary errors={errors} order={[...order, ...others.map(({ name }) => name)]} />
      <PasteReport placed={placed} />
      <Form ref={form} id="schedule" method="post" reloadDocument noValidate className="space-y-8">
        <input type="hidden" name="revision" value={values.revision ?? ''} />
        <EnterButton>Save draft</EnterButton>
        <div className="max-w-[640px] space-y-6">
          <DateField
            field={{ name: 'validFrom', errors: errors.validFrom, initialValue: dateOf(values) }}
            label="The prices start on"
            hint="For example 1 4 2027. They stay in force until the next schedule starts"
          />
          <TextArea
            field={field('reason')}
            label="Why they change (optional)"
            hint="The authority reads this"
            rows={3}
          />
        </div>
        <section onPaste={pasteIntoCell} aria-labelledby="fees-title" key={turn}>
          <h2 id="fees-title" className="text-section font-semibold">
            Weekly fees
          </h2>
          <p className="mt-1 mb-3 max-w-[65ch] text-muted">
            In pounds, for seven nights. A draft may have empty fields.
          </p>
          <PriceGrid
            table={table}
            values={values}
            errors={errors}
            before={before}
            caption="Weekly fees by level and age"
          />
          {others.length > 0 && (
            <div className="mt-8">
              <h2 className="text-section font-semibold">Other prices and adjustments</h2>
              <div className="mt-3 grid items-start gap-6 sm:grid-cols-2 lg:grid-cols-3">
                {others.map((other) =>
                  other.typed === 'pounds' ? (
                    <div key={other.name}>
                      <p className="font-medium">{other.label}</p>
                      {other.hint && <p className="text-table text-muted">{other.hint}</p>}
                      <PriceCell
                        name={other.name}
                        label={other.label}
                        value={values[other.name] ?? ''}
                        errors={errors[other.name]}
                        ceilingPence={other.ceilingPence}
                        beforePence={before[other.name]}
                      />
                    </div>
                  ) : (
                    <TextField
                      key={other.name}
                      field={field(other.name)}
                      label={other.typed === 'percent' ? `${other.label}, %` : other.label}
                      {...(other.hint && { hint: other.hint })}
                      width={6}
                      inputMode="decimal"
                    />
                  ),
                )}
              </div>
            </div>
          )}
        </section>
        <PasteBox csv={csv} onText={paste} errors={errors.paste} />
        <div className="flex flex-wrap gap-3">
          <Button name="intent" value="save">
            Save draft
          </Button>
          <ButtonLink to={cancel} look="secondary">
            Cancel
          </ButtonLink>
        </div>
      </Form>
    </>
  );
}

const dateOf = (values: PriceValues) => ({
  day: values['validFrom.day'],
  month: values['validFrom.month'],
  year: values['validFrom.year'],
});
