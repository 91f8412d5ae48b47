import { Form, Link } from '@remix-run/react';
import type { LotGrid, WrittenPrices } from '../domain/price-schedules/lot-grid.ts';
import { type PriceValues, toPriceValues } from '../domain/price-schedules/price-values.ts';
import { formatUpliftDay } from '../domain/purchasing-systems/uplift-day.ts';
import { formatDate } from '../lib/dates.ts';
import { Button } from './button.tsx';
import { ErrorSummary, type FormErrors } from './error-summary.tsx';
import { Choices, DateField, type FieldState, TextArea, TextField } from './fields.tsx';
import { Warning } from './notice.tsx';
import { PageHeader } from './page-header.tsx';
import { UpliftPrices } from './uplift-prices.tsx';

type Fields = Record<'method' | 'percentage' | 'fromDate' | 'reason', FieldState>;

interface UpliftRequestFormProps {
  basis: {
    admission: { lotNumber: number; lotTitle: string; systemTitle: string; upliftMonthDay: string | null };
    schedule: { validFrom: string };
    now: WrittenPrices;
    grid: LotGrid;
    openId: string | null;
  };
  formKey: string;
  errors: FormErrors;
  fields: Fields;
  /** What was typed into the fields of the grid; nothing at first. */
  typed: PriceValues;
}

/** Asks for higher prices: by a percentage, or price by price. */
export function UpliftRequestForm({ basis, formKey, errors, fields, typed }: UpliftRequestFormProps) {
  const { admission, schedule, now, grid, openId } = basis;
  const shown = Object.keys(typed).length > 0 ? typed : toPriceValues(now);
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/uplifts">
            Uplifts
          </Link>
        }
        title="Ask for an uplift"
        lead={`Lot ${admission.lotNumber}: ${admission.lotTitle}, ${admission.systemTitle}. It raises your prices from ${formatDate(schedule.validFrom)}.`}
      />
      {openId && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            You have asked for one in this lot already.{' '}
            <Link className="link" to={`/uplifts/${openId}`}>
              See that request
            </Link>
            : another can follow once it is decided or withdrawn.
          </Warning>
        </div>
      )}
      <ErrorSummary errors={errors} order={['method', 'percentage', 'fromDate', 'reason']} />
      <Form id="new-uplift" method="post" noValidate className="space-y-6">
        <input type="hidden" name="key" value={formKey} />
        <div className="max-w-[640px] space-y-6">
          <Choices
            field={fields.method}
            label="How do you ask?"
            type="radio"
            options={[
              {
                value: 'percentage',
                label: 'A percentage on every price',
                hint: 'Weekly fees, add-ons and the hourly rate, each rounded to the nearest penny',
              },
              {
                value: 'lines',
                label: 'Line by line',
                hint: 'Each price as you type it below',
              },
            ]}
          />
          <TextField
            field={fields.percentage}
            label="Percentage, if you ask for one"
            hint="Such as 3.5"
            width={6}
            inputMode="decimal"
          />
          <DateField field={fields.fromDate} label="The uplift starts on" hint={startHint(admission.upliftMonthDay)} />
          <TextArea field={fields.reason} label="Why your prices must rise" hint="The authority reads this" rows={5} />
        </div>
        <section aria-labelledby="lines-title">
          <h2 id="lines-title" className="text-section font-semibold">
            Prices, if you ask line by line
          </h2>
          <p className="mt-1 mb-3 max-w-[65ch] text-muted">
            Change those that must rise, and leave the others. Discounts and the hours in the fee stay.
          </p>
          <UpliftPrices grid={grid} now={now} values={shown} errors={errors} caption="Weekly fees that you ask for" />
        </section>
        <Button>Ask for the uplift</Button>
      </Form>
    </>
  );
}

export const startHint = (monthDay: string | null): string =>
  monthDay === null ? 'For example 1 4 2027' : `Uplifts in this lot start on ${formatUpliftDay(monthDay)}, one a year`;
