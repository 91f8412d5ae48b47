import type { FormMetadata } from '@conform-to/react';
import { ADJUSTMENT_KINDS, ADJUSTMENT_LABELS } from '../domain/purchasing-systems/price-model.ts';
import type { PriceModelFields } from '../domain/purchasing-systems/price-model-form.ts';
import { NEEDS } from '../domain/services/needs.ts';
import { countOf } from '../lib/phrases.ts';
import { Button, ButtonLink } from './button.tsx';
import { Choices, Select, TextField, Tick } from './fields.tsx';
import { EnterButton, FormPage } from './form.tsx';
import { RowList, type RowsProps } from './row-list.tsx';

const NEED_OPTIONS = NEEDS.map(({ code, label }) => ({ value: code, label }));
const UNITS = [
  { value: 'week', label: 'A sum a week' },
  { value: 'hour', label: 'A sum for each hour' },
];
const KINDS = ADJUSTMENT_KINDS.map((value) => ({ value, label: ADJUSTMENT_LABELS[value] }));
const SAVE = 'Save and set ceilings';

type Form = FormMetadata<PriceModelFields>;

/** How a lot prices a place, as rows that people add and remove. */
export function PriceModelForm({ form, revision, cancel }: { form: Form; revision: string; cancel: string }) {
  const fields = form.getFieldset();
  const bySize = fields.model.initialValue === 'package';
  const { ageBands, sizeBands } = fields;
  return (
    <FormPage id={form.id} errors={form.allErrors}>
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="model" value={fields.model.initialValue} />
      <EnterButton>{SAVE}</EnterButton>
      <Levels form={form} field={fields.levels} bySize={bySize} />
      <Bands form={form} field={ageBands} label="Age bands" hint="Years, both included" one="age band" />
      {bySize && (
        <Bands
          form={form}
          field={sizeBands}
          label="Sizes of home"
          hint="Children that a home is registered for. Leave “to” empty for any number more; with no row the size makes no difference."
          one="size"
        />
      )}
      <AddOns form={form} field={fields.addOns} />
      <Adjustments form={form} field={fields.adjustments} />
      <div className="flex flex-wrap gap-3">
        <Button>{SAVE}</Button>
        <ButtonLink to={cancel} look="secondary">
          Cancel
        </ButtonLink>
      </div>
    </FormPage>
  );
}

type Levels = PriceModelFields['levels'];

function Levels({ form, field, bySize }: RowsProps<PriceModelFields, Levels[number]> & { bySize: boolean }) {
  const rows = field.getFieldList().map((row) => {
    const { label, needs, oneAge, oneSize } = row.getFieldset();
    const chosen = [needs.initialValue].flat().filter(Boolean).length;
    const questions = (
      <>
        <TextField field={label} label="Called" width={36} />
        <details>
          <summary className="cursor-pointer">
            {chosen === 0 ? 'Needs that lead here: none' : `Needs that lead here: ${countOf(chosen, 'need')}`}
          </summary>
          <div className="mt-2">
            <Choices field={needs} label="Needs that lead here" type="checkbox" options={NEED_OPTIONS} columns />
          </div>
        </details>
        <div>
          <Tick field={oneAge} label="One price for every age" />
          {bySize && <Tick field={oneSize} label="One price for homes of every size" />}
        </div>
      </>
    );
    return { name: row.name, questions };
  });
  return (
    <RowList
      form={form}
      field={field}
      label="Levels of price, the lowest first"
      hint="A child is priced at the highest level that any of its needs leads to, and at the first where none does"
      one="level"
      add="Add a level"
      start="label"
      rows={rows}
    />
  );
}

interface BandsProps extends RowsProps<PriceModelFields, PriceModelFields['ageBands'][number]> {
  label: string;
  hint: string;
  one: string;
}

function Bands({ form, field, label, hint, one }: BandsProps) {
  const rows = field.getFieldList().map((row) => {
    const { from, to } = row.getFieldset();
    const questions = (
      <>
        <TextField field={from} label="From" width={3} inputMode="numeric" />
        <TextField field={to} label="To" width={3} inputMode="numeric" />
      </>
    );
    return { name: row.name, questions };
  });
  return (
    <RowList
      form={form}
      field={field}
      label={label}
      hint={hint}
      one={one}
      add={`Add ${one === 'age band' ? 'an' : 'a'} ${one}`}
      start="from"
      rows={rows}
      inline
    />
  );
}

function AddOns({ form, field }: RowsProps<PriceModelFields, NonNullable<PriceModelFields['addOns']>[number]>) {
  const rows = field.getFieldList().map((row) => {
    const { label, unit, ceilingPence } = row.getFieldset();
    const questions = (
      <>
        <TextField field={label} label="Called" width={24} />
        <Select field={unit} label="Charged as" options={UNITS} />
        <TextField field={ceilingPence} label="Ceiling (optional)" prefix="£" width={9} inputMode="decimal" />
      </>
    );
    return { name: row.name, questions };
  });
  return (
    <RowList
      form={form}
      field={field}
      label="Add-ons (optional)"
      hint="What a child may need beyond the weekly fee, with a price of its own"
      one="add-on"
      add="Add an add-on"
      start="label"
      rows={rows}
      inline
    />
  );
}

function Adjustments({
  form,
  field,
}: RowsProps<PriceModelFields, NonNullable<PriceModelFields['adjustments']>[number]>) {
  const rows = field.getFieldList().map((row) => {
    const { kind, threshold, leastBps, mostBps } = row.getFieldset();
    const questions = (
      <>
        <Select field={kind} label="For" options={KINDS} />
        <TextField field={threshold} label="From (child, weeks or placements)" width={4} inputMode="numeric" />
        <TextField field={leastBps} label="Least, %" width={6} inputMode="decimal" />
        <TextField field={mostBps} label="Most, %" width={6} inputMode="decimal" />
      </>
    );
    return { name: row.name, questions };
  });
  return (
    <RowList
      form={form}
      field={field}
      label="Discounts and retainers (optional)"
      hint="Each provider offers its own percentage between the least and the most. A retainer has no “from”."
      one="adjustment"
      add="Add an adjustment"
      start="kind"
      rows={rows}
      inline
    />
  );
}
