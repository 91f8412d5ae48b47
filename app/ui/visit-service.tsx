import { sayService } from '../domain/services/service-words.ts';
import { type FieldState, Select, TextField } from './fields.tsx';

export interface VisitableService {
  id: string;
  urn: string;
  accommodationType: number;
  areaName: string;
}

/** Which service a visit is to. */
export function ServiceQuestion({ field, services }: { field: FieldState; services: VisitableService[] }) {
  return (
    <Select
      field={field}
      label="Service"
      hint="By kind, area and Ofsted’s number: names and addresses stay with the provider"
      empty="The provider as a whole"
      options={services.map((service) => ({ value: service.id, label: sayService(service) }))}
    />
  );
}

export function VisitorsQuestion({ field, label }: { field: FieldState; label: string }) {
  return <TextField field={field} label={label} hint="Officers by name and role; young inspectors by number alone" />;
}
