import type { FieldMetadata, FormMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import {
  FEELING_CODES,
  FEELING_LABELS,
  OVERALL_CODES,
  OVERALL_LABELS,
  RATING_CODES,
  RATING_LABELS,
  STANDARDS,
  VISIT_KIND_LABELS,
  VISIT_KINDS,
} from '../domain/monitoring/monitoring-visit.ts';
import type { VisitFields } from '../domain/monitoring/monitoring-visit-form.ts';
import { Button, ButtonLink } from './button.tsx';
import { Choices, DateField, Group, Select, TextArea, TextField } from './fields.tsx';
import { EnterButton, FormPage } from './form.tsx';
import { RowList, type RowsProps } from './row-list.tsx';
import { ServiceQuestion, type VisitableService, VisitorsQuestion } from './visit-service.tsx';

const labelled = <Code extends string>(codes: readonly Code[], labels: Record<Code, string>) =>
  codes.map((code) => ({ value: code, label: labels[code] }));

const KINDS = labelled(VISIT_KINDS, VISIT_KIND_LABELS);
const RATINGS = labelled(RATING_CODES, RATING_LABELS);
const FEELINGS = labelled(FEELING_CODES, FEELING_LABELS);
const OVERALL = labelled(OVERALL_CODES, OVERALL_LABELS);
const NO_CHILD = 'Never name a child, or write anything that tells who one is.';

/** The fields as they stand on the page. */
const ORDER = [
  ...['serviceId', 'kind', 'visitedOn', 'visitors'],
  ...STANDARDS.map(({ code }) => `ratings.${code}`),
  ...['findings', 'youngInspectors', 'youngInspectorsRating', 'overall', 'actions'],
];

interface VisitFormProps {
  form: FormMetadata<VisitFields>;
  services: VisitableService[];
  /** Hidden fields. */
  children: ReactNode;
  cancel: string;
}

/** The questions of a visit's report, for a new one and for a draft. */
export function VisitForm({ form, services, children, cancel }: VisitFormProps) {
  const fields = form.getFieldset();
  return (
    <FormPage id={form.id} errors={form.allErrors} order={ORDER}>
      {children}
      <EnterButton>Save draft</EnterButton>
      <ServiceQuestion field={fields.serviceId} services={services} />
      <Choices field={fields.kind} label="Kind of visit" type="radio" options={KINDS} />
      <DateField field={fields.visitedOn} label="Date of the visit" hint="For example 17 11 2026" />
      <VisitorsQuestion field={fields.visitors} label="Who visited" />
      <Standards field={fields.ratings} />
      <TextArea field={fields.findings} label="What you found" hint={NO_CHILD} rows={10} />
      <TextArea
        field={fields.youngInspectors}
        label="What the young inspectors saw and said (optional)"
        hint={`In their own words where you can. ${NO_CHILD}`}
        rows={6}
      />
      <Select
        field={fields.youngInspectorsRating}
        label="How they felt about it (optional)"
        empty="No young inspector took part"
        options={FEELINGS}
      />
      <Choices
        field={fields.overall}
        label="Overall"
        hint="May wait until you finish the report"
        type="radio"
        options={OVERALL}
      />
      <Actions form={form} field={fields.actions} />
      <div className="flex flex-wrap gap-3">
        <Button>Save draft</Button>
        <ButtonLink to={cancel} look="secondary">
          Cancel
        </ButtonLink>
      </div>
    </FormPage>
  );
}

function Standards({ field }: { field: FieldMetadata<VisitFields['ratings'], VisitFields> }) {
  const ratings = field.getFieldset();
  return (
    <Group
      field={{ name: field.name, errors: field.errors }}
      label="Standards"
      hint="The nine Quality Standards of children’s homes; for foster care and supported accommodation use them as headings. Leave what you did not look at."
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {STANDARDS.map(({ code, label }) => (
          <Select key={code} field={ratings[code]} label={label} empty="Not looked at" options={RATINGS} />
        ))}
      </div>
    </Group>
  );
}

function Actions({ form, field }: RowsProps<VisitFields, VisitFields['actions'][number]>) {
  const rows = field.getFieldList().map((row) => {
    const { action, owner, dueOn } = row.getFieldset();
    const questions = (
      <>
        <TextArea field={action} label="What has to be done" rows={3} />
        <TextField field={owner} label="Who does it" hint="A role of the provider, such as registered manager" />
        <DateField field={dueOn} label="Due on" hint="For example 31 1 2027" />
      </>
    );
    return { name: row.name, questions };
  });
  return (
    <RowList
      form={form}
      field={field}
      label="Actions (optional)"
      one="action"
      add="Add an action"
      start="action"
      rows={rows}
    />
  );
}
