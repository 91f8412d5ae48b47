import type { FormMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import { KIND_LABELS, REGIME_LABELS, REGIMES, SYSTEM_KINDS } from '../domain/purchasing-systems/purchasing-system.ts';
import type { SystemFields } from '../domain/purchasing-systems/purchasing-system-form.ts';
import { Button, ButtonLink } from './button.tsx';
import { Choices, DateField, Group, TextArea, TextField } from './fields.tsx';
import { FormPage } from './form.tsx';

const KIND_HINTS: Record<(typeof SYSTEM_KINDS)[number], string> = {
  dps: 'Providers join at any time of its life; Public Contracts Regulations 2015, regulation 34',
  dynamic_market:
    'Providers join at any time, on conditions that never change; Procurement Act 2023, sections 34 to 40',
  open_framework: 'A framework that is let again at set times; Procurement Act 2023, section 49',
  framework: 'A fixed list of providers, under either law',
  block: 'Places paid for whether used or not, under either law',
};
const KINDS = SYSTEM_KINDS.map((value) => ({ value, label: KIND_LABELS[value] ?? value, hint: KIND_HINTS[value] }));
const LAWS = REGIMES.map((value) => ({ value, label: REGIME_LABELS[value] ?? value }));
const WHEN = [
  { value: 'always', label: 'At any time', hint: 'While it is open' },
  {
    value: 'in_rounds',
    label: 'In rounds',
    hint: 'In windows that you set, each with its own beginning and end; not for a dynamic market',
  },
];

const ORDER = [
  ...['kind', 'regime', 'title', 'summary', 'howToJoin', 'takesApplications', 'startsOn', 'lastDay', 'extendableToDay'],
  ...['reviewStartsOn', 'evaluationDays', 'extendedEvaluationDays', 'clarificationDays', 'notifyWithinHours'],
];

interface SystemFormProps {
  form: FormMetadata<SystemFields>;
  /** Its terms stand: its words change alone. */
  isPublished: boolean;
  /** Of a dynamic market: how a provider joins stands too. */
  isFrozen?: boolean;
  /** Hidden fields. */
  children: ReactNode;
  submit: string;
  cancel: string;
}

/** A purchasing system's questions, for a new one and for one to change. */
export function SystemForm({ form, isPublished, isFrozen = false, children, submit, cancel }: SystemFormProps) {
  const fields = form.getFieldset();
  return (
    <FormPage id={form.id} errors={form.allErrors} order={ORDER}>
      {children}
      {!isPublished && (
        <>
          <Choices field={fields.kind} label="Kind" type="radio" options={KINDS} />
          <Choices field={fields.regime} label="Law it is let under" type="radio" options={LAWS} />
        </>
      )}
      <TextField field={fields.title} label="Title" hint="Such as “Independent fostering framework”" />
      <TextArea
        field={fields.summary}
        label="Summary"
        hint="For providers: what is bought, for which children, where. Anyone can read it."
        rows={4}
      />
      {!isFrozen && (
        <TextArea
          field={fields.howToJoin}
          label="How to join"
          hint="Who may apply, what is asked, how long it takes. Needed before publication."
          rows={5}
        />
      )}
      {!isPublished && (
        <>
          <Choices field={fields.takesApplications} label="Takes applications" type="radio" options={WHEN} />
          <Dates fields={fields} />
        </>
      )}
      <DateField
        field={fields.reviewStartsOn}
        label="Review starts (optional)"
        hint="When you begin to decide what follows it; shown in your procurement timeline"
      />
      {!isPublished && <EvaluationDays fields={fields} />}
      <TextField
        field={fields.notifyWithinHours}
        label="Hours for a provider to notify an incident or a change"
        hint="As its contracts have it, 1 to 720. Of a provider in several systems the shortest counts"
        width={3}
        inputMode="numeric"
      />
      <div className="flex flex-wrap gap-3">
        <Button>{submit}</Button>
        <ButtonLink to={cancel} look="secondary">
          Cancel
        </ButtonLink>
      </div>
    </FormPage>
  );
}

type Fields = ReturnType<FormMetadata<SystemFields>['getFieldset']>;

function Dates({ fields }: { fields: Fields }) {
  return (
    <>
      <DateField field={fields.startsOn} label="First day" hint="For example 1 4 2027" />
      <DateField field={fields.lastDay} label="Last day" hint="Without extensions; for example 31 3 2031" />
      <DateField
        field={fields.extendableToDay}
        label="Latest last day, with every extension (optional)"
        hint="Leave it empty where it cannot be extended"
      />
    </>
  );
}

function EvaluationDays({ fields }: { fields: Fields }) {
  return (
    <Group
      field={{ name: 'days' }}
      label="Working days to decide on an application"
      hint="The usual ones are those of the Public Contracts Regulations 2015, regulation 34: 10 working days from receipt, and 15 where you give a reason. A light-touch system may set its own."
    >
      <div className="flex flex-wrap gap-x-8 gap-y-4">
        <TextField field={fields.evaluationDays} label="Working days" width={3} inputMode="numeric" />
        <TextField field={fields.extendedEvaluationDays} label="With a reason" width={3} inputMode="numeric" />
        <TextField
          field={fields.clarificationDays}
          label="For a provider to answer a clarification"
          width={3}
          inputMode="numeric"
        />
      </div>
    </Group>
  );
}
