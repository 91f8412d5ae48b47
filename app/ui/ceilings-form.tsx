import type { FieldMetadata, FormMetadata } from '@conform-to/react';
import { pointKey } from '../domain/price-schedules/price-point.ts';
import { chargedBy, type ModelAddOn, pointLabel } from '../domain/purchasing-systems/price-model.ts';
import type { CeilingsFields } from '../domain/purchasing-systems/price-model-form.ts';
import { Button, ButtonLink } from './button.tsx';
import { TextArea, TextField } from './fields.tsx';
import { FormPage } from './form.tsx';
import type { GridPoint } from './price-model.tsx';

interface CeilingsFormProps {
  form: FormMetadata<CeilingsFields>;
  ceilings: FieldMetadata<CeilingsFields['ceilings'], CeilingsFields>;
  /** Of lots priced by hours of support. */
  hours: Record<'hourlyCeilingPence' | 'leastIncludedHours', FieldMetadata<string, CeilingsFields>> | null;
  /** Of a published lot: why they change. */
  reason: FieldMetadata<string | undefined, CeilingsFields> | null;
  points: GridPoint[];
  addOnCeilings: FieldMetadata<CeilingsFields['addOnCeilings'], CeilingsFields>;
  addOns: { code: string; label: string; unit: ModelAddOn['unit'] }[];
  revision: string;
  back: string;
  cancel: string;
}

/** A field for each point of the grid, under the level it belongs to. */
export function CeilingsForm({
  form,
  ceilings,
  hours,
  reason,
  points,
  addOnCeilings,
  addOns,
  ...to
}: CeilingsFormProps) {
  const fields = ceilings.getFieldset();
  const ofAddOns = addOnCeilings.getFieldset();
  const levels = [...new Map(points.map(({ level, label }) => [level, label]))];
  return (
    <FormPage id={form.id} errors={form.allErrors}>
      <input type="hidden" name="revision" value={to.revision} />
      {levels.map(([level, label]) => (
        <fieldset key={level} className="min-w-0 border-t border-line pt-4">
          <legend className="sr-only">{label}</legend>
          <p aria-hidden="true" className="mb-3 font-semibold">
            {label}
          </p>
          <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
            {points
              .filter((point) => point.level === level)
              .map((point) => {
                const field = fields[pointKey(point)];
                if (!field) return null;
                return (
                  <TextField
                    key={field.name}
                    field={field}
                    label={pointLabel(point)}
                    prefix="£"
                    width={9}
                    inputMode="decimal"
                  />
                );
              })}
          </div>
        </fieldset>
      ))}
      {addOns.length > 0 && (
        <fieldset className="min-w-0 border-t border-line pt-4">
          <legend className="sr-only">Add-ons</legend>
          <p aria-hidden="true" className="mb-3 font-semibold">
            Add-ons
          </p>
          <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
            {addOns.map(({ code, label, unit }) => {
              const field = ofAddOns[code];
              if (!field) return null;
              return (
                <TextField
                  key={field.name}
                  field={field}
                  label={`${label}, ${chargedBy(unit)}`}
                  prefix="£"
                  width={9}
                  inputMode="decimal"
                />
              );
            })}
          </div>
        </fieldset>
      )}
      {hours && (
        <fieldset className="min-w-0 border-t border-line pt-4">
          <legend className="sr-only">Hours of support</legend>
          <p aria-hidden="true" className="mb-3 font-semibold">
            Hours of support
          </p>
          <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
            <TextField
              field={hours.hourlyCeilingPence}
              label="The most for each further hour"
              prefix="£"
              width={9}
              inputMode="decimal"
            />
            <TextField
              field={hours.leastIncludedHours}
              label="Hours a week that the fee includes at least"
              width={3}
              inputMode="numeric"
            />
          </div>
        </fieldset>
      )}
      {reason && (
        <TextArea
          field={reason}
          label="Reason"
          hint="Sent with what changes to the providers admitted to this lot or applying for it, and kept in your organisation’s audit"
          rows={3}
        />
      )}
      <div className="flex flex-wrap gap-3">
        <Button>Save ceilings</Button>
        <ButtonLink to={to.back} look="secondary">
          {reason ? 'See the grid' : 'Change the grid'}
        </ButtonLink>
        <ButtonLink to={to.cancel} look="secondary">
          Cancel
        </ButtonLink>
      </div>
    </FormPage>
  );
}
