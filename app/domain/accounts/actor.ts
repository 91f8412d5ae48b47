export type OrganisationKind = 'authority' | 'provider' | 'operator';

export type Role = 'commissioner' | 'broker' | 'finance' | 'manager' | 'bids' | 'administrator' | 'operator';

/** Who is asking: one person, acting for one organisation. */
export interface Actor {
  userId: string;
  name: string;
  email: string;
  organisationId: string;
  organisationName: string;
  organisationKind: OrganisationKind;
  roles: readonly Role[];
}

/** What keeps a person who is signed in from acting: no organisation, none chosen of several, or the second factor it asks for. */
export type WhatLacks = 'membership' | 'choice' | 'second_factor';

/** Who is signed in, for whichever organisation. */
export interface Person {
  userId: string;
  name: string;
  email: string;
  twoFactorEnabled: boolean;
  sessionId: string;
  /** "password", or the id of the identity provider. */
  signedInBy: string;
  lacks: WhatLacks | null;
  /** In how many organisations the person is a member. */
  memberships: number;
}

export const TOKEN_SCOPES = ['read', 'write'] as const;

/** The API token that an actor shows. */
export interface Token {
  id: string;
  scopes: readonly (typeof TOKEN_SCOPES)[number][];
}

export function isFrom(actor: Pick<Actor, 'organisationKind'>, kind: OrganisationKind): boolean {
  return actor.organisationKind === kind;
}

/** True where the actor acts for an organisation of that kind and has one of the roles. */
export function holds(
  actor: Pick<Actor, 'organisationKind' | 'roles'>,
  kind: OrganisationKind,
  ...roles: Role[]
): boolean {
  return isFrom(actor, kind) && roles.some((role) => actor.roles.includes(role));
}

export const ROLE_LABELS: Record<Role, string> = {
  commissioner: 'Commissioner',
  broker: 'Broker',
  finance: 'Finance reader',
  manager: 'Registered manager',
  bids: 'Bid manager',
  administrator: 'Administrator',
  operator: 'Operator',
};
