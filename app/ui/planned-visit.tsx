import type { FormMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import type { PlannedVisitFields } from '../domain/monitoring/monitoring-visit-form.ts';
import type { Visit } from '../domain/monitoring/monitoring-visits.server.ts';
import { sayService } from '../domain/services/service-words.ts';
import { formatDate } from '../lib/dates.ts';
import { Button, ButtonLink } from './button.tsx';
import { Choices, DateField } from './fields.tsx';
import { FormPage } from './form.tsx';
import { Warning } from './notice.tsx';
import { SummaryList } from './summary-list.tsx';
import { ServiceQuestion, type VisitableService, VisitorsQuestion } from './visit-service.tsx';

const KINDS = [
  {
    value: 'planned',
    label: 'Announced',
    hint: 'The provider gets an e-mail now, and sees the day, the service and who visits.',
  },
  {
    value: 'unannounced',
    label: 'Unannounced',
    hint: 'The provider learns nothing of it before you finish the report.',
  },
];

interface FormProps {
  form: FormMetadata<PlannedVisitFields>;
  services: VisitableService[];
  /** Hidden fields. */
  children: ReactNode;
}

export function PlannedVisitForm({ form, services, children }: FormProps) {
  const fields = form.getFieldset();
  return (
    <FormPage id={form.id} errors={form.allErrors} order={['serviceId', 'kind', 'visitedOn', 'visitors']}>
      {children}
      <ServiceQuestion field={fields.serviceId} services={services} />
      <Choices field={fields.kind} label="Is the provider told beforehand?" type="radio" options={KINDS} />
      <DateField field={fields.visitedOn} label="Date of the visit" hint="Today or later. For example 17 3 2027" />
      <VisitorsQuestion field={fields.visitors} label="Who visits" />
      <div className="flex flex-wrap gap-3">
        <Button>Plan the visit</Button>
        <ButtonLink to="/monitoring-visits" look="secondary">
          Cancel
        </ButtonLink>
      </div>
    </FormPage>
  );
}

/** A visit of which there is no report: to come, overdue or called off. */
export function PlannedVisit({ visit, overdue, own }: { visit: Visit; overdue: boolean; own: boolean }) {
  const { urn, accommodationType, areaName, kind, cancelReason } = visit;
  const service =
    urn && accommodationType !== null && areaName ? sayService({ urn, accommodationType, areaName }) : null;
  return (
    <>
      <div className="mb-6">
        <Warning>
          {visit.status === 'cancelled'
            ? 'This visit is called off.'
            : overdue
              ? 'The day has passed, and there is no report yet.'
              : kind === 'planned'
                ? 'This visit is planned, and announced to the provider.'
                : 'This visit is planned, and unannounced: never tell the provider.'}
        </Warning>
      </div>
      <SummaryList
        rows={[
          { name: own ? 'Provider' : 'Authority', value: own ? visit.providerName : visit.authorityName },
          { name: 'Service', value: service ?? 'The provider as a whole' },
          { name: 'Planned for', value: formatDate(visit.visitedOn) },
          { name: 'Who visits', value: visit.visitors },
          ...(cancelReason
            ? [{ name: 'Reason', value: <span className="whitespace-pre-wrap break-words">{cancelReason}</span> }]
            : []),
        ]}
      />
    </>
  );
}
