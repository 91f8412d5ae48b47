import { Form } from '@remix-run/react';
import type { ComponentProps } from 'react';
import type { LotGrid, WrittenPrices } from '../domain/price-schedules/lot-grid.ts';
import { type PriceValues, toPriceValues } from '../domain/price-schedules/price-values.ts';
import { toThreeFields } from '../lib/dates.ts';
import { bpsToTyped } from '../lib/percent.ts';
import { Button } from './button.tsx';
import { ErrorSummary, type FormErrors } from './error-summary.tsx';
import { Choices, DateField, type FieldState, TextArea, TextField } from './fields.tsx';
import { Section } from './page-header.tsx';
import { SpendEffectTable } from './spend-effect.tsx';
import { UpliftPrices } from './uplift-prices.tsx';
import { startHint } from './uplift-request-form.tsx';

interface UpliftDecisionFormProps {
  uplift: {
    upliftMonthDay: string | null;
    fromDate: string;
    askedBps: number | null;
    now: WrittenPrices;
    asked: WrittenPrices;
    grid: LotGrid;
  };
  effects: ComponentProps<typeof SpendEffectTable>['effects'];
  errors: FormErrors;
  fields: Record<'decision' | 'percentage' | 'acceptedFrom' | 'reason', FieldState>;
  /** What was typed; nothing at first. */
  typed: PriceValues;
}

/** The decision of the authority that leads, with what it costs above it. */
export function UpliftDecisionForm({ uplift, effects, errors, fields, typed }: UpliftDecisionFormProps) {
  const { now, asked, grid, fromDate, askedBps } = uplift;
  const fresh = Object.keys(typed).length === 0;
  const filled = (field: FieldState, value: unknown): FieldState => ({
    name: field.name,
    errors: field.errors,
    initialValue: fresh ? value : field.initialValue,
  });
  return (
    <Section title="Decide" id="decide">
      <ErrorSummary errors={errors} order={['decision', 'percentage', 'acceptedFrom', 'reason']} />
      <SpendEffectTable effects={effects} />
      <Form id="uplift-decision" method="post" noValidate className="mt-8 space-y-6">
        <div className="max-w-[640px] space-y-6">
          <Choices
            field={fields.decision}
            label="Do you accept it?"
            type="radio"
            options={[
              { value: 'full', label: 'Yes, in full', hint: 'At the prices asked, from the date asked' },
              { value: 'percentage', label: 'In part, by a percentage', hint: 'No price rises above what was asked' },
              { value: 'lines', label: 'In part, line by line', hint: 'Each price as you type it below' },
              { value: 'refuse', label: 'No' },
            ]}
          />
          <TextField
            field={filled(fields.percentage, askedBps === null ? '' : bpsToTyped(askedBps))}
            label="Percentage, if in part by a percentage"
            width={6}
            inputMode="decimal"
          />
          <DateField
            field={filled(fields.acceptedFrom, toThreeFields(fromDate))}
            label="It starts on, if in part"
            hint={uplift.upliftMonthDay === null ? 'The date asked is filled in' : startHint(uplift.upliftMonthDay)}
          />
          <TextArea
            field={fields.reason}
            label="Reason"
            hint="The provider reads this. It may stay empty if you accept in full"
            rows={4}
          />
        </div>
        <section aria-labelledby="lines-title">
          <h3 id="lines-title" className="font-semibold">
            Prices, if in part line by line
          </h3>
          <p className="mt-1 mb-3 max-w-[65ch] text-muted">As asked, until you change them.</p>
          <UpliftPrices
            grid={grid}
            now={now}
            values={fresh ? toPriceValues(asked) : typed}
            errors={errors}
            caption="Weekly fees that you accept"
          />
        </section>
        <div className="flex flex-wrap gap-3">
          <Button name="intent" value="decide">
            Decide
          </Button>
          <Button name="intent" value="preview" look="secondary" formAction="#decide">
            Show what it would cost
          </Button>
        </div>
      </Form>
    </Section>
  );
}
