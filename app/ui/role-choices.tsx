import { type OrganisationKind, ROLE_LABELS } from '../domain/accounts/actor.ts';
import { ROLE_MAY, rolesOf } from '../domain/accounts/roles.ts';
import { Choices, type FieldState } from './fields.tsx';

/** The roles of one kind of organisation, each with what it may do. */
export function RoleChoices({ field, kind }: { field: FieldState; kind: OrganisationKind }) {
  const options = rolesOf(kind).map((role) => ({ value: role, label: ROLE_LABELS[role], hint: ROLE_MAY[role] }));
  return <Choices field={field} label="Roles" hint="Choose one or more" type="checkbox" options={options} />;
}
