import { Form } from '@remix-run/react';
import { addOnField, type OfferedAddOn } from '../domain/price-schedules/quote-form.ts';
import { NEEDS } from '../domain/services/needs.ts';
import { Button } from './button.tsx';
import { Choices, type FieldState, TextField } from './fields.tsx';

type Field =
  | 'age'
  | 'needs'
  | 'from'
  | 'weeks'
  | 'siblings'
  | 'nth'
  | 'hours'
  | 'places'
  | 'placed'
  | 'education'
  | 'health';

interface QuoteQuestionsProps {
  fields: Record<Field, FieldState> & Record<string, FieldState>;
  admission: {
    id: string;
    model: string;
    byOccupancy: boolean;
    byVolume: boolean;
    addOns: readonly OfferedAddOn[];
  };
  /** Whose page it is: a provider says how many children it has placed, an authority is told. */
  own: boolean;
}

const NEED_OPTIONS = NEEDS.map(({ code, label }) => ({ value: code, label }));

/** The child and the stay that a place is priced for. They go into the address, so they hold nothing that identifies a child. */
export function QuoteQuestions({ fields, admission, own }: QuoteQuestionsProps) {
  const { model, byOccupancy, byVolume, addOns } = admission;
  return (
    <Form method="get" noValidate className="grid gap-x-12 gap-y-6 lg:grid-cols-2">
      <input type="hidden" name="admission" value={admission.id} />
      <div className="space-y-6">
        <div className="flex flex-wrap gap-x-8 gap-y-6">
          <TextField field={fields.age} label="Age in years" width={3} inputMode="numeric" />
          <TextField field={fields.from} label="Start date" type="date" width={12} />
          <TextField field={fields.weeks} label="Weeks of the stay" width={3} inputMode="numeric" />
        </div>
        <div className="flex flex-wrap gap-x-8 gap-y-6">
          <TextField field={fields.siblings} label="Siblings placed together" width={3} inputMode="numeric" />
          <TextField
            field={fields.nth}
            label="This child among them (optional)"
            hint="1 for the first; else the last counts"
            width={3}
            inputMode="numeric"
          />
        </div>
        {model === 'support_hours' && (
          <TextField field={fields.hours} label="Support hours a week (optional)" width={4} inputMode="numeric" />
        )}
        {byOccupancy && (
          <TextField
            field={fields.places}
            label="Children the home is registered for (optional)"
            hint="Smaller homes have a fee of their own; without a number the dearest counts"
            width={3}
            inputMode="numeric"
          />
        )}
        {byVolume && (
          <TextField
            field={fields.placed}
            label="Children placed already under the system (optional)"
            hint={
              own ? 'None where you leave it empty' : 'As many as there are on the start date where you leave it empty'
            }
            width={4}
            inputMode="numeric"
          />
        )}
        {addOns.map(({ code, label, unit }) => {
          const field = fields[addOnField(code)] ?? { name: addOnField(code) };
          return unit === 'hour' ? (
            <TextField
              key={code}
              field={field}
              label={`${label}, hours a week (optional)`}
              width={4}
              inputMode="numeric"
            />
          ) : (
            <Choices
              key={code}
              field={field}
              label={label}
              type="checkbox"
              options={[{ value: '1', label: 'Include it' }]}
            />
          );
        })}
        <div className="flex flex-wrap gap-x-8 gap-y-6">
          <TextField
            field={fields.education}
            label="Education pays a week (optional)"
            width={9}
            prefix="£"
            inputMode="decimal"
          />
          <TextField
            field={fields.health}
            label="Health pays a week (optional)"
            width={9}
            prefix="£"
            inputMode="decimal"
          />
        </div>
      </div>
      <Choices
        field={fields.needs}
        label="Needs"
        hint="The level of care, and with it the fee, follows from them"
        type="checkbox"
        options={NEED_OPTIONS}
      />
      <div className="lg:col-span-2">
        <Button>Work out the price</Button>
      </div>
    </Form>
  );
}
