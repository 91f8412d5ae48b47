import { DomainError } from '../errors.ts';
import { type OrganisationKind, ROLE_LABELS, type Role } from './actor.ts';

const ROLES_OF: Record<OrganisationKind, readonly [Role, ...Role[]]> = {
  authority: ['commissioner', 'broker', 'finance', 'administrator'],
  provider: ['manager', 'bids', 'administrator'],
  operator: ['operator'],
};

/** The roles that people of such an organisation may have. */
export const rolesOf = (kind: OrganisationKind): readonly [Role, ...Role[]] => ROLES_OF[kind];

/** What a role may do, in one sentence. */
export const ROLE_MAY: Record<Role, string> = {
  commissioner: 'Writes market position statements, compares cost and searches for places.',
  broker: 'Searches for places for children, with their prices.',
  finance: 'Reads cost comparisons.',
  manager: 'Publishes vacancies and keeps them true; reads services and prices.',
  bids: 'Reads vacancies, services and prices.',
  administrator: 'Invites people and decides what they may do, requires two-factor, reads the audit.',
  operator: 'Admits organisations and manages the operator’s own people.',
};

/** The role that manages an organisation's people: somebody always has it. */
export const managingRole = (kind: OrganisationKind): Role => (kind === 'operator' ? 'operator' : 'administrator');

/** Stored roles as ours, in the order of `rolesOf`. */
export const readRoles = (kind: OrganisationKind, stored: readonly string[]): Role[] =>
  rolesOf(kind).filter((role) => stored.includes(role));

export const nameRoles = (roles: readonly Role[]): string => roles.map((role) => ROLE_LABELS[role]).join(', ');

/** Refuses none at all, and a role that organisations of another kind have. */
export function requireRolesOf(kind: OrganisationKind, roles: readonly Role[]): void {
  const foreign = roles.find((role) => !rolesOf(kind).includes(role));
  if (foreign)
    throw new DomainError('forbidden', `Nobody of this organisation can have the role “${ROLE_LABELS[foreign]}”`);
  if (roles.length === 0) throw new DomainError('forbidden', 'A member has one role or more');
}
