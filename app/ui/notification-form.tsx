import type { FormMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import {
  NOTIFICATION_KIND_HINTS,
  NOTIFICATION_KIND_LABELS,
  NOTIFICATION_KINDS,
} from '../domain/monitoring/provider-notification.ts';
import type { NotificationFields } from '../domain/monitoring/provider-notification-form.ts';
import { sayService } from '../domain/services/service-words.ts';
import { countOf } from '../lib/phrases.ts';
import { Button, ButtonLink } from './button.tsx';
import { Choices, DateField, Select, TextArea, TextField } from './fields.tsx';
import { FormPage } from './form.tsx';

const KINDS = NOTIFICATION_KINDS.map((kind) => ({
  value: kind,
  label: NOTIFICATION_KIND_LABELS[kind],
  hint: NOTIFICATION_KIND_HINTS[kind],
}));

const TURNS = [
  { value: 'first', label: 'The first time, before the clocks went back', hint: 'British Summer Time' },
  { value: 'second', label: 'The second time, after the clocks went back', hint: 'Greenwich Mean Time' },
];

const ORDER = ['kind', 'serviceId', 'happenedOn', 'happenedTime', 'clockTurn', 'summary'];

interface NotificationFormProps {
  form: FormMetadata<NotificationFields>;
  services: { id: string; urn: string; accommodationType: number; areaName: string }[];
  /** Hidden fields. */
  children: ReactNode;
  withinHours: number;
}

/** What a provider tells those who buy from it. */
export function NotificationForm({ form, services, children, withinHours }: NotificationFormProps) {
  const fields = form.getFieldset();
  const { clockTurn } = fields;
  return (
    <FormPage id={form.id} errors={form.allErrors} order={ORDER}>
      {children}
      <Choices field={fields.kind} label="What you notify" type="radio" options={KINDS} />
      <Select
        field={fields.serviceId}
        label="Service"
        hint="Authorities see the kind, the area and Ofsted’s number, never the name or the address"
        empty="The provider as a whole"
        options={services.map((service) => ({ value: service.id, label: sayService(service) }))}
      />
      <DateField field={fields.happenedOn} label="Date it happened" hint="For example 17 11 2026" />
      <TextField
        field={fields.happenedTime}
        label="Time it happened"
        hint={`In the United Kingdom, on the 24-hour clock, like 14:05. Tell within ${countOf(withinHours, 'hour')}: the strictest of the systems you are admitted to asks for that.`}
        width={5}
      />
      {/* Asked on the one night a year that needs it. */}
      {(clockTurn.errors?.length || clockTurn.initialValue) && (
        <Choices field={clockTurn} label="Which of the two times it was" type="radio" options={TURNS} />
      )}
      <TextArea
        field={fields.summary}
        label="What happened"
        hint="In 2,000 characters at most. Never name a child, or write anything that tells who one is: authorities ask you for that."
        rows={8}
      />
      <div className="flex flex-wrap gap-3">
        <Button>Notify authorities</Button>
        <ButtonLink to="/notifications" look="secondary">
          Cancel
        </ButtonLink>
      </div>
    </FormPage>
  );
}
