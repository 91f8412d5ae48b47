import type { FormMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import type { LotFields } from '../domain/purchasing-systems/lot-form.ts';
import { OFSTED_RULE_LABELS, OFSTED_RULES } from '../domain/purchasing-systems/purchasing-system.ts';
import { ACCOMMODATION_TYPES } from '../domain/services/accommodation.ts';
import { Button, ButtonLink } from './button.tsx';
import { Choices, TextArea, TextField } from './fields.tsx';
import { FormPage } from './form.tsx';

const KINDS = ACCOMMODATION_TYPES.map(({ slug, label }) => ({ value: slug, label }));
const RULES = OFSTED_RULES.map((value) => ({ value, label: OFSTED_RULE_LABELS[value] ?? value }));
const AGE_BASES = [
  { value: 'at_start', label: 'The age at the start', hint: 'The fee stays the same through birthdays' },
  { value: 'in_stay', label: 'The age on the day', hint: 'The fee moves to the next band on a birthday' },
];
const PRICE_BASES = [
  { value: 'in_stay', label: 'The schedule in force on the day', hint: 'An uplift reaches children placed already' },
  { value: 'at_start', label: 'The schedule in force at the start', hint: 'A placement keeps its price' },
];

const ORDER = [
  'number',
  'title',
  'description',
  'accommodationType',
  'tiers',
  'ofstedRule',
  'ageBasis',
  'priceBasis',
  'noticeDays',
  'upliftMonthDay',
];

interface LotFormProps {
  form: FormMetadata<LotFields>;
  /** Its terms stand: its words change alone, and its Ofsted rule where that is free. */
  isPublished: boolean;
  /** Of a dynamic market: its description stands too. */
  isFrozen?: boolean;
  ruleIsFree: boolean;
  /** Hidden fields. */
  children: ReactNode;
  submit: string;
  cancel: string;
}

/** A lot's questions, for a new one and for one to change. */
export function LotForm({ form, isPublished, isFrozen = false, ruleIsFree, children, submit, cancel }: LotFormProps) {
  const fields = form.getFieldset();
  return (
    <FormPage id={form.id} errors={form.allErrors} order={ORDER}>
      {children}
      {!isPublished && <TextField field={fields.number} label="Number" width={3} inputMode="numeric" />}
      <TextField field={fields.title} label="Title" hint="Such as “Children’s homes”" />
      {!isFrozen && (
        <TextArea
          field={fields.description}
          label="Description (optional)"
          hint="Which children it is for, and what a provider must offer"
          rows={4}
        />
      )}
      {!isPublished && (
        <>
          <Choices field={fields.accommodationType} label="Kind of accommodation" type="radio" options={KINDS} />
          <TextField
            field={fields.tiers}
            label="Tiers"
            hint="How many ranks of provider there are: 1 where all are asked alike"
            width={3}
            inputMode="numeric"
          />
        </>
      )}
      {ruleIsFree && (
        <Choices
          field={fields.ofstedRule}
          label="Latest Ofsted judgement"
          hint="A service that falls below it gets a hold on new referrals, until you lift it"
          type="radio"
          options={RULES}
        />
      )}
      {!isPublished && (
        <>
          <Choices field={fields.ageBasis} label="Which age the fee is for" type="radio" options={AGE_BASES} />
          <Choices field={fields.priceBasis} label="Which prices hold over a stay" type="radio" options={PRICE_BASES} />
          <TextField
            field={fields.noticeDays}
            label="Notice to end a placement, in days"
            hint="What either side gives: 0 for none"
            width={3}
            inputMode="numeric"
          />
          <TextField
            field={fields.upliftMonthDay}
            label="Uplifts start on, each year (optional)"
            hint="Such as 1 April. Empty: on any day"
            width={10}
          />
        </>
      )}
      <div className="flex flex-wrap gap-3">
        <Button>{submit}</Button>
        <ButtonLink to={cancel} look="secondary">
          Cancel
        </ButtonLink>
      </div>
    </FormPage>
  );
}
